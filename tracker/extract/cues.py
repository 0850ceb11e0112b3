"""Words that tell how a speaker stands to what is said: families of cues as data, each with what it marks.

A cue is one or more whole words in lower case. The families are the vocabulary of the features in `features.py`; a new cue goes
into the family whose meaning it shares. The idea of named triggers around a mention is ConText's (Harkema and others, 2009).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.extract.words import Words

FAMILIES: Mapping[str, tuple[str, str]] = {
    "future": (
        "the grammar of the future: 'it will ship', 'they are going to win'",
        "will|won't|shall|gonna|going to|about to|is set to|are set to|poised to|on track to|due to be|on course to|on pace to|"
        "bound to|be able to|i'll|we'll|you'll|they'll|he'll|she'll|it'll|that'll|there'll|who'll|this'll|what'll|will be|'ll",
    ),
    "expect": (
        "somebody expects: 'we expect revenue of', 'I predict'",
        "expect|expects|expecting|anticipate|anticipates|anticipating|predict|predicts|predicting|forecast|forecasting|forecasts|"
        "project|projecting|foresee|foresees|envision|envisions|guide|guiding|guided|estimate|estimates|estimating|"
        "bet|betting|i'd bet|look for|looking for|looking at|model|modeling|assume|assumes|assuming|see us|sees|reckon|count on",
    ),
    "expected": (
        "something is expected: 'is projected to fall'",
        "expected to|expected|projected|projected to|forecast to|anticipated|estimated|scheduled|slated|supposed to|due in|due to|"
        "likely to|unlikely to|set to|destined to|certain to|sure to|bound to|ready to|targeted",
    ),
    "outlook": (
        "the noun of an expectation: 'our outlook for the year', 'the median projection'",
        "outlook|guidance|guide|expectation|expectations|forecast|forecasts|projection|projections|prediction|predictions|estimate|"
        "estimates|target|targets|goal|goals|objective|objectives|plan|plans|roadmap|pipeline|median|midpoint|consensus|trajectory|"
        "assumption|assumptions|visibility|timeline|timeframe|time frame|horizon|resolution|resolutions|ambition|pledge",
    ),
    "plan": (
        "a plan or a promise of the speaker's own: 'we plan to open forty stores'",
        "plan|plans|planning|intend|intends|intending|aim|aims|aiming|target|targeting|want to|wants to|hope to|hoping to|commit|"
        "committed to|resolved|resolve|promise|working on|working towards|working toward|looking to|looking forward|excited to|"
        "prepare|preparing|continue to|begin|launching|launch|rolling out|roll out|release|releasing|introduce|ship|shipping",
    ),
    "believe": (
        "a personal view: 'I think', 'my guess is'",
        "i think|i guess|i believe|i suspect|i imagine|i feel|i'd say|i would say|my guess|my view|my sense|my bet|i bet|"
        "my prediction|we think|we believe|we feel|i'm sure|i am sure|i'm confident|we're confident|confident|i suppose|i'd guess|"
        "i would guess|i do think|i really think|i personally think|i hope|we hope|i expect|we expect|i'd expect|we'd expect|"
        "i would expect|we would expect|i predict|my hope|my expectation|our expectation|in my mind|i could see|i can see|"
        "i could imagine|i can imagine|you can imagine|you could imagine|i wouldn't be surprised|i would be surprised|"
        "i'd be surprised|i don't think|i doubt|i'm optimistic|we're optimistic|optimistic|mark my words|i guarantee",
    ),
    "likely": (
        "words of likelihood: 'probably', 'a good chance'",
        "probably|likely|unlikely|maybe|perhaps|possibly|hopefully|certainly|definitely|surely|presumably|potentially|inevitably|"
        "chance|chances|odds|probability|possible|possibility|plausible|conceivable|no doubt|for sure|pretty sure|almost certainly",
    ),
    "modal": ("low commitment: 'could', 'may'", "could|may|might|would|should|can|could've|i'd|we'd|they'd|it'd|you'd|ought to"),
    "denial": (
        "a denial: 'won't', 'I don't think'",
        "not|won't|never|don't|doesn't|isn't|aren't|no|nobody|nothing|neither|nor|cannot|can't|wouldn't|couldn't|shouldn't|"
        "unlikely|doubt|without|ain't|hardly|no longer|no way",
    ),
    "past": (
        "the past: 'was', 'grew', 'last year'",
        "was|were|wasn't|weren't|had|did|didn't|ago|last|previous|previously|prior|past|earlier|recently|historically|already|"
        "back then|used to|back in|since|yesterday|has been|have been|had been|i've|we've|they've|you've|'ve|been|so far|to date|"
        "year to date|during the past|in the past|over the past|over the last|for the last|those days|at the time|originally|"
        "reported|compared|completed|ended|began|started|came|went|saw|made|got|took|gave|said|told|thought|knew|ran|grew|fell|"
        "rose|became|happened|turned out|used|delivered|generated|achieved|increased|decreased|declined|improved|announced|"
        "launched|released|closed|finished|won|lost|bought|sold|built|wrote|left|felt|found|kept|met|paid|sent|spent|won|wanted",
    ),
    "comparison": (
        "the base of a comparison: 'versus the third quarter', 'compared to last year'",
        "versus|vs|compared to|compared with|relative to|than|over the same|same period|the same quarter|same time|"
        "year over year|year on year|quarter over quarter|sequentially|higher than|lower than|up from|down from|from",
    ),
    "question": (
        "a question: 'what do you think', 'how will'",
        "what|how|when|why|who|which|where|do you|are you|can you|could you|would you|will you|is it|is there|are there|"
        "do we|did you|have you|should we|is that|does that|what's|how's|what about|how about|any thoughts|curious|wondering|"
        "what do you|how do you|do you think|do you expect|do you see|can we|will it|will there|what are|what is|what will|"
        "my question|a question|question is|follow up|tell us|talk about|talk to us|give us|walk us|remind us|help us",
    ),
    "report": (
        "somebody else's words: 'analysts say', 'according to'",
        "said|says|say|according to|analysts|reported|report|told|they think|people think|people say|some people|everyone says|"
        "argue|argues|claims|claimed|predicted|were saying|was saying|he thinks|she thinks|experts|survey|quote|wrote|article",
    ),
    "condition": (
        "a condition: 'if', 'unless', 'assuming'",
        "if|unless|assuming|provided|as long as|depending|depends|in case|in the event|whether|suppose|were to|once|until",
    ),
    "hypothetical": (
        "a supposition or an example: 'let's say', 'for example'",
        "let's say|suppose|imagine|imagine if|for example|for instance|hypothetically|would have|could have|should have|"
        "might have|what if|pretend|if i were|if you were|fiction|movie|novel|story|sci-fi|joke|kidding|example|let us say",
    ),
    "advice": (
        "advice or obligation: 'you should', 'we need to'",
        "you should|you need|you have to|you've got to|you must|we need|need to|needs to|have to|has to|we should|must|make sure|"
        "let's|let us|don't forget|remember|please|i recommend|i'd recommend|you want to|you can|gotta",
    ),
    "habit": (
        "a habit or a definition: 'every year', 'usually'",
        "every|each|per|usually|typically|generally|always|often|sometimes|normally|annually|once a|twice a|tend to|average|"
        "a year|a month|a week|a day|on average|seasonal|seasonally",
    ),
    "programme": (
        "the programme itself: 'this episode', 'after the break', 'on today's call'",
        "episode|episodes|podcast|show|listeners|listener|tune in|subscribe|sponsor|sponsors|break|call|webcast|replay|"
        "conference call|today's call|press release|website|slides|welcome|thank you|thanks|joining|join us|stay tuned|"
        "question-and-answer|operator|forward-looking|forward-looking statements|risk factors|newsletter|check out|coming up",
    ),
    "company": (
        "the register of an earnings call",
        "revenue|revenues|margin|margins|earnings|ebitda|guidance|quarter|fiscal|sales|gross|operating|expenses|capex|cash flow|"
        "eps|tax rate|shares|backlog|comp|comps|inventory|dividend|basis points|sequential|gaap|dilutive|accretive",
    ),
    "change": (
        "a change or an event that can be checked: 'grow', 'launch', 'decline'",
        "grow|growth|increase|increases|decline|declines|decrease|improve|improvement|rise|fall|reach|exceed|hit|double|triple|"
        "launch|release|ship|open|close|complete|finish|happen|start|begin|end|become|replace|change|changes|accelerate|slow|"
        "return|recover|recovery|expand|expansion|drop|win|lose|arrive|emerge|pass|remain|stay|continue|continues|gain|see|"
        "get|come|coming|take|bring|build|move|turn|explode|disappear|die|dominate|ramp|deliver|add|generate|benefit|contribute",
    ),
    "vague": (
        "vague time without dates: 'eventually', 'in the long run'",
        "eventually|soon|someday|one day|at some point|in the long run|over time|in the future|long term|longer term|ultimately|"
        "sooner or later|down the road|near term|for a while|from here|going forward|moving forward|next few|ever",
    ),
    "first": ("the speaker's own", "i|we|i'm|we're|our|my|us|me|i'll|we'll|i'd|we'd|i've|we've"),
    "second": ("the listener", "you|your|you're|you'll|you'd|you've|yours"),
    "third": ("a third party", "he|she|they|their|they're|they'll|his|her|them|it|it's|its|it'll|that's|this|there|there's"),
    "filler": ("hesitation", "um|uh|er|you know|i mean|kind of|sort of|like|right|so|well|okay|actually|basically|just"),
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that stands at word `first` up to before word `last`."""

    first: int
    last: int
    family: str


Lexicon = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


def lexicon(families: Mapping[str, tuple[str, str]] = FAMILIES) -> Lexicon:
    """The cues by their first word, the longest first: what `find_cues` looks up."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for family, (_, phrases) in families.items():
        for phrase in dict.fromkeys(phrases.split("|")):
            parts = tuple(phrase.split())
            by_first.setdefault(parts[0], []).append((parts, family))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in by_first.items()}


def find_cues(words: Words, lookup: Lexicon, first: int = 0, last: int | None = None) -> Iterator[Cue]:
    """Every cue between words `first` and `last`, in order; within a family the longest one at a place."""
    lower = words.lower
    stop = len(lower) if last is None else min(last, len(lower))
    begin = max(0, first)
    for index in [place for place, word in enumerate(lower[begin:stop], begin) if word in lookup]:
        entries = lookup[lower[index]]
        seen: set[str] = set()
        for parts, family in entries:
            if family in seen:
                continue
            if len(parts) == 1 or tuple(lower[index : index + len(parts)]) == parts:
                seen.add(family)
                yield Cue(index, index + len(parts), family)
