"""Chances that markets, bookmakers and models give: "Kalshi has it at 30 cents", "the model has them at 60 percent"."""

import re

from tracker.quantities.chance_values import ALONE, ENDS_CLAUSE, PERCENT, RATIO_FOLLOWS, found_between
from tracker.quantities.chance_words import ADVERB, EVENT, GERUND, SIZED, SIZES, WORD
from tracker.quantities.numbered_text import N
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.quantities.put_at import measured, read_put
from tracker.records import Probability

_SITE = (
    r"(?:polymarket|kalshi|predictit|manifold|metaculus|good\sjudge?ment|superforecasters|(?:the\s)?(?:betting|prediction)\s(?:markets?|sites?)|"
    r"draftkings|fanduel|betfair|smarkets|ladbrokes|paddy\spower|william\shill)"
)
_BOOKIES = r"(?:the\ssmart\smoney|(?:the|their|our)\s[a-z]+\sodds|bookies|bookmakers?|oddsmakers?|sportsbooks?|bettors|vegas)"
_MODEL = (
    r"(?:(?:the|my|our|their|his|her|its|silver's|this)\s(?:[a-z]+\s)?(?:models?|ensemble|simulations?|sims|algorithm|forecast|forecasters|computer|app)"
    r"|pollsters|forecasters|the\s(?:met\soffice|(?:national\s)?weather\s(?:service|bureau|office|channel|app|people)|weatherman))"
)
_ANALYSTS = (
    r"(?:futures|swaps|options|traders|investors|economists|analysts|strategists|experts|pundits|doctors|(?:our|their|my|the)\s(?:[a-z]+\s)?(?:team|desk)|the\s(?:street|consensus|curve|line|"
    r"books?|odds)|(?:the\s)?(?:(?:bond|rates?|money)\s)?markets?|goldman(?:\ssachs)?|jp\s?morgan|morgan\sstanley|(?:our|their|my|his|her)\s(?:actuaries|underwriters|engineers|scouts|analysts|economists|strategists|quants|insiders|experts|people|guys)|(?:the\s)?(?:cme|fed\s?watch)(?:\stool)?)"
)
_NOW = r"(?:(?:now|still|only|currently|already|been|basically)\s){0,2}"
_GIVING = (
    rf"(?:'s\sgot|'ve\sgot|'s\s{_NOW}(?:pricing|giving|showing|putting|trading)|\s{_NOW}(?:trades|has|have|had|puts?|prices?|rates?|"
    rf"sees?|got|gives?|gave|shows?|(?:is|are|'s|'re)\s{_NOW}(?:pricing|giving|showing|putting|trading)))"
)
_IT = r"(?:it|that|this|them|those|him|her|us)"
_TAIL = rf"[\s,]{{1,2}}(?:{ADVERB}[\s,]{{1,2}}){{0,4}}[~≈]?\Z"
_AT = r"(?:at|around|near|above|below|over|under|about|close\sto)"

