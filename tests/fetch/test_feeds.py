"""What is read of a feed, and how a podcast is followed by it."""

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.command_line import Command, Ran
from tests.fetch.web import Site
from tracker.errors import TranscriptError
from tracker.fetch import Episode, read_feed

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Long Build</title><language>en</language>
<podcast:person role="host">Nora Quist</podcast:person>
"""
TAIL = "</channel></rss>"
SAID = "I think we will open plant number {} by the end of 2031. We expect prices to halve within five years."


def item(number: int, transcripts: str, *, day: str | None = None, more: str = "") -> str:
    published = day if day is not None else f"<pubDate>{number:02} Jun 2024 23:30:00 -0500</pubDate>"
    return (
        f"<item><title>Episode {number}: ovens &amp; tides</title><link>https://show.example/{number}</link>"
        f'<guid isPermaLink="false">{number}</guid>{published}{more}{transcripts}</item>\n'
    )


def transcript(url: str, kind: str, language: str = "") -> str:
    said = f' language="{language}"' if language else ""
    return f'<podcast:transcript url="{url}" type="{kind}"{said}/>'


def guest(*names: str) -> str:
    people = ("Nora Quist", "host"), *((name, "guest") for name in names)
    return "".join(f'<podcast:person role="{role}">{name}</podcast:person>' for name, role in people)


def vtt(number: int, speaker: str) -> str:
    return (
        f"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Nora Quist>And what of number {number}, Ada?\n\n"
        f"00:00:05.000 --> 00:00:15.000\n<v {speaker}>{SAID.format(number)}\n"
    )


def srt(number: int) -> str:
    return (
        f"1\n00:00:01,000 --> 00:00:04,000\nNora Quist: And what of number {number}?\n\n"
        f"2\n00:00:05,000 --> 00:00:15,000\nAda Vance: {SAID.format(number)}\n"
    )


def segments(number: int) -> str:
    said = (("Nora Quist", f"And what of number {number}?"), ("Ada Vance", SAID.format(number)))
    rows = [{"speaker": name, "startTime": at, "endTime": at + 4, "body": body} for at, (name, body) in enumerate(said)]
    return json.dumps({"version": "1.0.0", "segments": rows})


def page(number: int) -> str:
    return (
        f"<cite>Nora Quist:</cite><time>0:01</time><p>And what of number {number}?</p>"
        f"<cite>Ada Vance:</cite><time>0:05</time><p>{SAID.format(number)}</p>"
    )


@pytest.fixture
def feed(site: Site) -> str:
    """The address of a feed of ten items: seven in four formats, one without a day, one without its file, one with a broken one."""
    items = [item(n, transcript(site.put(f"/{n}.vtt", vtt(n, "Ada Vance"), "text/vtt"), "text/vtt")) for n in (1, 2)]
    # As many programs serve them: the same name in every folder, and the address relative to the feed.
    site.put("/3/transcript.srt", srt(3), "application/x-subrip")
    site.put("/4/transcript.srt", srt(4), "application/octet-stream")
    items += [item(n, transcript(f"{n}/transcript.srt", "application/srt")) for n in (3, 4)]
    items.append(item(5, transcript(site.put("/5.json", segments(5), "application/json"), "application/json")))
    items.append(item(6, transcript(site.put("/6.html", page(6), "text/html"), "text/html")))
    # Captions without voices, whose only guest the feed names.
    words = SAID.format(7)
    captions = f"WEBVTT\n\n00:00:05.000 --> 00:00:15.000\n{words}\n"
    items.append(item(7, transcript(site.put("/7.vtt", captions, "text/vtt"), "text/vtt"), more=guest("Bram Okafor")))
    items.append(
        item(8, transcript(site.put("/8.vtt", vtt(8, "Ada Vance"), "text/vtt"), "text/vtt"), day="<pubDate>soon</pubDate>")
    )
    items.append(item(9, transcript(site.address + "/gone.vtt", "text/vtt")))
    items.append(item(10, transcript(site.put("/10.vtt", b"\x89PNG\r\n\x1a\n\x01\x02\x03\xff" * 90, "text/vtt"), "text/vtt")))
    return site.put("/feed.xml", HEAD + "".join(items) + TAIL, "application/rss+xml")


def rows(ran: Ran) -> list[dict[str, object]]:
    return [json.loads(line) for line in ran.lines]


def test_a_feed_of_ten_items_of_which_three_are_broken(tracker: Command, feed: str) -> None:
    """Seven are in the ledger with day, title, speakers and link; each of the others is one line."""
    ran = tracker("extract", "--feed", feed)
    faults = [line for line in ran.err.splitlines() if "error" in line]
    assert (ran.code, len(faults)) == (1, 3), ran.err
    assert "'Episode 8: ovens & tides' has no day" in faults[0]
    assert "/gone.vtt: nothing is there (404)" in faults[1]
    assert "/10.vtt: this is a binary file" in faults[2]
    sources = rows(tracker("sources", "--format", "jsonl"))
    assert [(row["said_on"], row["title"], row["url"], row["doc"]) for row in sources] == [
        (f"2024-06-0{n}", f"Episode {n}: ovens & tides", f"https://show.example/{n}", f"2024-06-0{n}-episode-{n}-ovens-tides")
        for n in range(1, 8)
    ]
    claims = rows(tracker("list", "--format", "jsonl"))
    speakers = {(str(row["said_on"])[-1], row["speaker"]) for row in claims}
    assert speakers == {*((str(n), "Ada Vance") for n in range(1, 7)), ("7", "Bram Okafor")}
    assert all("plant number" in str(row["quote"]) or "prices" in str(row["quote"]) for row in claims)


def test_a_second_run_adds_nothing_and_asks_for_nothing_that_was_read(tracker: Command, feed: str, site: Site) -> None:
    """Only the feed and what could not be read are asked for again; a new item is read."""
    tracker("extract", "--feed", feed)
    before = tracker("export").out
    site.asked.clear()
    again = tracker("extract", "--feed", feed)
    assert "2 of 10 episodes to read, 7 read before" in again.err
    assert site.asked == ["/feed.xml", "/gone.vtt", "/10.vtt"]
    assert tracker("export").out == before
    body = site.answers["/feed.xml"].body.decode()
    new = item(11, transcript(site.put("/11.vtt", vtt(11, "Ada Vance"), "text/vtt"), "text/vtt"))
    site.put("/feed.xml", body.replace("<item>", new + "<item>", 1))
    assert tracker("extract", "--feed", feed).err.count(" forecasts,") == 1
    assert len(rows(tracker("sources", "--format", "jsonl"))) == 8


def test_since_leaves_earlier_episodes_out(tracker: Command, feed: str, site: Site) -> None:
    """The day is that of publication, where it was published: 23:30 in Chicago is not tomorrow."""
    ran = tracker("extract", "--feed", feed, "--since", "2024-06-06", "--dry-run", "--format", "jsonl")
    assert "5 earlier" in ran.err
    assert {row["said_on"] for row in rows(ran)} == {"2024-06-06", "2024-06-07"}
    assert not set(site.asked) & {f"/{n}.vtt" for n in (1, 2)}


def test_a_page_is_read_by_its_address(tracker: Command, site: Site) -> None:
    """The address is kept, and the day stands in its name; without one the line says what to do."""
    address = site.put("/2024-06-26-talk.html", page(1), "text/html; charset=utf-8")
    assert tracker("extract", address).code == 0
    (source,) = rows(tracker("sources", "--format", "jsonl"))
    assert (source["url"], source["said_on"], source["doc"]) == (address, "2024-06-26", "2024-06-26-talk")
    undated = tracker("extract", site.put("/talk.html", page(1), "text/html"))
    assert (undated.code, "give it with --date" in undated.err) == (1, True)
    assert tracker("extract", address).err.count("0 new") == 1


def test_one_address_that_fails_leaves_the_others(tracker: Command, site: Site) -> None:
    """A site that is down gives one line; the rest goes on, also in other processes."""
    good = site.put("/2024-06-26-talk.vtt", vtt(1, "Ada Vance"), "text/vtt")
    ran = tracker("extract", "http://127.0.0.1:1/x.vtt", good, "--jobs", "2")
    assert (ran.code, ran.err.count("error"), ran.err.count(" forecasts,")) == (1, 1, 1)
    assert "is this machine online?" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "2024-01-01", "talk.txt"), "--since is for the episodes of a --feed"),
        (("--feed", "https://show.example/feed.xml", "--date", "2024-01-01"), "leave --date, --title and --url out"),
        ((), "or a --feed"),
    ],
)
def test_what_does_not_go_together(tracker: Command, words: tuple[str, ...], said: str) -> None:
    """A usage error is reported before anything is read."""
    ran = tracker("extract", *words)
    assert (ran.code, said in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<html><body><p>Hello</p></body></html>", "not the feed of a podcast"),
        ("just words", "not the feed of a podcast"),
        ("", "not the feed of a podcast"),
        (HEAD + TAIL, "the feed has no items"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + HEAD + item(1, "") + TAIL, "declares entities"),
    ],
)
def test_what_is_no_feed_is_one_line(tracker: Command, site: Site, body: str, said: str) -> None:
    """Nothing is read, and the ledger stays empty."""
    ran = tracker("extract", "--feed", site.put("/feed.xml", body, "text/xml"))
    assert ran.code == 1
    assert said in ran.err
    assert rows(tracker("sources", "--format", "jsonl")) == []


def test_entities_are_refused_in_every_encoding() -> None:
    """A feed in UTF-16 that declares entities is refused like one in UTF-8."""
    feed = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + HEAD.partition("?>")[2] + item(1, "") + TAIL
    with pytest.raises(TranscriptError, match="declares entities"):
        read_feed("https://show.example/feed.xml", feed.encode("utf-16"))


def read(*items: str) -> list[Episode]:
    return read_feed("https://show.example/a/feed.xml", (HEAD + "".join(items) + TAIL).encode())


def test_the_kind_that_names_voices_is_preferred() -> None:
    """JSON before VTT before SRT before a page; English before another language; other schemes are no address."""
    given = [
        transcript("https://c.example/1.html", "text/html"),
        transcript("https://c.example/1.srt", "application/x-subrip"),
        transcript("https://c.example/es.json", "application/json", "es"),
        transcript("file:///etc/passwd", "application/json"),
        transcript("//c.example/1.vtt", "text/vtt", "en-GB"),
    ]
    (episode,) = read(item(1, "".join(given)))
    names = [each.rpartition("/")[2] for each in episode.transcripts]
    assert names == ["1.vtt", "1.srt", "1.html", "es.json"]


def test_people_of_an_item_stand_before_those_of_the_show() -> None:
    """An item without people has the show's; roles that are neither host nor guest are passed over."""
    crew = '<podcast:person role="editor" group="audio post-production">Cy Dorn</podcast:person>'
    first, second = read(item(1, "", more=guest("Ada Vance", "Bram Okafor") + crew), item(2, ""))
    assert (first.hosts, first.guests) == (("Nora Quist",), ("Ada Vance", "Bram Okafor"))
    assert (second.hosts, second.guests) == (("Nora Quist",), ())


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("<pubDate>Tue, 04 Jun 2024 23:30:00 -0500</pubDate>", dt.date(2024, 6, 4)),
        ("<pubDate>Tue, 4 Jun 2024 00:10:00 GMT</pubDate>", dt.date(2024, 6, 4)),
        ("<pubDate>2024-06-04T23:59:00-11:00</pubDate>", dt.date(2024, 6, 4)),
        ("<pubDate>2024-06-04</pubDate>", dt.date(2024, 6, 4)),
        ("<pubDate>4 Jun 24</pubDate>", dt.date(2024, 6, 4)),
        ("<pubDate>Tue, 31 Jun 2024 10:00:00 GMT</pubDate>", None),
        ("<pubDate></pubDate>", None),
        ("", None),
    ],
)
def test_the_day_of_an_item(published: str, day: dt.date | None) -> None:
    """The day is that of the publisher's time zone, and never guessed."""
    assert read(item(1, "", day=published))[0].day == day


def test_a_feed_with_broken_mark_up_is_read_as_far_as_it_goes() -> None:
    """A bare ampersand, which many feeds hold, costs at most the second transcript of an item."""
    broken = item(1, transcript("https://c.example/1.vtt?a=1&b=2", "text/vtt"))
    (episode,) = read(broken)
    assert episode.transcripts == ("https://c.example/1.vtt?a=1&b=2",)
    assert episode.title == "Episode 1: ovens & tides"


def test_a_feed_in_a_file_is_followed_too(tracker: Command, site: Site, tmp_path: Path) -> None:
    """A saved feed file is read like an address."""
    address = site.put("/1.vtt", vtt(1, "Ada Vance"), "text/vtt")
    path = tmp_path / "feed.xml"
    path.write_text(HEAD + item(1, transcript(address, "text/vtt")) + TAIL, encoding="utf-8")
    assert tracker("extract", "--feed", str(path)).code == 0
    with pytest.raises(TranscriptError, match="no items"):
        read_feed("x", (HEAD + TAIL).encode())
