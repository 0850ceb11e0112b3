"""Detects the language of a text by its script and its commonest words."""

import re

from tracker.transcripts.layout.label_words import words

LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SLICES = 5
SLICE = 3000
LEAST_WORDS = 20
# These words make up more than a third of English speech; below an eighth for every list the language is unknown.
LEAST_SHARE = 0.125
COMMON = {
    "en": words(
        "the and of to a in that is it you i we for was on with this are be have they not what so but do at as just like can it's"
    ),
    "de": words(
        "der die und das ist ich nicht es sie wir ein eine zu den mit auf auch so dass man wie aber für im von haben hat wird was"
    ),
    "fr": words(
        "le la les et de des est que qui un une pas je vous nous dans en pour ce il on ne sur plus avec mais c'est au du ça être"
    ),
    "es": words("el la los las que de y en es un una no por con para se lo como más pero su al del le ha muy ya este está hay"),
    "pt": words("o a os as que de e em é um uma não por com para se mais como mas do da no na ele isso você foi muito já está"),
    "it": words(
        "il la le gli che di e è un una non per con si come più ma del della nel in sono ha anche questo lo ci perché molto"
    ),
    "nl": words("de het een en van is dat in ik niet je we op te zijn met voor maar die er aan ook als dan wat naar heeft om bij"),
    "sv": words("och att det är jag en som på inte vi för den med av till ett har om så men de kan var i du man"),
    "da": words("og at det er jeg en som på ikke vi for den med af til et har om så men de kan var i du man der"),
    "no": words("og at det er jeg en som på ikke vi for den med av til et har om så men de kan var i du man"),
    "fi": words("ja on ei se että hän oli ovat mutta niin kun kuin mitä tämä minä me myös voi vain jos sitä hyvin"),
    "pl": words("i w nie na to się że z do jest jak o co ale po tak za od dla ja już są być czy tego"),
    "cs": words("a se v na je to že s z do o jak ale i za by po pro tak jsem co jsou jako nebo když"),
    "tr": words("bir ve bu için da de ne çok ama daha gibi var ben o ki mi olarak değil kadar sonra her"),
    "id": words("yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada kita mereka bisa"),
    "ro": words("și de la în nu că este cu pe o un mai din a se pentru sunt care ce să am fi dar"),
    "hu": words("a az és nem hogy egy is ez van meg de csak már volt mint ha el még azt ki"),
}
NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "nl": "Dutch",
    "sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech", "tr": "Turkish",
    "id": "Indonesian", "ro": "Romanian", "hu": "Hungarian", "ru": "Russian", "el": "Greek", "he": "Hebrew", "ar": "Arabic",
    "hi": "Hindi", "th": "Thai", "ko": "Korean", "ja": "Japanese", "zh": "Chinese",
}  # fmt: skip
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)


def language_of(speech: str) -> str | None:
    """The language of a text as a code of ISO 639-1, from five slices of it; None if there are too few words.

    Cyrillic counts as Russian and Arabic script as Arabic, which is enough to tell that a text is not English.
    """
    sample = _sample(speech)
    letters = sum(map(str.isalpha, sample))
    for code, script in SCRIPTS:
        # Japanese mixes two scripts, so a fifth in its own is enough.
        if letters >= LEAST_WORDS and len(script.findall(sample)) * 5 > letters * (1 if code == "ja" else 2):
            return code
    found = [match[0].casefold().replace("’", "'") for match in LETTERS.finditer(sample)]
    if len(found) < LEAST_WORDS:
        return None
    # More than a third of spoken English consists of these words, and at most a tenth of any other language.
    if sum(word in COMMON["en"] for word in found) * 4 > len(found):
        return "en"
    shares = {code: sum(word in common for word in found) / len(found) for code, common in COMMON.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= LEAST_SHARE else None


def code_of(declared: str | None) -> str | None:
    """The ISO 639-1 code of a declared language ("en-US", "en_us", "English"), or the declaration in lower case."""
    if not declared or not declared.strip():
        return None
    lowered = declared.strip().casefold()
    named = next((code for code, name in NAMES.items() if name.casefold() == lowered), None)
    return named or re.split(r"[-_]", lowered)[0]


def settled_language(declared: str | None, speech: str) -> tuple[str | None, tuple[str, ...]]:
    """The language used, and notes if it is not English or not what the file declares."""
    told, heard = code_of(declared), language_of(speech)
    notes: tuple[str, ...] = ()
    if told and heard and told != heard:
        notes = (f"the file declares {_name(told)}, but its words are {_name(heard)}",)
    language = heard or told
    if language not in (None, "en"):
        notes = (*notes, f"the text is {_name(str(language))}, not English; forecasts are looked for in English only")
    return language, notes


def _name(code: str) -> str:
    return NAMES.get(code, code)


def _sample(speech: str) -> str:
    if len(speech) <= SLICES * SLICE:
        return speech
    step = (len(speech) - SLICE) // (SLICES - 1)
    return " ".join(speech[at * step : at * step + SLICE] for at in range(SLICES))
