"""Words of chance that make a number odds, and words that make it something else."""

import re

from tracker.quantities.numbered_text import NUMBER_MARK, REST_MARK, YEAR_MARK
from tracker.text.one_of import one_of

CHANCE = one_of([
    "chance", "chances", "probability", "probabilities", "likelihood", "odds", "shot", "possibility", "likely", "probable",
    "sure", "certain",
    "certainty", "confident", "confidence", "convinced", "credence", "risk", "danger", "proposition", "prospect",
])  # fmt: skip
"""Words that follow a number that is a chance."""

_ADJECTIVE = one_of([
    "overall", "annual", "implied", "real", "subjective", "reasonable", "decent", "cumulative", "estimated", "kind of",
    "sort of", "type of", "percent",
    "good", "fair", "realistic", "tail", "default", "execution", "downside", "yearly", "posterior", "prior", "about",
])  # fmt: skip
FOLLOWING_CHANCE = (
    rf"[\s-]{{1,3}}(?:{_ADJECTIVE}[\s-]{{1,2}}){{0,2}}(?P<chance>{CHANCE}|(?:thing|deal|event|situation)(?=\s(?:that|whether)\s))(?!\w|-?off\b|\s(?:ratio|function|weighted|distribution|theory)\b)"
    r"(?![\s-](?:interval|intervals|level|levels|bound|bounds|limit|limits|premium|premiums|weight\w*|averse|adjusted|free|"
    r"factor|factors|score|zones?|of\sthe\stime|enough))"
)
"""A word of chance after a number, and up to two adjectives between."""

_HEAD = (
    r"(?:chances?|probabilit(?:y|ies)|likelihood|odds|risk|danger|credence|(?:my|our|your)\sconfidence\slevel|confidence|"
    r"conviction|p[\s-]?\(?\s?doom\s?\)?)"
)
_COPULA = (
    r"(?:(?:is|are|was|were|been|being)\s(?:now\s|currently\s|still\s|generally\s)?(?:put|seen|given|estimated|priced|rated|quoted|reckoned|judged|assessed|"
    r"pegged|set|placed|listed|calculated|forecast|thought)\s(?:at|as|to\sbe|by\s(?:[a-z]+\s){1,3}?at)|is|are|was|were|be|being|at|=|:|of|as|'s"
    r"|would\sbe|will\sbe|might\sbe|could\sbe|should\sbe|to\sbe|stands?\sat|sits?\sat|(?:goes|went|rose|fell|dropped|climbed|jumped|doubled|tripled|halved|increased|risen|fallen|gone|moved|up|down)\sto|become|becomes|at\slike)"
)
_ADVERB = (
    r"(?:only|just|now|still|probably|maybe|perhaps|like|say|somewhere|something|i'd\ssay|i\swould\ssay|i\sthink|in\sthe|more|"
    r"currently|actually|really|"
    r"even|closer|to|between|from|anywhere|a|an|the|order\sof|range\sof|realistically|honestly|basically|literally|about|around|"
    r"roughly|approximately|"
    r"nearly|almost|well|far|way|over|under|above|below|less|fewer|greater|higher|lower|better|than|at|least|most|north|south|"
    r"of|no|not|up|"
    r"uh|um|you\sknow|low|high|small|pretty|very|quite|sitting|easily|probably|maximum|minimum|close|near)"
)
_SPOKEN_YEAR = (
    rf"(?:in|by|before|until|after|of|during)\s{NUMBER_MARK}{REST_MARK}{{5,7}}\s{NUMBER_MARK}{REST_MARK}*"  # "by twenty thirty"
)
_WORD = rf"(?:[a-z][a-z'-]{{0,20}}|{YEAR_MARK}{REST_MARK}*|{_SPOKEN_YEAR})"
CHANCE_BEFORE = re.compile(
    rf"(?P<head>\b{_HEAD})(?P<about>\s(?:of|that|for|in|on|to|we|it|"
    rf"this)(?:\s{_WORD}){{0,9}}?)??,?(?:\s?(?P<copula>{_COPULA})[\s,]{{0,2}}|\s)(?:{_ADVERB}[\s,]{{1,2}}){{0,5}}[~≈<>]?=?\s?\Z"
)
"""The chance of something, and a verb that gives it a number: "the odds of that are maybe"."""

