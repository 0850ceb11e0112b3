"""Tells whether words at the start of a line can name a speaker."""

import re

from tracker.transcripts.layout.label_words import NOT_IN_NAMES, NOT_NAMES, PARTICLES, ROLES, SOUNDS_AND_ANSWERS

ACTING = frozenset({"pro", "tempore"})
OFFICE = re.compile(r"The (?:Acting |ACTING )?[A-Z]{3,}\b")
HONORIFIC = re.compile(
    r"(?:Mr|M(?=\.)|Mme|Mlle|Herr|Frau|Mrs|Ms|Miss|Dr|Prof|Sen|Rep|Gov|Hon|Sir|Dame|Lord|Lady|Senator|Chair(?:man|woman)?|President|Justice)\b\.?",
    re.I,
)


def is_name(name: str) -> bool:
    """Whether the words before a colon or a time stamp can name a speaker: a role, or capitalised words."""
    words = re.sub(r"\([^()]*\)", " ", name).replace(",", " ").replace("/", " ").replace("_", " ").split()
    if not 1 <= len(words) <= 8 or not any(character.isalpha() for character in name):
        return False
    lowered = [word.casefold().strip(".'’") for word in words]
    if lowered[0] == "the" and 2 <= len(words) <= 4:
        return all(word[0].isupper() or word in ACTING for word in words[1:]) and (name.isupper() or lowered[1] not in NOT_NAMES)
    # Researchers write "I:" for the interviewer.
    if (name != "I" and any(word in NOT_IN_NAMES for word in lowered)) or (len(words) == 1 and lowered[0] in NOT_NAMES):
        return False
    if lowered[0].rstrip("0123456789#-") in ROLES:
        return True
    if lowered[0] == "the" or name[0].isdigit():
        return False
    return all(
        not word[0].islower() or low in PARTICLES or index > 3 for index, (word, low) in enumerate(zip(words, lowered, strict=True))
    )


def is_plain_name(name: str) -> bool:
    """Whether a name has at most five words, none of which is a sound, an answer or a heading."""
    words = name.replace("_", " ").split()
    return len(words) <= 5 and not any(word.casefold().strip(".,'’") in SOUNDS_AND_ANSWERS for word in words)


def is_formal(name: str) -> bool:
    """Whether a name is written as in minutes and records: in capitals, with a form of address, or as a role."""
    if not is_plain_name(name):
        return False
    role = name.split(maxsplit=1)[0].casefold().rstrip("0123456789#-") in ROLES
    return (
        OFFICE.match(name) is not None or (name.isupper() and (len(name) > 1 or role)) or HONORIFIC.match(name) is not None or role
    )


def stands_alone(name: str) -> bool:
    """Whether a name alone on its line can be a label: a role, or two to four capitalised words."""
    words = name.split()
    if not is_plain_name(name):
        return False
    if words[0].casefold().rstrip("0123456789#-") in ROLES:
        return len(words) <= 3
    return 2 <= len(words) <= 4 and all(word[0].isupper() or word in PARTICLES for word in words) and "," not in name