_GIVES_IT = re.compile(
    rf"\b(?:{_SITE}(?:\s(?:community|crowd|forecasters|users|traders|market))?|{_BOOKIES}|{_MODEL}|the\s(?:markets?|odds|models?|line|books?))(?:{_GIVING}\s{_IT}(?:\s[a-z]+ing)?(?:\s{_AT})?"
    rf"|\s{_NOW}(?:(?:is|are|was|were|sits?|stands?|hovers?)\s{_NOW}(?:sitting\s|hovering\s|trading\s)?{_AT}|says?|said|spits?\sout|comes?\sout\sat|is\ssaying))"
    rf"{_TAIL}"
    rf"|\bon\s{_SITE},?\s(?:it's|it\sis|that's|they(?:'ve\sgot|\shave)\s{_IT})(?:\s{_AT})?{_TAIL}"
    rf"|\b(?:{_SITE}|{_BOOKIES})(?:'s)?\s(?:community\s|crowd\s)?(?:median|consensus|line|price|number|forecast|crowd|odds)\s(?:is|are|says?|sits\sat|stands\sat){_TAIL}"
)
"""A market or a model gives it a number: "Polymarket has it at", "the model says"."""
_HAS_AT = re.compile(rf"[a-z](?:'s\sgot|'ve\sgot|\s(?:has|have|had|got|puts?|rates?))\s{_IT}\s(?:[a-z]+ing\s)?{_AT}{_TAIL}")
"""Anybody has it at a number, where what follows names the event: "ESPN has them at 80 percent to make the playoffs"."""
_IS_AT = re.compile(rf"[a-z](?:'s|'re|\s(?:is|are|was|were|sits?|stands?))\s{_NOW}{_AT}{_TAIL}")
"""Anybody stands at a number on an event: "the street is at 65 percent on a merger"."""
_NAMED_WORDS = rf"(?:(?!(?:{SIZES}|spreads|targets?|raises?|sales?|commissions?|volumes?|rates|rents?)\b){WORD}\s){{1,8}}?"
_NAMED = rf"{_NAMED_WORDS}{_AT}{_TAIL}"
_HAS_NAMED = re.compile(
    rf"\b(?:{_SITE}|{_BOOKIES}){_GIVING}\s(?:in\s)?{_NAMED}|\b(?:{_MODEL}|{_ANALYSTS}){_GIVING}\s(?:in\s)?(?:an?|the|another|no)\s{_NAMED}"
)
"""A market or a model puts a number on an event: "the market has a cut at"; not on a size ("the yield at")."""
_PRICED = re.compile(
    rf"\b(?:{_SITE}|bettors|futures|swaps|options|traders|investors|(?:the\s)?(?:(?:bond|rates?|money)\s)?markets?)"
    rf"(?:'s|'re|\s(?:is|are|was|were|has|have|had))?\s{_NOW}(?:pric(?:es?|ed|ing)(?:\sin)?|imply|implies|implying|says?|shows?|see|sees)"
    rf"{_TAIL}"
)
"""A market prices an event: "futures are pricing in something like"; what follows must name the event."""
_GIVES_NAMED = re.compile(
    rf"\b(?:(?P<market>{_SITE}|{_BOOKIES}|{_MODEL}|(?:the\s)?models?|doctors|traders|economists|analysts|experts|pundits|(?:the\s)?markets?)"
    rf"\s{_NOW}(?:gives?|gave|giving)|(?:i'd|i\swould|i|we'd|we|they|he'd|she'd|people)\s(?:(?:only|maybe|probably|still|would)\s)?give)\s"
    rf"(?:(?!(?:waiter|waitress|driver|server|staff)\b)[a-z'-]+\s){{1,5}}?(?:{ADVERB}[\s,]{{1,2}}){{0,3}}[~≈]?\Z"
)
"""Somebody gives something a chance: "the markets give the incumbent only"; what follows must say a chance of what."""
_SOURCE = re.compile(rf"\b(?:{_SITE}|{_BOOKIES}|{_MODEL}|{_ANALYSTS}|the\smodels)")
_GIVE = re.compile(r"\bg(?:ives?|ave|iving)\s")
_LOOSE = re.compile(r"\s(?:above|below|over|under|from|lower|higher|cheaper|off|on\stop)\b")
_TO_DO = re.compile(r"\s(?:to\s(?!the\b|my\b|his\b|her\b|our\b|a\b)[a-z]+|of\s[a-z]+ing)\b")
_IS = re.compile(
    rf"[a-z](?:'s|'re|'m|\s(?:is|are|was|were|am))\s{_NOW}(?:(?:up|down|back)\sto\s)?(?:{ADVERB}[\s,]{{1,2}}){{0,3}}\Z"
)
_TO_COME = re.compile(
    r"\sto\s(?:win|make|take|be|reach|advance|qualify|retain|beat|clinch|survive|resign|repeat|happen|pass|default|lose|hold|sign|return|finish|"
    r"go|run|stay|close|land|fail)\b"
)
"""What somebody is so and so many percent to do: "they're seventy percent to win the division"."""
_THAT = re.compile(r"\sthat\s(?:it|we|they|he|she|there|the|an?|it's|he's|she's|they're|it'll|they'll|he'll|she'll)\s")
_LAST = re.compile(r" (?:at|around|near|about|like|maybe) \Z")
_BARE_AT = re.compile(
    rf"\b(?:{_SITE}|{_BOOKIES}){_GIVING}\s(?:{_IT}\s|an?\s{_NAMED_WORDS}|the\s{_NAMED_WORDS})(?:at|around|near|about)\s(?:(?:like|about|around|maybe)\s)?\Z"
)
"""A market puts a bare number on it: "the betting markets have it at"."""


