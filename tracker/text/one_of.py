"""A regular expression for one of many words or phrases."""

import re
from collections.abc import Iterable, Mapping


def one_of(words: Iterable[str], space: str = r"\s") -> str:
    """Pattern source of a group that matches the longest of the words and reads every character once.

    A space in a word matches the pattern `space`; every other character stands for itself.
    """
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        branch = tree
        for character in word:
            branch = branch.setdefault(character, {})  # type: ignore[assignment]
        branch[""] = {}
    return f"(?:{_branch(tree, space)})"


def _branch(tree: Mapping[str, object], space: str) -> str:
    """The pattern source of one node of the tree: its children, optional where a word may end here."""
    ways = []
    for character, child in sorted(tree.items()):
        if character and isinstance(child, dict):
            ways.append((space if character == " " else re.escape(character)) + _branch(child, space))
    if not ways:
        return ""
    body = ways[0] if len(ways) == 1 and "" not in tree else f"(?:{'|'.join(ways)})"
    return f"{body}?" if "" in tree else body
