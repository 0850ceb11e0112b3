"""What each key does, when reviewing candidates and when resolving what fell due."""

from dataclasses import dataclass

from tracker.desk.choices import REASONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of a screen: `actions` maps keys to actions, `hint` fits 2 lines of 78, `short` 2 of 38, `help` lists every key."""

    title: str
    actions: dict[str, str]
    hint: str
    short: str
    help: tuple[tuple[str, str], ...]


_SHARED = {
    "space": "skip",
    "s": "skip",
    "j": "skip",
    "down": "skip",
    "k": "back",
    "up": "back",
    "u": "undo",
    "backspace": "undo",
    "e": "edit",
    "full_stop": "repeat",
    ".": "repeat",
    "g": "tag",
    "S": "split",
    "J": "join",
    "l": "link",
    "m": "mark",
    "slash": "search",
    "/": "search",
    "i": "rules",
    "w": "filter",
    "o": "order",
    "pagedown": "scroll down",
    "pageup": "scroll up",
    "question_mark": "help",
    "?": "help",
    "q": "quit",
}

_SHARED_HELP = (
    ("space s j", "skip, the next claim"),
    ("k", "the claim before"),
    ("u", "undo your last decision, any number of times, also of earlier days"),
    ("e", "edit a field; a due date may be typed in words"),
    (".", "repeat: decide, edit, tag or resolve this claim like the last one"),
    ("g", "tags"),
    ("S", "split into two claims"),
    ("J", "join with another claim of the transcript"),
    ("l", "link to an earlier claim: restates, updates, contradicts"),
    ("m", "mark a forecast in the transcript that was missed"),
    ("i", "the rules behind the extraction"),
    ("/", "search for words"),
    ("w", "show only this speaker, this transcript or a tag; or everything again"),
    ("o", "change the order: by transcript, by place, the most uncertain first, by due date"),
    ("PgUp PgDn", "scroll the claim"),
    ("q", "quit; everything is saved as you go"),
)

REVIEW = Keys(
    title="Reviewing candidates",
    actions=_SHARED
    | {"a": "accept", "x": "reject", "X": "alike"}
    | {str(number): f"reject {number}" for number in range(1, len(REASONS) + 1)},
    hint="a accept  x reject  1-7 because  X all similar  . repeat  space skip  u undo\n"
    "e edit  g tag  S split  J join  l link  m mark  i why  / find  ? keys  q quit",
    short="a accept  x reject  space skip  u undo\n? every key  q quit",
    help=(
        ("a", "accept"),
        ("x", "reject"),
        ("X", "reject all similar candidates of this transcript; one u takes them back"),
        *((str(number), f"reject: {reason}") for number, reason in enumerate(REASONS, start=1)),
        *_SHARED_HELP,
    ),
)

DUE = Keys(
    title="Resolving what fell due",
    actions=_SHARED | {key: f"resolve {key}" for key in "tfpbv"},
    hint="t true  f false  p partial  b ambiguous  v void  space skip\n"
    "u undo  . repeat  e edit  g tag  l link  / find  w narrow  ? keys  q quit",
    short="t true  f false  p partial  v void\n? every key  q quit",
    help=(
        ("t", "true"),
        ("f", "false"),
        ("p", "partial: asks for the share"),
        ("b", "ambiguous: it cannot be told"),
        ("v", "void: its condition was never met"),
        *_SHARED_HELP,
    ),
)
