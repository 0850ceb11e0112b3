BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE claim_tags (
	claim_number INTEGER NOT NULL, 
	tag TEXT NOT NULL, 
	CONSTRAINT pk_claim_tags PRIMARY KEY (claim_number, tag), 
	CONSTRAINT fk_claim_tags_claim_number_claims FOREIGN KEY(claim_number) REFERENCES claims (number) ON DELETE RESTRICT
);
INSERT INTO "claim_tags" VALUES(3,'sea');
CREATE TABLE claims (
	number INTEGER NOT NULL, 
	id VARCHAR(40) NOT NULL, 
	source_number INTEGER, 
	speaker_number INTEGER, 
	status VARCHAR(16) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	polarity VARCHAR(16) NOT NULL, 
	said_on DATE NOT NULL, 
	claim TEXT NOT NULL, 
	doc TEXT, 
	quote TEXT, 
	quote_start INTEGER, 
	quote_end INTEGER, 
	anchor TEXT, 
	anchor_start INTEGER, 
	speaker_confidence DOUBLE NOT NULL, 
	t_start_ms INTEGER, 
	t_end_ms INTEGER, 
	horizon_text TEXT, 
	window_start DATE, 
	due DATE, 
	grain VARCHAR(16), 
	horizon_rule TEXT, 
	anchored_on DATE, 
	odds_text TEXT, 
	odds_low DOUBLE, 
	odds_high DOUBLE, 
	hedge_text TEXT, 
	hedge_low DOUBLE, 
	hedge_high DOUBLE, 
	hedge_scale TEXT, 
	condition TEXT, 
	confidence DOUBLE NOT NULL, 
	uncertainty DOUBLE NOT NULL, 
	trace TEXT NOT NULL, 
	outcome VARCHAR(16), 
	outcome_known_on DATE, 
	conflicted BOOLEAN NOT NULL, 
	reoffered BOOLEAN NOT NULL, 
	chain VARCHAR(40) NOT NULL, 
	recorded_first VARCHAR(27) NOT NULL, 
	recorded_last VARCHAR(27) NOT NULL, about TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_claims PRIMARY KEY (number), 
	CONSTRAINT ck_claims_ck_claims_status CHECK (status IN ('candidate', 'accepted', 'rejected', 'withdrawn')), 
	CONSTRAINT fk_claims_source_number_sources FOREIGN KEY(source_number) REFERENCES sources (number) ON DELETE RESTRICT, 
	CONSTRAINT fk_claims_speaker_number_speakers FOREIGN KEY(speaker_number) REFERENCES speakers (number) ON DELETE RESTRICT, 
	CONSTRAINT uq_claims_id UNIQUE (id)
);
INSERT INTO "claims" VALUES(3,'yn4bwoxyjzyp',1,6385600960638338941,'accepted','dated','positive','2024-06-26','We carry a million passengers by 2027.','ferry','we carry a million passengers by 2027',63,100,'by 2027',93,1.0,NULL,NULL,'by 2027','2027-01-01','2027-12-31','year','by year',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0.9,0.4,'["modal","horizon"]','true','2028-01-03',1,0,'finmv4eurqnu','2028-07-01T09:30:00.000000Z','2028-07-03T09:30:00.000000Z','[]');
INSERT INTO "claims" VALUES(4,'rj46bpa7ugkp',1,6385600960638338941,'rejected','odds','positive','2024-06-26','There is a sixty percent chance that the night boats pay for themselves.','ferry','there is a sixty percent chance that the night boats pay for themselves',105,176,'sixty percent chance',116,1.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'sixty percent chance',0.6,0.6,NULL,NULL,NULL,NULL,NULL,0.55,5.00000000000000444089e-02,'["modal","horizon"]',NULL,NULL,0,0,'rj46bpa7ugkp','2028-07-01T09:30:00.000000Z','2028-07-01T09:30:02.000000Z','[]');
INSERT INTO "claims" VALUES(5,'finmv4eurqnu',1,9170529229393523325,'candidate','dated','positive','2024-06-26','By the end of 2030 every boat will be electric, naïve as it sounds 🚢.','ferry','By the end of 2030 every boat will be electric, naïve as it sounds 🚢',178,246,'By the end of 2030',178,1.0,NULL,NULL,'By the end of 2030','2030-01-01','2030-12-31','year','by year',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'if the grid holds',0.2,0.3,'["modal","horizon"]',NULL,NULL,0,0,'finmv4eurqnu','2028-07-01T09:30:00.000000Z','2028-07-01T09:30:05.000000Z','[]');
INSERT INTO "claims" VALUES(14,'f4ku5l7cbqx3',NULL,NULL,'withdrawn','undated','positive','2024-01-01','Rain by May.',NULL,NULL,NULL,NULL,NULL,NULL,1.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1.0,0.5,'[]',NULL,NULL,0,0,'f4ku5l7cbqx3','2028-07-04T09:30:00.000000Z','2028-07-05T09:30:00.000000Z','[]');
CREATE TABLE events (
	number INTEGER NOT NULL, 
	ledger_id VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	claim_id VARCHAR(40), 
	source_sha256 VARCHAR(64), 
	actor TEXT NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, 
	known_on DATE, 
	reason TEXT, 
	details TEXT NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (number), 
	CONSTRAINT fk_events_ledger_id_ledgers FOREIGN KEY(ledger_id) REFERENCES ledgers (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_events_ledger_id_position UNIQUE (ledger_id, position)
);
INSERT INTO "events" VALUES(1,'67e422301d7caa98',1,'','f13c15f51c3af2b05804f5b6d85cec158931868730274ca84154fa0fbc661eb0','source',NULL,'ea35a0edd6d3fc99c455b9421ced0e50de681aa13011fbae4df1cf77302df36b','ana','2028-07-01T09:30:00.000000Z',NULL,NULL,'{"characters":247,"doc":"ferry","layout_sha256":"82b26172fb163c9431d2fff0e86ad9cde2619d554dd963cfedc7d6d4fab0ecdc","reader":"text","said_on":"2024-06-26"}');
INSERT INTO "events" VALUES(2,'67e422301d7caa98',2,'f13c15f51c3af2b05804f5b6d85cec158931868730274ca84154fa0fbc661eb0','e0aa5da66d88dbbdeb969594f1781cbc9c4cba192436061058205b257e397a5a','run',NULL,'ea35a0edd6d3fc99c455b9421ced0e50de681aa13011fbae4df1cf77302df36b','ana','2028-07-01T09:30:00.000000Z',NULL,NULL,'{"options":"{\"version\":\"1\"}","with":"f13c15f51c3af2b05804f5b6d85cec158931868730274ca84154fa0fbc661eb0"}');
INSERT INTO "events" VALUES(3,'67e422301d7caa98',3,'e0aa5da66d88dbbdeb969594f1781cbc9c4cba192436061058205b257e397a5a','6dc6b5b4ff135d249774f74c7553e854ce491a8063053c706dd37a031105035e','extract','yn4bwoxyjzyp','ea35a0edd6d3fc99c455b9421ced0e50de681aa13011fbae4df1cf77302df36b','ana','2028-07-01T09:30:00.000000Z',NULL,NULL,'{"forecast":{"anchor":"by 2027","anchor_start":93,"claim":"We carry a million passengers by 2027.","condition":null,"confidence":0.9,"doc":"ferry","end":100,"hedge":null,"horizon":{"anchored_on":null,"end":"2027-12-31","grain":"year","rule":"by year","start":"2027-01-01","text":"by 2027"},"kind":"dated","polarity":"positive","probability":null,"quantities":[{"comparator":"exact","high":1000000.0,"low":1000000.0,"text":"a million passengers","unit":"passengers"}],"quote":"we carry a million passengers by 2027","said_on":"2024-06-26","speaker":"Mira Okafor","speaker_confidence":1.0,"start":63,"t_end_ms":null,"t_start_ms":null,"trace":["modal","horizon"]},"run":"e0aa5da66d88dbbdeb969594f1781cbc9c4cba192436061058205b257e397a5a"}');
INSERT INTO "events" VALUES(4,'67e422301d7caa98',4,'6dc6b5b4ff135d249774f74c7553e854ce491a8063053c706dd37a031105035e','5c2252dc5568d1693475c7f973f7926fcd73ce886507499fce2643b92a780f48','extract','rj46bpa7ugkp','ea35a0edd6d3fc99c455b9421ced0e50de681aa13011fbae4df1cf77302df36b','ana','2028-07-01T09:30:00.000000Z',NULL,NULL,'{"forecast":{"anchor":"sixty percent chance","anchor_start":116,"claim":"There is a sixty percent chance that the night boats pay for themselves.","condition":null,"confidence":0.55,"doc":"ferry","end":176,"hedge":null,"horizon":null,"kind":"odds","polarity":"positive","probability":{"high":0.6,"low":0.6,"text":"sixty percent chance"},"quantities":[],"quote":"there is a sixty percent chance that the night boats pay for themselves","said_on":"2024-06-26","speaker":"Mira Okafor","speaker_confidence":1.0,"start":105,"t_end_ms":null,"t_start_ms":null,"trace":["modal","horizon"]},"run":"e0aa5da66d88dbbdeb969594f1781cbc9c4cba192436061058205b257e397a5a"}');
INSERT INTO "events" VALUES(5,'67e422301d7caa98',5,'5c2252dc5568d1693475c7f973f7926fcd73ce886507499fce2643b92a780f48','247b8cc2e265c5690b905a467aa82743da46e5867a4e743f81e923c7c998abb5','extract','finmv4eurqnu','ea35a0edd6d3fc99c455b9421ced0e50de681aa13011fbae4df1cf77302df36b','ana','2028-07-01T09:30:00.000000Z',NULL,NULL,'{"forecast":{"anchor":"By the end of 2030","anchor_start":178,"claim":"By the end of 2030 every boat will be electric, naïve as it sounds 🚢.","condition":"if the grid holds","confidence":0.2,"doc":"ferry","end":246,"hedge":null,"horizon":{"anchored_on":null,"end":"2030-12-31","grain":"year","rule":"by year","start":"2030-01-01","text":"By the end of 2030"},"kind":"dated","polarity":"positive","probability":null,"quantities":[],"quote":"By the end of 2030 every boat will be electric, naïve as it sounds 🚢","said_on":"2024-06-26","speaker":"Mira Okafor","speaker_confidence":1.0,"start":178,"t_end_ms":null,"t_start_ms":null,"trace":["modal","horizon"]},"run":"e0aa5da66d88dbbdeb969594f1781cbc9c4cba192436061058205b257e397a5a"}');
INSERT INTO "events" VALUES(6,'67e422301d7caa98',6,'247b8cc2e265c5690b905a467aa82743da46e5867a4e743f81e923c7c998abb5','1aa1a5c395a6e686b3b9627a1332e4a25eb9b0309fa8cdcfb985fec054f4aa14','accept','yn4bwoxyjzyp',NULL,'ana','2028-07-01T09:30:01.000000Z',NULL,NULL,'{}');
INSERT INTO "events" VALUES(7,'67e422301d7caa98',7,'1aa1a5c395a6e686b3b9627a1332e4a25eb9b0309fa8cdcfb985fec054f4aa14','979a104e7bff179adf1b6a94e7a5eb89d57c80a516f63dff9e8c889edad86913','reject','rj46bpa7ugkp',NULL,'ben','2028-07-01T09:30:02.000000Z',NULL,'a joke','{}');
INSERT INTO "events" VALUES(8,'67e422301d7caa98',8,'979a104e7bff179adf1b6a94e7a5eb89d57c80a516f63dff9e8c889edad86913','5a255e9a38a0446571ac973a811fe93ab1f078b1912bd452b550da8cf3f25628','edit','finmv4eurqnu',NULL,'ana','2028-07-01T09:30:03.000000Z',NULL,NULL,'{"set":{"speaker":"Mira O."}}');
INSERT INTO "events" VALUES(9,'67e422301d7caa98',9,'5a255e9a38a0446571ac973a811fe93ab1f078b1912bd452b550da8cf3f25628','927fb5870d9b655c33901faaa0879acc544a5d5fe9157c590aeeba375b8c4eca','speaker-merge',NULL,NULL,'ana','2028-07-01T09:30:04.000000Z',NULL,NULL,'{"into":"Mira Okafor","speaker":"Mira O."}');
INSERT INTO "events" VALUES(10,'67e422301d7caa98',10,'927fb5870d9b655c33901faaa0879acc544a5d5fe9157c590aeeba375b8c4eca','b5accc4e6ee2c786617ad869904bc835f7bfd0368d32b5c12007f5e7ce999782','link','finmv4eurqnu',NULL,'ana','2028-07-01T09:30:05.000000Z',NULL,NULL,'{"as":"updates","to":"yn4bwoxyjzyp"}');
INSERT INTO "events" VALUES(11,'67e422301d7caa98',11,'b5accc4e6ee2c786617ad869904bc835f7bfd0368d32b5c12007f5e7ce999782','429a1ee44240c12124ed30923555ee5a4f471f6d2d19d45a974e9321743878ef','tag','yn4bwoxyjzyp',NULL,'ana','2028-07-01T09:30:06.000000Z',NULL,NULL,'{"add":["sea"]}');
INSERT INTO "events" VALUES(12,'67e422301d7caa98',12,'429a1ee44240c12124ed30923555ee5a4f471f6d2d19d45a974e9321743878ef','cea585a63314b412865debe651d6201bedf474293ffa535f57125dd372ac3e3f','resolve','yn4bwoxyjzyp',NULL,'ana','2028-07-02T09:30:00.000000Z','2028-01-03',NULL,'{"outcome":"true"}');
INSERT INTO "events" VALUES(13,'67e422301d7caa98',13,'cea585a63314b412865debe651d6201bedf474293ffa535f57125dd372ac3e3f','aa478569d0ae2cb1e3697a75fba0e043b89c7af694894c5019670d18a8bee32f','resolve','yn4bwoxyjzyp',NULL,'ben','2028-07-03T09:30:00.000000Z','2028-01-03',NULL,'{"outcome":"false"}');
INSERT INTO "events" VALUES(14,'67e422301d7caa98',14,'aa478569d0ae2cb1e3697a75fba0e043b89c7af694894c5019670d18a8bee32f','fd584f82464c528992a5ebcc914ebb9ec0a8031b982f53605b14f2f704b29301','add','f4ku5l7cbqx3',NULL,'ana','2028-07-04T09:30:00.000000Z',NULL,NULL,'{"forecast":{"anchor":null,"anchor_start":null,"claim":"Rain by May.","condition":null,"confidence":1.0,"doc":null,"end":null,"hedge":null,"horizon":null,"kind":"undated","polarity":"positive","probability":null,"quantities":[],"quote":null,"said_on":"2024-01-01","speaker":null,"speaker_confidence":1.0,"start":null,"t_end_ms":null,"t_start_ms":null,"trace":[]},"status":"accepted"}');
INSERT INTO "events" VALUES(15,'67e422301d7caa98',15,'fd584f82464c528992a5ebcc914ebb9ec0a8031b982f53605b14f2f704b29301','68540e54624eaadd7661b25a716d2e7a6d46b3f09023e196e87dcc3875e77a08','undo','f4ku5l7cbqx3',NULL,'ana','2028-07-05T09:30:00.000000Z',NULL,NULL,'{"events":["fd584f82464c528992a5ebcc914ebb9ec0a8031b982f53605b14f2f704b29301"]}');
CREATE TABLE extraction_runs (
	number INTEGER NOT NULL, 
	source_number INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, 
	options TEXT NOT NULL, 
	CONSTRAINT pk_extraction_runs PRIMARY KEY (number), 
	CONSTRAINT fk_extraction_runs_source_number_sources FOREIGN KEY(source_number) REFERENCES sources (number) ON DELETE RESTRICT
);
INSERT INTO "extraction_runs" VALUES(2,1,'ana','2028-07-01T09:30:00.000000Z','{"version":"1"}');
CREATE TABLE judgements (
	claim_number INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	counts BOOLEAN NOT NULL, 
	actor TEXT NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	known_on DATE NOT NULL, 
	happened_on DATE, 
	credit DOUBLE, 
	value DOUBLE, 
	evidence TEXT NOT NULL, 
	note TEXT, 
	CONSTRAINT pk_judgements PRIMARY KEY (claim_number, place), 
	CONSTRAINT fk_judgements_claim_number_claims FOREIGN KEY(claim_number) REFERENCES claims (number) ON DELETE RESTRICT
);
INSERT INTO "judgements" VALUES(3,0,1,'ana','true','2028-01-03',NULL,NULL,NULL,'[]',NULL);
INSERT INTO "judgements" VALUES(3,1,0,'ben','false','2028-01-03',NULL,NULL,NULL,'[]',NULL);
CREATE TABLE ledgers (
	id VARCHAR(32) NOT NULL, 
	own BOOLEAN NOT NULL, 
	length INTEGER NOT NULL, 
	head VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_ledgers PRIMARY KEY (id)
);
INSERT INTO "ledgers" VALUES('67e422301d7caa98',1,15,'68540e54624eaadd7661b25a716d2e7a6d46b3f09023e196e87dcc3875e77a08');
CREATE TABLE links (
	claim_number INTEGER NOT NULL, 
	other_id VARCHAR(40) NOT NULL, 
	relation VARCHAR(16) NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_links PRIMARY KEY (claim_number, other_id), 
	CONSTRAINT fk_links_claim_number_claims FOREIGN KEY(claim_number) REFERENCES claims (number) ON DELETE RESTRICT
);
INSERT INTO "links" VALUES(5,'yn4bwoxyjzyp','updates','2028-07-01T09:30:05.000000Z');
CREATE TABLE quantities (
	claim_number INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	low DOUBLE, 
	high DOUBLE, 
	unit TEXT NOT NULL, 
	comparator VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_quantities PRIMARY KEY (claim_number, place), 
	CONSTRAINT fk_quantities_claim_number_claims FOREIGN KEY(claim_number) REFERENCES claims (number) ON DELETE RESTRICT
);
INSERT INTO "quantities" VALUES(3,0,'a million passengers',1000000.0,1000000.0,'passengers','exact');
CREATE TABLE source_marks (
	mark INTEGER NOT NULL, 
	source_number INTEGER NOT NULL, 
	CONSTRAINT pk_source_marks PRIMARY KEY (mark, source_number), 
	CONSTRAINT fk_source_marks_source_number_sources FOREIGN KEY(source_number) REFERENCES sources (number) ON DELETE RESTRICT
);
INSERT INTO "source_marks" VALUES(306982898548673804,1);
INSERT INTO "source_marks" VALUES(473679436390594097,1);
INSERT INTO "source_marks" VALUES(496550187561558227,1);
INSERT INTO "source_marks" VALUES(650496562763828213,1);
INSERT INTO "source_marks" VALUES(882179022423746874,1);
INSERT INTO "source_marks" VALUES(1109780143317600297,1);
INSERT INTO "source_marks" VALUES(1209522020213933459,1);
INSERT INTO "source_marks" VALUES(1502196859323625321,1);
INSERT INTO "source_marks" VALUES(1841387858409042866,1);
INSERT INTO "source_marks" VALUES(2349165812537787644,1);
INSERT INTO "source_marks" VALUES(2400033768891506778,1);
INSERT INTO "source_marks" VALUES(2712293492846188052,1);
INSERT INTO "source_marks" VALUES(2811972890932701496,1);
INSERT INTO "source_marks" VALUES(3203927135277313216,1);
INSERT INTO "source_marks" VALUES(3247898303062457624,1);
INSERT INTO "source_marks" VALUES(3267355571185438444,1);
INSERT INTO "source_marks" VALUES(3306374560048194220,1);
INSERT INTO "source_marks" VALUES(3550167376967385751,1);
INSERT INTO "source_marks" VALUES(3807057168063532374,1);
INSERT INTO "source_marks" VALUES(3902308501004618549,1);
INSERT INTO "source_marks" VALUES(3904245312148198924,1);
INSERT INTO "source_marks" VALUES(3993675193106005823,1);
INSERT INTO "source_marks" VALUES(4078106273546864003,1);
INSERT INTO "source_marks" VALUES(4260054755189932355,1);
INSERT INTO "source_marks" VALUES(4329028398737859279,1);
INSERT INTO "source_marks" VALUES(4888743802109552657,1);
INSERT INTO "source_marks" VALUES(4908165929176385803,1);
INSERT INTO "source_marks" VALUES(5032927276767391044,1);
INSERT INTO "source_marks" VALUES(5254015525706475753,1);
INSERT INTO "source_marks" VALUES(5722067610205243189,1);
INSERT INTO "source_marks" VALUES(5767168202871001180,1);
INSERT INTO "source_marks" VALUES(5881544873285937865,1);
INSERT INTO "source_marks" VALUES(5892611712004109768,1);
INSERT INTO "source_marks" VALUES(6265555727876682531,1);
INSERT INTO "source_marks" VALUES(6653252766002211955,1);
INSERT INTO "source_marks" VALUES(7169309119015146037,1);
INSERT INTO "source_marks" VALUES(7423318763603807060,1);
INSERT INTO "source_marks" VALUES(8210010906113100870,1);
INSERT INTO "source_marks" VALUES(8216254100811847905,1);
INSERT INTO "source_marks" VALUES(8248555787270453865,1);
INSERT INTO "source_marks" VALUES(8650995558445216514,1);
INSERT INTO "source_marks" VALUES(8800114610003810023,1);
INSERT INTO "source_marks" VALUES(9061146892777969721,1);
INSERT INTO "source_marks" VALUES(9132104193259363512,1);
CREATE TABLE sources (
	number INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	doc TEXT NOT NULL, 
	said_on DATE NOT NULL, 
	title TEXT, 
	url TEXT, 
	language TEXT, 
	reader TEXT, 
	status VARCHAR(16) NOT NULL, 
	replaced_by VARCHAR(64), 
	"like" VARCHAR(64), 
	characters INTEGER, 
	packed BLOB, 
	layout BLOB, 
	packed_sha256 VARCHAR(64), 
	CONSTRAINT pk_sources PRIMARY KEY (number), 
	CONSTRAINT uq_sources_sha256 UNIQUE (sha256)
);
INSERT INTO "sources" VALUES(1,'ea35a0edd6d3fc99c455b9421ced0e50de681aa13011fbae4df1cf77302df36b','ferry','2024-06-26',NULL,NULL,NULL,'text','active',NULL,NULL,247,X'789C258EC16DC3300C4557F9031441901C0AE452A4872241111848BB00ADD03611990A44C5AE56E9A54017E8105DA823544A2E3C908FEFFF5DF3F6BEC13C706488210D8C8E63CCF0A28C3E88F64F38EC8F5B34AFDB97E6B8C1BE40A2E73229616638AA386114EF25282E64C6DA7334B419ABE5EA11A4A76ABE47104C3E52C685A3634D7003A9E3BBAEC6ABF443421B285971657421D6FD68EC27B6059EF30DE3E20C5DF1AF97E0894B85FA82B9B4405BCE9E5D8AE21EA0F4FB3331C8200916AE7A32FC7D7D7E2FFE0142D9585A',X'789CAB56CACB2F492D56B28A8ED5512A482C2E4E4C87F14A327361CCD29292D4A2C4BC64303FDA40C7C8C45C47C937B32851C13F3B312DBF4849C750CF2036B61600FE14191C','e9ab30b25d801927e153d8ee6319bcfff76abb2dad04c6f08799c2b80cafb02d');
CREATE TABLE speakers (
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	person INTEGER NOT NULL, 
	CONSTRAINT pk_speakers PRIMARY KEY (number), 
	CONSTRAINT fk_speakers_person_speakers FOREIGN KEY(person) REFERENCES speakers (number) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_speakers_name UNIQUE (name)
);
INSERT INTO "speakers" VALUES(6385600960638338941,'Mira Okafor',6385600960638338941);
INSERT INTO "speakers" VALUES(9170529229393523325,'Mira O.',6385600960638338941);
CREATE UNIQUE INDEX uq_ledgers_own ON ledgers (own) WHERE own;
CREATE INDEX ix_sources_doc ON sources (doc);
CREATE INDEX ix_sources_said_on ON sources (said_on);
CREATE INDEX ix_source_marks_source_number ON source_marks (source_number);
CREATE INDEX ix_speakers_person ON speakers (person);
CREATE INDEX ix_claims_chain ON claims (chain);
CREATE INDEX ix_claims_due ON claims (due, id);
CREATE INDEX ix_claims_recorded_last ON claims (recorded_last);
CREATE INDEX ix_claims_said_on ON claims (said_on, id);
CREATE INDEX ix_claims_source ON claims (source_number, quote_start);
CREATE INDEX ix_claims_speaker ON claims (speaker_number, due, id);
CREATE INDEX ix_claims_status_confidence ON claims (status, confidence, id);
CREATE INDEX ix_claims_status_uncertainty ON claims (status, uncertainty, id);
CREATE INDEX ix_claims_status_due ON claims (status, due, id);
CREATE INDEX ix_events_claim_id ON events (claim_id);
CREATE INDEX ix_events_hash ON events (hash);
CREATE INDEX ix_events_source_sha256 ON events (source_sha256) WHERE claim_id IS NULL;
CREATE INDEX ix_extraction_runs_source_number ON extraction_runs (source_number);
CREATE INDEX ix_claim_tags_tag ON claim_tags (tag, claim_number);
CREATE INDEX ix_links_other_id ON links (other_id);
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER claims_search_insert AFTER INSERT ON claims BEGIN INSERT INTO claims_search(rowid, claim, quote) VALUES (new.number, new.claim, new.quote); END;
CREATE TRIGGER claims_search_delete AFTER DELETE ON claims BEGIN INSERT INTO claims_search(claims_search, rowid, claim, quote) VALUES ('delete', old.number, old.claim, old.quote); END;
CREATE TRIGGER claims_search_update AFTER UPDATE OF claim, quote ON claims WHEN old.claim IS NOT new.claim OR old.quote IS NOT new.quote BEGIN INSERT INTO claims_search(claims_search, rowid, claim, quote) VALUES ('delete', old.number, old.claim, old.quote); INSERT INTO claims_search(rowid, claim, quote) VALUES (new.number, new.claim, new.quote); END;
CREATE INDEX ix_claims_status_said ON claims (status, said_on, id);
CREATE INDEX ix_claims_speaker_said ON claims (speaker_number, said_on, id);
CREATE INDEX ix_claims_outcome_said ON claims (outcome, said_on, id) WHERE outcome IS NOT NULL;
CREATE INDEX ix_claims_pending ON claims (status, due, id) WHERE outcome IS NULL;
CREATE INDEX ix_claims_pending_speaker ON claims (speaker_number, due, id) WHERE outcome IS NULL;
CREATE INDEX ix_judgements_known_on ON judgements (known_on, claim_number);
CREATE TRIGGER events_no_replace BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE number = new.number) OR EXISTS (SELECT 1 FROM events WHERE ledger_id = new.ledger_id AND position = new.position) BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;
CREATE VIRTUAL TABLE claims_search USING fts5(claim, quote, content='claims', content_rowid='number', tokenize='unicode61 remove_diacritics 2', prefix='2 3 4');
INSERT INTO claims_search(claims_search) VALUES ('rebuild');
COMMIT;