def _read_bare(phrase: Phrase) -> Found[Probability] | None:
    """A bare number from a market of predictions, in cents of a dollar: "Kalshi has it at 41"."""
    number = phrase.number()
    if phrase["b"] is not None or not 1 <= number.value < 100 or number.form not in ("digits", "words"):
        return None
    end = phrase.match.end("a")
    if not phrase.preceded(_LAST, 8) or phrase.preceded(_BARE_AT, 90) is None or measured(phrase):
        return None
    if phrase.followed(ENDS_CLAUSE, end) is None or phrase.followed(RATIO_FOLLOWS, end):
        return None
    return found_between(phrase, phrase.start, end, number.value / 100, number.value / 100)


def _read_given(phrase: Phrase) -> Found[Probability] | None:
    """A percentage that a market, a model or anybody gives an event: "Polymarket has it at 30 percent"."""
    if not (phrase.percent or phrase.fraction):
        return _read_bare(phrase)
    source = phrase.preceded(_SOURCE, 90)
    put = (phrase.preceded(_GIVES_IT, 90) or phrase.preceded(_HAS_NAMED, 90)) if source else None
    if put is None and phrase.preceded(_GIVE, 90):
        put = phrase.preceded(_GIVES_NAMED, 90)
        put = put if put and (put["market"] or phrase.followed(_TO_DO)) else None
    if put is None:
        return _of_event(phrase)
    found = read_put(phrase, fractions=put.re is not _GIVES_NAMED)
    loose = found is not None and put.re is _HAS_NAMED and phrase.followed(_LOOSE, found.end)
    return None if loose else found


def _of_event(phrase: Phrase) -> Found[Probability] | None:
    """A percentage that is a chance since the event is named behind it: "swaps are pricing 60 percent for a hike"."""
    if not phrase.skeleton.startswith((" for ", " on ", " to ", " that "), phrase.end):
        return None
    found = read_put(phrase, fractions=True)
    if found is None:
        return None
    event, to_come = phrase.followed(EVENT, found.end), phrase.followed(_TO_DO, found.end)
    if event and phrase.preceded(_PRICED, 90):
        return found
    named = event or to_come or phrase.followed(_THAT, found.end) or phrase.followed(GERUND, found.end)
    if not named or measured(phrase):
        return None
    if to_come and phrase.followed(_TO_COME, found.end) and phrase.preceded(_IS, 60):
        return found
    stands = not to_come and phrase.preceded(_IS_AT, 60) and not phrase.preceded(SIZED, 60)
    return found if stands or phrase.preceded(_HAS_AT, 60) else None


_CENTS = re.compile(rf"(?P<a>{N})\scents\b(?!\s(?:over|per|a|an|under|above|below|on\sthe)\b)")
_MARKET_AT = re.compile(
    r"\b(?:polymarket|kalshi|predictit|manifold|(?:betting|prediction)\smarkets?|yes\s(?:shares?|contracts?)|the\syes\sside)\b[^.;!?]{0,50}"
    r"\s(?:at|for|around|about)\s\Z"
)
"""A market of predictions gives a price: "Kalshi has that trading at"."""
_ON_SITE = re.compile(rf",?\s(?:on|according\sto|per|over\son)\s{_SITE}\b")
_CHANGED = re.compile(
    r"\b(?:up|down|by|rose|fell|grew|gained|lost|lose|made|make|return|returned|fee|fees|of|increase|decrease|pay|paid|yield|earn|earned)\s"
    r"(?:about\s|a\s|to\s|like\s)?\Z"
)
_ON_SITE_OR_PRICED = re.compile(
    rf"{_ON_SITE.pattern}|\s(?:is\s|are\s|being\s)?(?:now\s|already\s)?priced(?:\sin\b|\s*(?:[.,;]|\Z))"
)