ASKED = re.compile(
    r"\b(?:chances?|odds|probability|likelihood|(?:how|very|more|what's)\slikely|how\s(?:sure|confident|certain))\b[^.?!]{0,90}[?:]\s"
    rf"(?:(?:{_ADVERB}|oh|well|yeah|okay|hmm|no|i|would)[\s,]{{1,2}}){{0,4}}\Z"
)
"""A question for a chance that a number answers: "My odds on a ceasefire by summer? Thirty percent."."""


def asked(skeleton: str, start: int) -> bool:
    """Whether what begins at `start` answers a question for a chance."""
    near = max(0, start - 60)
    marked = skeleton.find("?", near, start) >= 0 or skeleton.find(":", near, start) >= 0
    return marked and ASKED.search(skeleton, max(0, start - 150), start) is not None


P_OF = re.compile(
    rf"\bp\s?(?:\([^()\n]{{1,40}}\)|\sof(?:\s{_WORD}(?:\s{_WORD}){{0,3}})?|[\s-]?doom)\s?(?:is|are|was|=|:|of|at|equals|"
    rf"≈)?\s?(?:{_ADVERB}\s){{0,3}}[~≈<>]?\s?\Z"
)
"""A probability in letters: "p(doom) of", "P of x is"."""

PUT_AT = re.compile(
    r"\b(?:(?:i|i'd|we|we'd|you'd|i'll|would|'d|me|to)\s(?:would\s)?(?:probably\s|maybe\s|still\s|only\s)?(?:put|peg|place|"
    r"rate|assess|call|handicap)\s(?:it|that|this|them|those|him|her|us)\s(?:happening\s)?"
    rf"(?:at|as|around|close\sto|north\sof|closer\sto|near|about|above|below|under|over|past|beyond|(?:higher|lower|more|less)\sthan|somewhere)"
    r"|\b(?:i'd|i\swould|i'll|we'd|you'd|i|i'm)\s(?:probably\s|maybe\s|still\s|only\s)?(?:give|giving)\s(?:it|that|this|them|"
    r"him|her|us|you)"
    r"|\b(?:the\smarkets?|bettors|the\sodds|the\smodels?|polymarket|kalshi|metaculus|predictit|manifold|(?:betting|prediction)\smarkets?|bookmakers|bookies)\s"
    r"(?:(?:gives?|gave|has|have|had|puts?|prices?|rates?)\s(?:it|that|this|them|him|her|us)(?:\sat)?|(?:is|are|was|were|sits?)\sat|says?))"
    rf"[\s,]{{1,2}}(?:{_ADVERB}[\s,]{{1,2}}){{0,5}}[~≈]?\Z"
)
"""The speaker puts a number on it: "I'd put it at", "I'd give that maybe"."""

MARKET_AT = re.compile(
    r"\b(?:polymarket|kalshi|predictit|manifold|(?:betting|prediction)\smarkets?)\b[^.;!?]{0,50}\s(?:at|for|around|about)\s\Z"
)
"""A market of predictions gives a price: "Kalshi has that trading at"."""

