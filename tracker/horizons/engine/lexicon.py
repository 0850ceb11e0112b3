"""Classes of words, as data: what patterns call MONTH, UNIT, NEXT and so on."""

from tracker.numbers import ORDINAL_TENS, ORDINAL_UNITS, TEENS, TENS, TENS_PLURAL, UNITS

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan jan.", "february feb feb.", "march mar mar.", "april apr apr.", "may", "june jun jun.",
            "july jul jul.", "august aug aug.",
            "september sep sept sep. sept.", "october oct oct.", "november nov nov.", "december dec dec.",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEAK_MONTHS = frozenset({"may", "march", "mar", "jan", "august", "sep", "dec", "jun", "april", "june"})
WEEKDAYS = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}  # fmt: skip
SEASONS = {"spring": 1, "springtime": 1, "summer": 2, "summertime": 2, "fall": 3, "autumn": 3, "winter": 4, "wintertime": 4}
SEASONS_OF = {"springs": 1, "summers": 2, "autumns": 3, "winters": 4}
HOLIDAYS_OF = {"christmases": "christmas", "xmases": "christmas", "easters": "easter", "thanksgivings": "thanksgiving"}
WEEKDAYS_OF = {f"{name}s": number for name, number in WEEKDAYS.items()}
UNIT_OF = {
    singular + ending: unit
    for unit, names in {
        "minute": "minute min", "hour": "hour hr", "day": "day", "week": "week wk", "weekend": "weekend",
        "fortnight": "fortnight",
        "month": "month", "quarter": "quarter qtr", "half": "half", "year": "year yr", "decade": "decade",
    }.items()
    for singular in names.split()
    for ending in ("", "s")
    if not (singular == "half" and ending)
} | {"century": "century", "centuries": "century", "halves": "half", "generation": "generation",
    "generations": "generation"}  # fmt: skip
PLURAL_UNITS = {word: unit for word, unit in UNIT_OF.items() if word.endswith(("s", "ies"))}
SINGULAR_UNITS = {word: unit for word, unit in UNIT_OF.items() if word not in PLURAL_UNITS}

CLASSES: dict[str, list[str]] = {
    "MONTH": list(MONTHS),
    "WEEKDAY": list(WEEKDAYS),
    "SEASON": list(SEASONS),
    "SAINT": ["st", "st.", "saint"],
    "RECURRING": [*SEASONS_OF, *HOLIDAYS_OF, *WEEKDAYS_OF],
    "UNIT": list(UNIT_OF),
    "UNIT1": list(SINGULAR_UNITS),
    "UNITS": list(PLURAL_UNITS),
    "UNITP": [unit + "'s" for unit in ("year", "month", "week", "weekend", "fortnight", "day", "decade", "quarter", "century")],
    "DIGITW": [word for word in UNITS if word != "zero"],
    "TEENW": list(TEENS),
    "TENW": list(TENS),
    "ORDW": [*ORDINAL_UNITS, *ORDINAL_TENS],
    "ORDUNIT": list(ORDINAL_UNITS),
    "SEASONP": [season + "'s" for season in SEASONS],
    "MONTHP": [month + "'s" for month in MONTHS if len(month) > 4 or month in {"june", "july"}],
    "DAYP": [day + "'s" for day in (*WEEKDAYS, "tomorrow", "tonight")],
    "DECADEW": list(TENS_PLURAL),
    "NEXT": ["next", "coming", "upcoming"],
    "DET": ["the", "our", "their", "your", "its", "my", "his", "her"],
    "ABOUT": [
        "about", "around", "roughly", "approximately", "maybe", "perhaps", "probably", "almost", "nearly", "some", "just",
        "only", "say",
        "possibly", "potentially", "likely", "circa", "close", "exactly", "basically", "literally", "hopefully",
        "certainly", "at", "least",
    ],
    "STUTTERED": [
        "in", "over", "by", "the", "next", "for", "within", "this", "to", "of", "and", "or", "until", "before", "after",
        "on", "during",
        "from", "a", "at", "through", "into", "going", "then", "that", "that's", "two", "three", "five", "ten", "between",
        "around", "like",
        "few", "couple", "end", "year", "years",
    ],
}  # fmt: skip

WHOLE = "(PERIOD|LOOSE|PIECE)"
"""The pattern of a period, with its year or without."""
"""Sets of words; a word may be in several."""

ALIASES = {"+": "plus", "&": "and", "\u2013": "-"}
"""Signs that stand for a word."""