def _read_cents(phrase: Phrase) -> Found[Probability] | None:
    """The price of a contract that pays a dollar: "Kalshi has it trading at 30 cents"."""
    value = phrase.number().value / 100
    if not 0 < value < 1 or not (phrase.preceded(_MARKET_AT, 90) or phrase.followed(_ON_SITE)):
        return None
    return found_between(phrase, phrase.start, phrase.end, value, value)


def _read_on_site(phrase: Phrase) -> Found[Probability] | None:
    """A percentage with the market behind it: "it's thirty percent on Kalshi", "there's thirty percent priced in for a hike"."""
    return read_put(phrase, fractions=False) if phrase.percent and phrase.followed(_ON_SITE_OR_PRICED) else None


_SIMULATED = re.compile(
    rf"(?P<a>{N})(?P<p>{PERCENT})(?P<b>)?(?P<q>)?(?P<plus>)?\sof\s(?:(?:all|the|our|my|its|their|those|model)\s){{0,2}}"
    r"(?:(?P<run>simulations?|sims|simulated\s[a-z]+|model\sruns|trials\srun)|time)\b"
)
_RIGHT = re.compile(r"\b(?:right|wrong|correct|accurate|idle|down|up|used)\s(?:about\s|only\s)?\Z")
_SIMULATES = re.compile(r"\b(?:simulations?|sims|simulated|(?:my|our|the|his|her|their|silver's)\smodel(?:'s)?)\b")


def _read_simulated(phrase: Phrase) -> Found[Probability] | None:
    """A share of simulations: "they win in 58 percent of our simulations"."""
    value = phrase.number().value / 100
    model = phrase["run"] or (phrase.preceded(_SIMULATES, 80) and phrase.followed(ENDS_CLAUSE))
    return found_between(phrase, phrase.start, phrase.end, value, value) if 0 < value < 1 and model else None


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="market-percent",
        pattern=ALONE,
        read=_read_given,
        examples=(
            "the markets give the incumbent 15 percent to survive",
            "Polymarket has it at 30 percent",
            "the weather app has it at forty percent for rain",
            "the street is at 65 percent on a merger",
            "swaps are pricing in sixty percent for a hike",
            "they're seventy percent to win the division",
        ),
        counter_examples=(
            "the bank has it at six percent for a loan",
            "the store has it at twenty percent off",
            "the fund is at sixty percent equities",
            "the market is up thirty percent",
            "the fee is ten percent to open an account",
        ),
    ),
    PhraseRule(
        name="percent-on-market",
        pattern=ALONE,
        read=_read_on_site,
        not_after=_CHANGED,
        examples=("it's thirty percent on Kalshi", "there's thirty percent priced in for a hike"),
        counter_examples=("I made thirty percent on Kalshi", "thirty percent growth is priced in"),
    ),
    PhraseRule(
        name="market-cents",
        pattern=_CENTS,
        read=_read_cents,
        examples=(
            "Kalshi has that trading at 30 cents",
            "the prediction market is at 12 cents",
            "it's at 30 cents on Kalshi",
            "yes shares go for 19 cents",
        ),
        counter_examples=("the bond trades at 30 cents on the dollar", "gum costs 30 cents"),
    ),
    PhraseRule(
        name="percent-of-simulations",
        pattern=_SIMULATED,
        read=_read_simulated,
        not_after=_RIGHT,
        examples=("they win in 58 percent of our simulations", "my model has them winning 58 percent of the time"),
        counter_examples=("80 percent of the time it rains", "our simulations were right 58 percent of the time"),
    ),
)