_SIZES = (
    "yield|yields|growth|inflation|margin|margins|share|stake|coupon|tax|cap|deficit|discount|premium|return|returns|spread|ratio|dividend|"
    "score|rating|average|mortgage|interest|coverage|occupancy|unemployment|turnout|rate(?=\\sat)|fee|fees|capacity|utilization|vote|support|approval"
)
MARKET_HAS = re.compile(
    r"\b(?:the\s(?:markets?|books?|line|models?|curve|futures|forecast)|markets|traders|bettors|futures|swaps|investors|economists|forecasters|"
    r"bookies|bookmakers|polymarket|kalshi|metaculus|predictit|manifold|(?:betting|prediction)\smarkets?)"
    r"(?:'s\sgot|'ve\sgot|\s(?:has|have|had|puts?|prices?|sees?|got|(?:is|are|'s|'re)\spricing))\s(?:in\s)?(?:an?|the|another|no)\s"
    rf"(?:(?!(?:{_SIZES})\b)[a-z'-]+\s){{1,6}}?(?:at|around|near)\s(?:{_ADVERB}[\s,]{{1,2}}){{0,4}}[~≈]?\Z"
    r"|\b(?:bookies|bookmakers|polymarket|kalshi|metaculus|predictit|manifold|(?:betting|prediction)\smarkets?)"
    rf"(?:'s\sgot|'ve\sgot|\s(?:has|have|had|puts?|prices?|got|(?:is|are|'s|'re)\spricing))\s(?:in\s)?(?:(?!(?:{_SIZES}|spreads|commissions?|volumes?|rates|rents?)\b)[a-z'-]+\s){{1,6}}?"
    rf"(?:at|around|near)\s(?:{_ADVERB}[\s,]{{1,2}}){{0,4}}[~≈]?\Z"
)
"""A market or a model puts a number on an event: "the market has a cut at"; not on a size ("the yield at")."""

PRICED = re.compile(
    r"\b(?:futures|swaps|options|traders|investors|bettors|(?:the\s)?(?:(?:bond|rates?|money|betting|prediction)\s)?markets?|polymarket|kalshi|predictit)\s"
    r"(?:(?:is|are|was|were|has|have|had|'s|'re)\s)?(?:(?:now|still|only|currently|already|been)\s)?(?:pric(?:es?|ed|ing)\sin|imply|implies|implying)\s"
    rf"(?:{_ADVERB}[\s,]{{1,2}}){{0,4}}[~≈]?\Z"
)
"""A market prices an event: "futures are pricing in something like"; what follows must name the event."""

PRICED_EVENT = re.compile(
    rf"\s(?:for|on)\san?\s(?!(?:{_SIZES}|year|quarter|month|decade|while|week|bond|loan|note|deposit|house|dollar|total)s?\b)(?:[a-z'-]+)\b"
    rf"(?!\s(?:{_SIZES})\b)"
)
"""The event that a market prices: "for a cut"."""

GIVES = re.compile(
    r"\b(?:(?P<market>(?:the\s)?(?:(?:betting\s|prediction\s)?markets?|bettors|bookies|bookmakers|polymarket|kalshi|metaculus|predictit|manifold"
    r"|models?|forecasters|pollsters|traders|doctors|economists|analysts|experts|pundits))\s(?:(?:only|now|still)\s)?(?:gives?|gave|giving)|"
    r"(?:i'd|i\swould|i|we'd|we|they|he'd|she'd|people)\s(?:(?:only|maybe|probably|still|would)\s)?give)\s"
    rf"(?:(?!(?:waiter|waitress|driver|server|staff)\b)[a-z'-]+\s){{1,5}}?(?:{_ADVERB}[\s,]{{1,2}}){{0,3}}[~≈]?\Z"
)
"""Somebody gives something a chance: "the markets give the incumbent only"; what follows must say a chance of what."""

PUT_BARE = re.compile(
    r"\b(?:i'd|i\swould|i'll|we'd)\s(?:probably\s|maybe\s|still\s|only\s|personally\s)?(?:put|peg|handicap)\s(?:it|that|this)\s"
    r"(?:at|around|about)\s(?:(?:maybe|about|around|like|roughly|probably|somewhere|say)\s){0,2}\Z"
)
"""The speaker puts a bare number on it: "I'd put it at"."""

MEASURED = re.compile(
    r"\b(?:dollars?|price|priced|prices|cost|costs|worth|valu\w+|temperature|degrees|age|aged|old|speed|height|weigh\w*|score|"
    r"scores|rating|number|how\s(?:many|much|old|big|long|fast|far)|people|pounds|feet|miles|years|hours|minutes|revenue|growth)\b"
)
"""Words that show that a bare number measures something and is not a chance."""

