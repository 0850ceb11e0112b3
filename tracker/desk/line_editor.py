"""A line of text being edited, with its cursor: each key takes effect at once, in the order pressed."""

import re
from dataclasses import dataclass

_WORD_BEFORE = re.compile(r"\S+\s*$")
_WORD_AFTER = re.compile(r"\s*\S+")


@dataclass(slots=True)
class LineEditor:
    """One line of text, shown on several rows if long; `at` is the offset of the cursor."""

    text: str = ""
    at: int = 0

    @classmethod
    def of(cls, text: str) -> "LineEditor":
        """The text with the cursor at its end."""
        return cls(text, len(text))

    def insert(self, words: str) -> None:
        """Put words in at the cursor: line breaks and tabs become spaces, other control characters are left out."""
        spaced = re.sub(r"[\r\n\t]+", " ", words)
        clean = "".join(each for each in spaced if each.isprintable())
        self.text = self.text[: self.at] + clean + self.text[self.at :]
        self.at += len(clean)

    def press(self, key: str, character: str | None, width: int) -> bool:
        """Apply a key in a text shown `width` characters wide; returns whether it had a meaning."""
        if key in self._moves(width):
            self.at = self._moves(width)[key]
        elif key in {"backspace", "ctrl+h"}:
            self._cut(max(0, self.at - 1), self.at)
        elif key in {"delete", "ctrl+d"}:
            self._cut(self.at, self.at + 1)
        elif key == "ctrl+u":
            self._cut(0, self.at)
        elif key == "ctrl+k":
            self._cut(self.at, len(self.text))
        elif key == "ctrl+w":
            self._cut(self._word_before(), self.at)
        elif character and character.isprintable():
            self.insert(character)
        else:
            return False
        return True

    def _moves(self, width: int) -> dict[str, int]:
        end = len(self.text)
        after = _WORD_AFTER.match(self.text, self.at)
        word_on = after.end() if after else end
        return {
            "left": max(0, self.at - 1),
            "right": min(end, self.at + 1),
            "up": self.at - width if self.at >= width else 0,
            "down": min(end, self.at + width),
            "home": 0,
            "ctrl+a": 0,
            "end": end,
            "ctrl+e": end,
            "ctrl+left": self._word_before(),
            "ctrl+right": word_on,
        }

    def _word_before(self) -> int:
        found = _WORD_BEFORE.search(self.text[: self.at])
        return found.start() if found else 0

    def _cut(self, start: int, end: int) -> None:
        self.text, self.at = self.text[:start] + self.text[end:], start

    def rows(self, width: int) -> list[str]:
        """The text in rows of exactly `width` characters, at least one; the cursor is in row `at // width`."""
        return [self.text[start : start + width] for start in range(0, len(self.text) + 1, width)]
