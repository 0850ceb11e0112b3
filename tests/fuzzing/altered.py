"""Files altered at random: bytes cut, doubled, replaced and put in, values of JSON and cells of a table exchanged for odd ones."""

import csv
import io
import json
import random
from collections.abc import Sequence
from typing import Any

# Bytes that formats give a meaning.
TOKENS = [
    *(b"<", b">", b"</", b"<!", b"<![", b"<!--", b"&", b"&#x110000;", b"&amp;amp;", b'"', b"'", b"{", b"}", b"[", b"]", b"\\u0000"),
    *(b"\\ud800", b",", b"\t", b"|", b";", b":", b"-->", b"\n", b"\r", b"\n\n", b"\x00", b"\x1b[31m", b"\xff\xfe", b"\xef\xbb\xbf"),
    *("\u202e".encode(), "\u2028".encode(), "\U0001f680".encode(), b"1e400", b"-1", b"99999999999999999999", b"NaN", b"null"),
    *(b"00:00:01", b"Ada: ", b">> ", b"# ", b"**", b"```", b"---\n", b"date: 2024-01-02\n", b"[Music]", b"charset=hex"),
    *(b"WEBVTT\n\n", b"{\\an8}"),
]
# Values that a field of JSON may hold instead of its own.
ODD: Sequence[Any] = [
    *(None, True, False, 0, -1, 1, 0.5, -0.0, 1e308, 2**31, 2**63, 10**30, [], {}, [[]], [None], {"": None}),
    *(
        "",
        " ",
        "none",
        "null",
        "2024-02-30",
        "2024-06-26",
        "0001-01-01",
        "9999-12-31",
        "2024-06-26T00:00:00Z",
        "60%",
        "-5",
        "1e999",
    ),
    *(
        "\u202eabc",
        "\ud800",
        "a\x00b",
        "\x1b]0;x\x07",
        "=1+1",
        "Zoe\u0308",
        "x" * 5000,
        "line\nline",
        "\ufeff",
        "https://example.org",
    ),
]


def altered_bytes(data: bytes, chosen: random.Random, others: Sequence[bytes]) -> bytes:
    """Changes a file in one to four places: a stretch cut, doubled, replaced, taken from another file, or a token put in."""
    for _ in range(chosen.randint(1, 4)):
        at, until = sorted(chosen.randrange(len(data) + 1) for _ in range(2))
        before, inside, after = data[:at], data[at : min(until, at + 200)], data[at:]
        way = chosen.randrange(5)
        if way == 0:
            data = before + chosen.choice(TOKENS) * chosen.choice((1, 1, 2, 50)) + after
        elif way == 1:
            data = before + data[until:]
        elif way == 2:
            data = before + inside * chosen.choice((2, 20)) + after
        elif way == 3:
            data = before + bytes([chosen.randrange(256)]) + after[1:]
        else:
            other = chosen.choice(others)
            start = chosen.randrange(len(other))
            data = before + other[start : start + 300] + after
        data = data[:60_000] or b" "
    return data


def altered_json(text: str, chosen: random.Random) -> str:
    """JSON, or JSON lines, in which one to three values are odd, missing, doubled or those of another place."""
    try:
        values = [json.loads(text)]
    except ValueError:
        values = [json.loads(line) for line in text.splitlines() if line.strip()]
    for _ in range(chosen.randint(1, 3)):
        places = list(_places(values))
        holder, key = chosen.choice(places)
        way = chosen.randrange(4)
        if way == 0:
            del holder[key]
        elif way == 1 and isinstance(holder, list):
            holder.insert(key, holder[key])
        elif way == 2:
            other, at = chosen.choice(places)
            holder[key] = json.loads(json.dumps(other[at]))
        else:
            holder[key] = chosen.choice(ODD)
        if not values:
            break
    return "\n".join(json.dumps(each, ensure_ascii=chosen.random() < 0.5) for each in values) + "\n"


def _places(value: Any) -> "list[tuple[Any, Any]]":
    """Every place in a value, as the list or object that holds it and its index or key."""
    keys = range(len(value)) if isinstance(value, list) else list(value) if isinstance(value, dict) else ()
    return [place for key in keys for place in ((value, key), *_places(value[key]))]


def altered_rows(rows: list[list[str]], chosen: random.Random) -> list[list[str]]:
    """A table in which one to four cells, rows or columns are odd, missing, doubled or exchanged; the first row is its headings."""
    rows = [list(row) for row in rows]
    for _ in range(chosen.randint(1, 4)):
        row = chosen.choice(rows)
        if not row:
            continue
        at = chosen.randrange(len(row))
        way = chosen.randrange(6)
        if way == 0:
            del row[at]
        elif way == 1:
            row.insert(at, row[at])
        elif way == 2:
            rows.insert(chosen.randrange(len(rows) + 1), list(row))
        elif way == 3:
            other = chosen.choice(rows)
            row[at] = chosen.choice(other) if other else ""
        else:
            row[at] = str(chosen.choice(ODD))
    return rows


def rows_of(text: str) -> list[list[str]]:
    """The cells of a table of comma-separated values."""
    return list(csv.reader(io.StringIO(text, newline="")))


def table_of(rows: list[list[str]], chosen: random.Random) -> str:
    """A table written with one of the separators and line ends that programs use."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=chosen.choice(",,,;\t"), lineterminator=chosen.choice(("\n", "\r\n"))).writerows(rows)
    return out.getvalue()
