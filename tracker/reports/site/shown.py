"""What a site shows: its claims by id, speaker, chain and topic, their scores, and the files of its pages."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from tracker.records import Claim
from tracker.reports.site.views import ClaimRow, claim_row, counted, file_names
from tracker.scoring import Policy, scorecard, topics_of
from tracker.scoring.groups import NOBODY
from tracker.scoring.score_records import Group, Scorecard, WordRanges
from tracker.scoring.scorecard import group_of
from tracker.scoring.select import Prediction
from tracker.scoring.side_by_side import by_speaker

#: The most topics with a page of their own, by number of claims.
MOST_TOPICS = 200
#: The most speakers compared two by two, by number of resolved predictions.
MOST_COMPARED = 12


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The claims of a site, latest first, with what its pages need of them, computed once."""

    title: str
    as_of: dt.date
    since: dt.date
    policy: Policy
    words: WordRanges
    claims: Sequence[Claim]
    site_url: str | None = None

    @cached_property
    def card(self) -> Scorecard:
        """The scores by speaker."""
        return scorecard(self.claims, as_of=self.as_of, policy=self.policy, group_by="speaker", words=self.words)

    @cached_property
    def groups(self) -> dict[str, Group]:
        """The scores of each speaker."""
        return {group.key: group for group in self.card.groups}

    @cached_property
    def speakers(self) -> dict[str, str]:
        """The file of each speaker's page, in `speakers/`."""
        return file_names(claim.forecast.speaker for claim in self.claims if claim.forecast.speaker)

    @cached_property
    def topics(self) -> dict[str, tuple[str, ...]]:
        """The topics of each claim that has any."""
        return dict(topics_of(self.claims))

    @cached_property
    def topic_files(self) -> dict[str, str]:
        """The file of each topic's page, in `topics/`."""
        counts = Counter(topic for topics in self.topics.values() for topic in topics)
        most = sorted(counts, key=lambda topic: (-counts[topic], topic))[:MOST_TOPICS]
        return file_names(most)

    @cached_property
    def by_speaker(self) -> dict[str, list[Claim]]:
        """The claims of each speaker."""
        return _grouped((claim.forecast.speaker or NOBODY, claim) for claim in self.claims)

    @cached_property
    def by_topic(self) -> dict[str, list[Claim]]:
        """The claims of each topic that has a page."""
        pairs = ((topic, claim) for claim in self.claims for topic in self.topics.get(claim.id, ()))
        return _grouped((topic, claim) for topic, claim in pairs if topic in self.topic_files)

    @cached_property
    def topic_groups(self) -> dict[str, Group]:
        """The scores of each topic that has a page."""
        members: dict[str, list[Prediction]] = {name: [] for name in self.topic_files}
        for prediction in (each for spoken in self.predictions.values() for each in spoken):
            for name in self.topics.get(prediction.claim.id, ()):
                if name in members:
                    members[name].append(prediction)
        return {name: group_of(name, found, as_of=self.as_of, policy=self.policy) for name, found in members.items()}

    @cached_property
    def chains(self) -> dict[str, list[Claim]]:
        """The statements of each prediction, first to last."""
        found = _grouped((claim.chain or claim.id, claim) for claim in self.claims)
        for chain in found.values():
            chain.sort(key=lambda claim: claim.forecast.said_on)
        return found

    @cached_property
    def predictions(self) -> dict[str, list[Prediction]]:
        """The predictions of each speaker, as the policy scores them."""
        return by_speaker(self.claims, as_of=self.as_of, policy=self.policy, words=self.words)

    @cached_property
    def pairs(self) -> dict[tuple[str, str], str]:
        """The file of each pair's page, in `compare/`, by the two names in their order."""
        known = [group for group in self.card.groups if group.key in self.speakers and group.judged]
        most = sorted(known, key=lambda group: (-group.judged, group.key))[:MOST_COMPARED]
        names = sorted(group.key for group in most)
        stems = {name: self.speakers[name].removesuffix(".html") for name in names}
        return {
            (first, second): f"{stems[first]}__{stems[second]}.html"
            for place, first in enumerate(names)
            for second in names[place + 1 :]
        }

    @cached_property
    def rows(self) -> list[ClaimRow]:
        """All claims for the list of them."""
        return [self.row(claim) for claim in self.claims]

    def row(self, claim: Claim, root: str = "") -> ClaimRow:
        """A claim for a list; `root` leads from the list's page to the overview."""
        return claim_row(claim, as_of=self.as_of, root=root, speakers=self.speakers, topics=self.topics)

    def address(self, page: str) -> str | None:
        """The address of a page on the web; None if the site's address is not known."""
        return None if self.site_url is None else f"{self.site_url}/{quote(page)}"


def _grouped(pairs: Iterable[tuple[str, Claim]]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for key, claim in pairs:
        found.setdefault(key, []).append(claim)
    return found


def shown(
    claims: Iterable[Claim], *, title: str, as_of: dt.date, since: dt.date, policy: Policy, words: WordRanges, site_url: str | None
) -> Shown:
    """What a site of these claims shows: the accepted ones said by `as_of`, and candidates where the policy counts them."""
    kept = [claim for claim in counted(claims, policy) if claim.forecast.said_on <= as_of]
    return Shown(title=title, as_of=as_of, since=since, policy=policy, words=words, claims=kept, site_url=site_url)
