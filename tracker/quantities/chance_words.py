"""Words of chance that make a number odds, and words that make it something else."""

import re

from tracker.quantities.numbered_text import NUMBER_MARK, REST_MARK, YEAR_MARK
from tracker.quantities.phrase_rules import Phrase
from tracker.text.one_of import one_of

CHANCE = one_of([
    "chance", "chances", "probability", "probabilities", "likelihood", "odds", "shot", "possibility", "likely", "probable",
    "sure", "certain",
    "certainty", "confident", "confidence", "convinced", "credence", "risk", "danger", "proposition", "prospect",
])  # fmt: skip
"""Words that follow a number that is a chance."""

SIZES = (
    "yield|yields|growth|inflation|margin|margins|share|stake|coupon|tax|cap|deficit|discount|premium|return|returns|spread|ratio|dividend|"
    "score|rating|average|mortgage|interest|coverage|occupancy|unemployment|turnout|rate(?=\\sat)|fee|fees|capacity|utilization|vote|support|approval"
)

_ADJECTIVE = one_of([
    "overall", "annual", "implied", "real", "subjective", "reasonable", "decent", "cumulative", "estimated", "kind of",
    "sort of", "type of", "percent",
    "good", "fair", "realistic", "tail", "default", "execution", "downside", "yearly", "posterior", "prior", "about",
])  # fmt: skip
_KIND = (
    r"(?:(?!(?:more|less|higher|lower|greater|better|worse|bigger|smaller|in|of|on|at|to|the|a|an|and|or|but|so|if|that|is|are|was|by|from|with|for|off|as|"
    r"than|my|our|his|her|their|your|its|this|no|any|some|growth|increase|decrease|reduction|drop|rise|cut|tax|rate|return|gain|market)\b)[a-z]+[\s-])?"
)
"""What is likely: "a seventy percent win probability"."""
SCENARIO = r"(?:base|bear|bull|best|worst|downside|upside|central)[\s-](?:case|scenario)\b"
"""One of several futures that together are certain."""
FOLLOWING_CHANCE = (
    rf"[\s-]{{1,3}}(?:{_ADJECTIVE}[\s-]{{1,2}}){{0,2}}(?P<chance>{CHANCE}|positive(?=\s(?:that|he|she|it|they|we|there)\b|\s[a-z]+'(?:s|re|ll)\b)|lock(?!\sof\b|[\s-]?(?:down|up|in|out)|-)|yes(?=\s*(?:[.,;!]|\Z)|\s(?:on|that|it|he|she|they|we|and|it's)\b|\s{NUMBER_MARK})|{_KIND}(?:probability|odds|likelihood|chance)|(?:thing|deal|event|situation)(?=\s(?:that|whether)\s)|(?:event|bet|kind\sof\sthing)(?=\s*(?:[.,;!]|\Z))|favou?rites?|{SCENARIO}|weight(?=\s(?:on|to)\s(?:the|a|my|our)\s{SCENARIO}))(?!\w|-?off\b|\s(?:ratio|function|weighted|distribution|theory)\b)"
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
    r"|i(?:'d|\swould)\s(?:probably\s|maybe\s)?(?:put|peg|place|call|estimate)(?:\s(?:it|that|them|those))?(?:\sat|\saround|\snear)?"
    r"|i'd\s(?:go|make\sit|call\sit)|i\smake\s(?:it|that)|i'm\sat|i\sam\sat|i'd\sbe\sat|exceeds?|tops?|would\sbe|will\sbe|might\sbe|could\sbe|should\sbe|to\sbe|stands?\sat|sits?\sat|(?:goes?|went|rose|fell|dropped|climbed|jumped|doubled|tripled|halved|increased|risen|fallen|gone|moved|up|down)\s(?:up\s|down\s)?(?:to|from)|(?:run|range)s?\sfrom|become|becomes|at\slike)"
)
ADVERB = (
    r"(?:only|just|now|still|probably|maybe|perhaps|like|say|somewhere|something|i'd\ssay|i\swould\ssay|i\sthink|in\sthe|more|"
    r"currently|actually|really|"
    r"even|closer|to|between|from|anywhere|a|an|the|order\sof|range\sof|realistically|honestly|basically|literally|about|around|"
    r"roughly|approximately|"
    r"nearly|almost|well|far|way|over|under|above|below|less|fewer|greater|higher|lower|better|than|at|least|most|north|south|"
    r"of|no|not|up|upwards|upward|call\sit|"
    r"uh|um|oh|you\sknow|good|slim|strong|decent|remote|excellent|fair|poor|low|high|small|pretty|very|quite|sitting|easily|probably|maximum|minimum|close|near)"
)
_SPOKEN_YEAR = (
    rf"(?:in|by|before|until|after|of|during)\s{NUMBER_MARK}{REST_MARK}{{5,7}}\s{NUMBER_MARK}{REST_MARK}*"  # "by twenty thirty"
    rf"|{NUMBER_MARK}{REST_MARK}*\s(?!(?:per\s?cent|pct|to|in|out|of|or|and|chances?|times|against)\b)[a-z]+"  # "in ten years"
    rf"|(?:category|cat|magnitude|top|number|phase|article|game|round|week|prop|proposition|bowl)\s{NUMBER_MARK}{REST_MARK}*"
    rf"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s{NUMBER_MARK}{REST_MARK}*"
)
WORD = rf"(?:(?:st|mr|mrs|ms|dr|mt|jr|sr|vs)\.|[a-z][a-z'-]{{0,20}}|{YEAR_MARK}{REST_MARK}*|{_SPOKEN_YEAR})"
_ASIDE = (
    r"(?:,?\s(?:i\s(?:think|guess|believe|reckon|suppose)|i'd\s(?:say|guess|think)|i\swould\s(?:say|guess)|if\syou\sask\sme|(?:in|to)\smy\s(?:view|opinion|mind|book)|"
    r"right\snow|as\sof\s(?:today|now)|according\sto\s(?:the\s)?[a-z]+)(?=,?\s))?"
)
"""What may part a chance from its verb: "the chances of that, I think, are"."""
CHANCE_BEFORE = re.compile(
    rf"(?P<head>\b{_HEAD})(?P<about>\s(?:of|that|for|in|on|to|we|it|they|he|she|you|the|an?|my|our|his|her|their|"
    rf"this)(?:\s{WORD}){{0,10}}?)??{_ASIDE},?(?:\s?(?P<copula>{_COPULA})[\s,]{{0,2}}|\s)(?:{ADVERB}[\s,]{{1,2}}){{0,5}}[~≈<>]?=?\s?\Z"
)
"""The chance of something, and a verb that gives it a number: "the odds of that are maybe"."""

