"""Pages around a transcript: menus, comments, related links and notices are no speech; labels in bold type name turns."""

import datetime as dt

import pytest

from tracker.transcripts import read_transcript, speech

SAID = (
    ("Tamsin Vey", "Will the first plant really be ready soon, after all the delays?"),
    ("Odo Lind", "We will ship the first reactor by the end of 2027, and nobody doubts it any more."),
    ("Tamsin Vey", "And what about the costs of it, which were twice what you had promised?"),
    ("Odo Lind", "Costs will fall by half in 2026, because the second line is being built now."),
)
HEAD = "<!doctype html><html><head><title>The plant</title></head><body>"
MENU = '<div class="menu"><a href="/">Home</a> <a href="/shop">Shop mugs and shirts</a></div>'
NAV = "<nav><ul><li><a href='/'>Home</a></li></ul></nav>"
COMMENTS = '<div id="comments"><h3>2 comments</h3><div><p>But he will never ship by 2030.</p></div><p>Prices will double.</p></div>'
RELATED = '<div class="related"><p><a href="/1">Why bridges will fail by 2031: a talk with Ana Ruiz</a></p></div>'
FOOTER = '<div class="site-footer"><p>We will update these terms in 2025.</p></div>'
NOTICE = '<div class="cookieBanner"><p>By going on you will accept them.</p></div>'


def turns(form: str) -> str:
    return "".join(form.format(name, words) for name, words in SAID)


PAGES = {
    "an article": NAV + "<article>" + turns("<p>{}: {}</p>") + "</article>" + RELATED + COMMENTS,
    "comments in the article": NAV + "<article>" + turns("<p><b>{}:</b> {}</p>") + COMMENTS + "</article>",
    "nothing but boxes": NOTICE + MENU + '<div class="content">' + turns("<p>{}: {}</p>") + "</div>" + RELATED + FOOTER,
    "turns parted by breaks": MENU + "<div><p>" + turns("<b>{}</b>: {}<br><br>") + "</p></div>" + RELATED + FOOTER,
    "cited speakers": NAV + "<section>" + turns("<cite>{}:</cite><p>{}</p>") + "</section>" + COMMENTS,
    "cells": MENU + "<table>" + turns("<tr><td>{}</td><td>{}</td></tr>") + "</table>" + COMMENTS + FOOTER,
    "text set as it is": MENU + "<pre>" + turns("{}: {}\n\n") + "</pre>" + COMMENTS + FOOTER,
    "bold names without a colon": "<div>"
    + turns("<div><b>{}</b> {}</div>")
    + '</div><section class="replies"><b>nil</b> In 2028.</section>',
    "names of a class": turns('<p><span class="speaker">{}</span> {}</p>') + COMMENTS,
    "links above and below": '<p><a href="/">Home</a> | <a href="/all">All episodes</a></p>'
    + turns("<p>{}: {}</p>")
    + RELATED[21:-6],
    "roles of boxes": '<div role="navigation">Home</div>'
    + turns("<p>{}: {}</p>")
    + '<div role="complementary"><p>We meet in 2025.</p></div>',
    "a box in a box": turns("<p>{}: {}</p>") + '<div class="sidebar"><div><div>In 2025</div></div><p>we will write.</p></div>',
}


@pytest.mark.parametrize("kind", PAGES)
def test_only_the_talk_is_read_from_a_page(kind: str) -> None:
    """Each word of the talk is read under its speaker and nothing else is; the account has no doubts."""
    transcript = read_transcript("talk.html", (HEAD + PAGES[kind] + "</body></html>").encode())
    said = speech(transcript)
    assert [(one.speaker, " ".join(said[one.start : one.end].split())) for one in transcript.utterances] == list(SAID)
    assert transcript.account is not None
    assert not transcript.account.doubts


def test_a_page_whose_talk_stands_in_a_box_of_comments_is_read() -> None:
    """Where boxes hold nearly all words of a page, they are its text."""
    transcript = read_transcript("talk.html", f'{HEAD}<div class="comments">{turns("<p>{}: {}</p>")}</div></body></html>'.encode())
    assert [one.speaker for one in transcript.utterances] == [name for name, _ in SAID]


def test_a_box_that_never_ends_hides_nothing() -> None:
    """Words behind a box that the page does not close are read."""
    transcript = read_transcript("talk.html", f'{HEAD}<p>Ada: We ship.</p><div class="menu">{turns("<p>{}: {}</p>")}'.encode())
    assert "by the end of 2027" in speech(transcript)


def test_turns_that_are_links_are_speech() -> None:
    """A transcript that links every turn to its moment is read whole."""
    page = HEAD + turns('<p><a href="#t=4">{}: {}</a></p>') + "</body></html>"
    assert [one.speaker for one in read_transcript("talk.html", page.encode()).utterances] == [name for name, _ in SAID]


@pytest.mark.parametrize("tag", ["main", "article"])
def test_of_a_page_the_main_part_is_read(tag: str) -> None:
    """Paragraphs beside a marked main part are no speech; where the main part holds next to nothing the whole page is read."""
    beside = "<p>Our newsletter will reach a million readers by 2031.</p>"
    said = turns("<p>{}: {}</p>")
    shown = speech(read_transcript("talk.html", f"{HEAD}{beside}<{tag}>{said}</{tag}></body></html>".encode()))
    assert SAID[-1][1] in shown
    assert "newsletter" not in shown
    small = speech(read_transcript("talk.html", f"{HEAD}<{tag}><p>The talk of June.</p></{tag}>{said}</body></html>".encode()))
    assert all(words in small for _, words in SAID)


@pytest.mark.parametrize(("stamped", "times"), [(2, []), (3, [1000, 2000, 3000])])
def test_times_of_elements_are_those_of_the_talk_from_three_on(stamped: int, times: list[int]) -> None:
    """Paragraphs that name their moment are timed where at least three do."""
    body = "".join(
        f"<p{f' data-seconds={chr(34)}{at}{chr(34)}' if at <= stamped else ''}>{words}</p>" for at, (_, words) in enumerate(SAID, 1)
    )
    transcript = read_transcript("talk.html", f"{HEAD}{body}</body></html>".encode())
    assert [mark.milliseconds for mark in transcript.times] == times
    assert all(words in speech(transcript) for _, words in SAID)


def test_what_the_head_of_a_page_says_of_it() -> None:
    """Title, address, day and language are those that the head declares, the first where it says two."""
    head = (
        '<!doctype html><html lang="en-GB"><head><title>The plant | Talks</title><meta property="og:title" content="The plant">'
        '<meta property="og:title" content="Another"><meta property="og:url" content="https://talks.example/plant">'
        '<meta property="article:published_time" content="2025-03-12T08:00:00Z"></head><body>'
    )
    transcript = read_transcript("talk.html", f"{head}{turns('<p>{}: {}</p>')}</body></html>".encode())
    assert (transcript.title, transcript.url) == ("The plant", "https://talks.example/plant")
    assert (transcript.said_on, transcript.language) == (dt.date(2025, 3, 12), "en")