HEADS = [
    "UNIT",
    "UNITP",
    "SEASONP",
    "RECURRING",
    "MONTHP",
    "DAYP",
    "MONTH",
    "WEEKDAY",
    "SEASON",
    "DECADEW",
    "Y4",
    "YISH",
    "YFAR",
    "APOS2",
    "DECADE4",
    "DECADE2",
    "Q1",
    "CQ",
    "QY",
    "H1",
    "FY",
    "ISO",
    "SLASHED",
    "MIDY",
    "YPOSS",
    "D2",
    "TENW",
    "thousand",
    "tomorrow",
    "tonight",
    "then",
    "turn",
    "eoy",
    "christmas",
    "thanksgiving",
    "halloween",
    "easter",
    "election",
    "elections",
    "midterms",
    "midterm",
    "year-end",
    "juneteenth",
    "xmas",
    "bonfire",
    "fawkes",
    "advent",
    "clocks",
    "pentecost",
    "whitsun",
    "whit",
    "michaelmas",
    "midsummer",
    "holidays",
    "holiday",
    "eve",
    "inauguration",
    "primaries",
    "years'",
    "ORD",
    "q",
    "h",
    "midnight",
    "noon",
    "midday",
    "lunchtime",
    "teatime",
    "dinnertime",
    "sunset",
    "sundown",
    "dusk",
    "dawn",
    "sunrise",
    "daybreak",
    "o'clock",
    "midcentury",
    "later",
    "ish",
    "yearend",
    "midyear",
    "midweek",
    "airs",
    "comes",
    "inauguration",
    "calendar",
    "gras",
    "bowl",
    "superbowl",
    "epiphany",
    "mayo",
    "olympics",
    "hanukkah",
    "chanukah",
    "hanukah",
    "ramadan",
    "eid",
    "diwali",
    "deepavali",
    "passover",
    "pesach",
    "purim",
    "sukkot",
    "kippur",
    "hashanah",
    "hashana",
    "shavuot",
    "muharram",
    "ashura",
    "torah",
    "kwanzaa",
    "candlemas",
    "hallows",
    "christi",
    "derby",
    "burns",
    "games",
    "cup",
    "afternoon",
    "evening",
]
"""A run of words without any of these holds no time phrase."""

HEAD_PHRASES = (
    "(that|this|same|such|which|the) (time|point|date|stage|juncture|moment)|(on|by|before|until|after|from|between) the ORDW"
    "|(this|the|our) (podcast|episode|show|interview|video|recording)"
    "|twelfth night|(of|later|business|day|week) today|oh DIGITW"
)
"""Runs of words that may hold a time phrase without any of the words above."""

FILLERS = (
    "(oh let's say|oh i don't know|oh say"
    "|um|uh|uhm|er|erm|ah|hmm|mm|like|you know|i mean|i'd say|i would say|i'll say|i think|i guess|i don't know|i dunno|i"
    " believe|i suppose"
    "|let's say|say|let us say|let's call it|call it|shall we say|we'll say|if you will|sort of|kind of|sorta|kinda|actually"
    "|basically|honestly|frankly|obviously)"
)
"""What people say in the middle of a phrase; it is left out before the rules are applied."""

COUNT_NOUNS = frozenset(
    """people users customers employees engineers dollars euros pounds bucks units stores miles kilometers kilometres meters
    metres feet inches pages words lines cars vehicles trucks homes houses jobs points seats patients cases deaths votes
    square percent pct bps basis megawatts gigawatts watts kilowatts degrees calories grams kilograms kilos tons tonnes
    barrels shares companies developers students soldiers troops participants members respondents tokens parameters gpus
    chips servers nodes downloads copies restaurants locations branches hotels rooms beds tickets items things times hundred
    thousand million billion trillion rpm mph kwh mah mhz k m x pixels calls emails messages commits stars issues bugs tests
    files contributors attendees episodes steps quid grand bob pence cents kids guests loaves bottles boxes bags""".split()
)
"""Nouns after which a number is a count and not a year."""

NAMES_BEFORE_YEARS = frozenset(
    """vision agenda runner cyberpunk windows office server studio article expo formula odyssey version model iso rfc area room
    route highway section class model-year chapter page item lot building apollo ryzen geforce gtx rtx channel studio
    unit suite local apartment apt track locker bus train invoice docket ticket extension serial zip number hut warehouse berth
    law act statute regulation flight boeing airbus peugeot strategy blueprint roadmap masterplan manifesto framework""".split()
)
"""Words after which a number of four digits is a name, not a year."""

CLOSED_CLASS = frozenset(
    """i we you they he she it that this these those there the a an and or but so because if when while where which who what
    how as to of in on at by for with from about into over than then is are was were be been being will would could can may
    might shall should must 'll i'll we'll you'll they'll it'll he'll she'll that'll i'm we're you're they're it's he's
    she's that's there's i'd we'd you'd they'd i've we've do does did have has had not n't no yes yeah okay ok right just
    maybe probably also too well now really very still even only all some more most our their your its my his her won't
    can't don't doesn't isn't aren't going gonna like um uh you know every each any another both nobody everybody everyone
    somebody someone anybody anyone nothing something""".split()
)
"""Words of the closed classes (grammar words): a phrase before one of them is complete."""

PAST_VERBS = frozenset(
    """was were had did been went came got saw said made took gave began became left wrote built ran sold bought lost won grew
    fell rose spent met held led paid put sent told thought knew felt found kept heard started launched released joined
    founded used wasn't weren't didn't hadn't told shipped raised hit beat drove cut set broke chose ate spoke flew
    stood sat taught caught fought slept rode stole swam sang rang drank woke wore tore threw forgot knew sought struck
    brought""".split()
)
"""Past forms that are frequent in speech; regular ones are known by their ending."""

FUTURE_CUES = frozenset(
    """will would 'll i'll we'll you'll they'll it'll he'll she'll that'll there'll won't wouldn't going gonna could might
    should shall may expect expects expecting expected anticipate forecast project projected guide guidance plan plans
    planning planned hope hoping predict bet target targeting schedule scheduled aim aiming intend likely probably due
    coming upcoming next can talking looking believe see""".split()
)
"""Words that look ahead; with one of them beside it a phrase is not of the past."""