ASKED = re.compile(
    r"\b(?:chances?|odds|probability|likelihood|(?:how|very|more|what's)\slikely|how\s(?:sure|confident|certain)|p\s?\(?doom)\b[^.?!]{0,90}[?:]\s"
    rf"(?:(?:{ADVERB}|i'd\s(?:go|guess|put\s(?:it|that|them)\sat|call\sit|make\sit)|i'm\sat|make\sit|let's\ssay|my\sanswer\sis|it's|oh|well|yeah|okay|hmm|no|i|would)[\s,]{{1,2}}){{0,4}}\Z"
)
"""A question for a chance that a number answers: "My odds on a ceasefire by summer? Thirty percent."."""


_QUESTION = re.compile(r"[?:]")


def asked(phrase: Phrase) -> bool:
    """Whether a phrase answers a question for a chance."""
    return phrase.preceded(_QUESTION, 60) is not None and phrase.preceded(ASKED, 150) is not None


P_OF = re.compile(
    rf"\bp\s?(?:\([^()\n]{{1,40}}\)|\sof(?:\s{WORD}(?:\s{WORD}){{0,3}})?|[\s-]?doom)\s?(?:is|are|was|=|:|of|at|equals|"
    rf"≈|,?\s(?:i'd\ssay\s)?(?:i'm|i\sam)\sat|,?\si'd\s(?:say|go|put\s(?:it|that)\sat))?\s?(?:{ADVERB}\s){{0,3}}[~≈<>]?\s?\Z"
)
"""A probability in letters: "p(doom) of", "P of x is"."""

MEASURED = re.compile(
    r"\b(?:dollars?|price|priced|prices|cost|costs|worth|valu\w+|temperature|degrees|age|aged|old|speed|height|weigh\w*|score|"
    r"scores|rating|number|how\s(?:many|much|old|big|long|fast|far)|people|pounds|feet|miles|years|hours|minutes|revenue|growth)\b"
)
"""Words that show that a bare number measures something and is not a chance."""

SIZED = re.compile(
    rf"\b(?:{SIZES}|rent|rents|wage|wages|salary|pay|water|fat|alcohol|battery|majority|profit|tip|increase|raise)\b"
)
"""Words for percentages that are not chances."""