SIZED = re.compile(
    rf"\b(?:{_SIZES}|rent|rents|wage|wages|salary|pay|water|fat|alcohol|battery|majority|loss|profit|tip|increase|raise)\b"
)
"""Words for percentages that are not chances."""

SAYING = re.compile(
    r"\b(?:i'd\ssay|i\swould\ssay|i'd\sguess|i'd\sgo|i'd\sbet|i'd\scall\sit|call\sit|more\slike|i'd\sgive\sit|give\sit|it's|it\sis|"
    rf"that's|that\sis|i\sthink|is|maybe|probably|at)[\s,]{{1,2}}(?:{_ADVERB}[\s,]{{1,2}}){{0,4}}\Z"
)
"""Words with which somebody gives an estimate; they allow a bare ratio, they do not make a percentage odds."""

NOT_A_CHANCE_AFTER = re.compile(
    r"[\s-]{1,2}(?:(?!that\s|whether\s)(?:[a-z]+[\s-]){0,2}?)(?:split|splits|partners?|partnership|portfolios?|allocations?|mix|ventures?|jv|votes?|"
    r"ownership|owners|owned|custody|"
    r"weighting|blend|ratios?|rule|principle|score|win|loss|lead|stake|shares?|aspect|stocks|bonds|equity|basis|deal|raise|"
    r"profits?|majority|decision|with\s(?:the|my|his|her|our|their)|"
    r"breakdown|divide|division|men|women|male|female|gender|screen|against\sthe\sbill|in\sfavou?r\sof\sthe\sbill|raffle|club|drawing|fund|funds|"
    r"investors?|(?:in|at|after)\s(?:the\s)?(?:\w+\s)?(?:game|set|inning|match|halftime|half\stime|round)|time|vision|hindsight|balls?|challenge|from\sthe|on\sthe\s(?:cab|bill|check|rent))\b"
)
SHARED = re.compile(
    r"\b(?:split|mix|custody|ratio|blend|breakdown|divide|division|balance|allocation|ownership|traffic|revenue)\b[^.;,]{0,45}"
    r"(?:\s(?:is|was|are|were|(?:will|would|should|could|might|may)\sbe)|'s|'ll\sbe)\s(?:\w+\s){0,2}\Z"
)
"""A subject that is divided up: "the split between us and them is"."""

RATIO_AFTER = re.compile(r"[\s-](?!that\s)(?:[a-z]+[\s-]){0,4}(?:ratio|blend|split|mix)\b")
RATED = re.compile(
    r"\b(?:give|giving|gave|rate|rated|score|scored)\s(?:it|this|that|them|him|her|the\s\w+)\s(?:an?\s|like\s|maybe\s){0,2}\Z"
)
"""Marks given to something: "I'd give it a seven out of ten"."""

NOT_A_CHANCE_BEFORE = re.compile(
    r"\b(?:split|splits|splitting|divided|divide|divides|shared|share|sharing|owned|own|vote|voted|voting|passed|won|win|lost|"
    r"lose|beat|beating|score|scored|"
    r"portfolio|allocation|classic|traditional|ratio|ratios|mix|cut|senate|house|court|poll|polled|polls|polling|lead|leads|"
    r"leading|pareto|aspect|screen|resolution|hiring|"
    r"went|led|trailed|trailing|broke|breaks|breaking|partners|partnership|population|revenue|profits|rally|stocks|bonds|by)[\s,]{1,2}(?:(?:it|them|that|is|"
    r"was|are|be|of|on|about|roughly|the|a|in|at|right|down|everything|profits|basically|"
    r"up|costs|by|to|around|us|him|her|you|me|with|game|series|election|more|less|equally)[\s,]{1,2}){0,3}\Z"
)
"""Shares, votes, scores and portfolios: what a ratio is when it is no chance."""
