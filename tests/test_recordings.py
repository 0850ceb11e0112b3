"""Addresses of recordings: the second they open at, and what plays them."""

import pytest

from tracker.recordings import link_to_quote, player_of


@pytest.mark.parametrize(
    ("url", "element", "address", "origin"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "frame",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=75",
            "https://www.youtube-nocookie.com",
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ?si=abc",
            "frame",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=75",
            "https://www.youtube-nocookie.com",
        ),
        (
            "https://m.youtube.com/live/dQw4w9WgXcQ",
            "frame",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=75",
            "https://www.youtube-nocookie.com",
        ),
        (
            "https://vimeo.com/channels/x/76979871",
            "frame",
            "https://player.vimeo.com/video/76979871#t=75s",
            "https://player.vimeo.com",
        ),
        ("https://example.org/a/talk.MP3?x=1", "audio", "https://example.org/a/talk.MP3?x=1#t=75", "https://example.org"),
        ("http://example.org:8080/talk.webm#t=3", "video", "http://example.org:8080/talk.webm#t=75", "http://example.org:8080"),
    ],
)
def test_known_recordings_play_at_the_second(url: str, element: str, address: str, origin: str) -> None:
    found = player_of(url, 75_400)
    assert found is not None
    assert (found.element, found.address, found.origin) == (element, address, origin)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://example.org/article",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=%22%3E%3Cscript",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://vimeo.com/about",
        "javascript:alert(1)//talk.mp3",
        "file:///etc/talk.mp3",
        "https://a;script-src *//talk.mp3",
        "https://[::1/talk.mp3",
    ],
)
def test_other_addresses_are_not_played(url: str | None) -> None:
    """Nor can an address put a word of its own into the content policy."""
    assert player_of(url, 75_400) is None


def test_without_a_time_the_address_stands_as_it_is() -> None:
    assert link_to_quote("https://youtu.be/x", None) == "https://youtu.be/x"
    assert link_to_quote(None, 5) is None
    assert link_to_quote("https://youtu.be/x", 65_000) == "https://youtu.be/x?t=65s"