EVENT = re.compile(
    rf"\s(?:for|on)\s(?:the\s{SCENARIO}|(?:an?|another|any|no)\s(?!(?:{SIZES}|year|quarter|month|decade|while|week|day|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|bond|loan|note|deposit|house|dollar|total|tip|"
    r"reason|limited|short|period|good|second|third|down|typical|normal|basis|given|per|car|mortgage|room|ticket|policy)s?\b)[a-z'-]+\b"
    rf"(?!\s(?:{SIZES}|day|basis|days|year)\b)|(?:it|that|this|him|her|them|us)\s[a-z]+ing\b|the\s(?:title|cup|pennant|division|crown|wild\scard|playoffs|nomination|presidency|championship|league)\b|(?:rain|snow|storms?|thunderstorms?|showers|frost|hail|fog|ice|sleet|flooding|lightning)\b)"
)
"""The event that a number before it is put on: "for a cut", "on a merger", "for rain"."""

GERUND = re.compile(
    r"\son\s(?:[a-z']+\s){1,4}?(?!(?:evening|morning|building|housing|clothing|training|everything|anything|something|nothing|thing|king|ring|spring|string)\b)"
    r"[a-z]+ing\b"
)
"""What somebody may do, put on a number: "on them signing him"."""

ON_THAT = re.compile(
    r"\son\s(?:that|it|this|him|her|them|us|those)(?:\s[a-z]+ing\b|\s*[.,;:!?]|\s*\Z|\s(?:one|now|right|too|at|and|but)\b)"
)
"""What a number is put on, in a pronoun: "on that"."""

OPENING = re.compile(r"(?:\A|[.,;:!?]|\b(?:and|but|so|well|think|say|honestly|probably|maybe|because|yeah|no))\s*\Z")
"""What a bare ratio may open with: the start of a clause, or "so", "I think"."""

SAYING = re.compile(
    r"\b(?:i'd\ssay|i\swould\ssay|i'd\sguess|i'd\sgo|i'd\sbet|i'd\scall\sit|call\sit|more\slike|i'd\sgive\sit|give\sit|it's|it\sis|"
    rf"that's|that\sis|i\sthink|is|maybe|probably|at)[\s,]{{1,2}}(?:{ADVERB}[\s,]{{1,2}}){{0,4}}\Z"
)
"""Words with which somebody gives an estimate; they allow a bare ratio, they do not make a percentage odds."""

NOT_A_CHANCE_AFTER = re.compile(
    r"[\s-]{1,2}(?:(?!that\s|whether\s)(?:[a-z]+[\s-]){0,2}?)(?:split|splits|partners?|partnership|portfolios?|allocations?|mix|ventures?|jv|votes?|"
    r"ownership|owners|owned|custody|"
    r"weighting|blend|ratios?|rule|principle|score|win|loss|lead|stake|shares?|aspect|stocks|bonds|equity|beef|chuck|lean|water|vinegar|cotton|wool|polyester|gravel|sand|cement|soil|compost|copper|nickel|brass|bronze|tin|oil|milk|cream|flour|gin|alloy|solder|basis|deal|raise|"
    r"profits?|majority|decision|with\s(?:the|my|his|her|our|their)|"
    r"breakdown|divide|division|men|women|male|female|gender|screen|against\sthe\sbill|in\sfavou?r\sof\sthe\sbill|raffle|club|drawing|fund|funds|"
    r"investors?|(?:in|at|after)\s(?:the\s)?(?:\w+\s)?(?:game|set|inning|match|halftime|half\stime|round)|time|vision|hindsight|balls?|challenge|from\sthe|on\sthe\s(?:cab|bill|check|rent))\b"
)
MIXED = re.compile(r"\s(?!(?:yes|no|he|she|they|we|it|i|that|odds)\b)[a-z]+\s(?:and|to)\s[a-z]+\s*(?:[.,;]|\Z)")
"""Two things that a ratio parts: "60/40 corn and beans"."""
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
    r"\b(?:settled|settle|let's\sgo|we\sgo|we'll\sgo|they\sgo|split|splits|splitting|divided|divide|divides|shared|share|sharing|owned|own|vote|voted|voting|passed|won|win|lost|"
    r"lose|beat|beating|score|scored|"
    r"portfolio|allocation|classic|traditional|ratio|ratios|mix|cut|senate|house|court|poll|polled|polls|polling|lead|leads|"
    r"leading|pareto|aspect|screen|resolution|hiring|"
    r"final|finished|we\swere\sup|they\swere\sup|were\sdown|ahead|went|led|trailed|trailing|broke|breaks|breaking|partners|partnership|population|revenue|profits|rally|stocks|bonds|by)[\s,]{1,2}(?:(?:it|them|that|is|"
    r"was|are|be|of|on|about|roughly|the|a|in|at|right|down|everything|profits|basically|"
    r"up|costs|by|to|around|us|him|her|you|me|with|game|series|election|more|less|equally)[\s,]{1,2}){0,3}\Z"
)
"""Shares, votes, scores and portfolios: what a ratio is when it is no chance."""
