"""Rules of conditions: the opening words of each, and lookalikes that are not conditions."""

from dataclasses import dataclass

from tracker.text.word_rules import WordRule


@dataclass(frozen=True, kw_only=True)
class ConditionRule(WordRule):
    """The opening of a condition.

    `outside` says on which side of the quote, within its sentence, the condition may be: "before", "after", "both", or "" for
    neither.
    """

    outside: str = ""


CLASSES = {
    "ASKING": "wonder wondering wondered see seeing know knew ask asks asking asked sure unsure unclear certain check decide "
    "determine matter matters care tell understand curious question remember surprised shocked amazed evaluate test idea clue",
    "TALKED": "look looks looking think thinking remember recall like will ask compare read listen listening see wanted want could "
    "may know imagine zoom watch understand hear context say said mean wonder model modeling modelling",
    "TALKERS": "you we i you'll you'd you're you've we'll we'd we're we've i'll i'd i've",
}
TALKING = (
    "TALKERS (just|kind of|sort of|really|actually|ever|take a|could|can|may|might|want to|wanna|have to|go back and)* "
    "(TALKED|go back|went back|had to|step back|don't mind|haven't|interested)"
)

RULES: tuple[ConditionRule, ...] = (
    ConditionRule(
        name="if",
        pattern="[and|but|only] if",
        not_after="as|even|what|or|than|ASKING [me|you|him|her|them|it|us]|figure out|find out",
        not_before=f"{TALKING}|anything|not|any|ever|at all|so|only|nothing else|possible|need be|that makes sense"
        "|(it's|that's|this's) (okay|ok|all right|alright|fair|helpful|true|the case|right|the one)|it's WORD{1,3} from now",
        examples=("if the bridge opens", "if rates fall"),
        outside="before",
    ),
    ConditionRule(name="unless", pattern="unless", examples=("unless prices fall",), outside="both"),
    ConditionRule(
        name="as long as",
        pattern="(as|so) long as",
        not_after="twice|just|times|half",
        not_before="the WORD (uh|um)|i can remember",
        examples=("as long as demand holds",),
        outside="after",
    ),
    ConditionRule(
        name="assuming",
        pattern="assuming|presuming|supposing",
        not_after="are|we're|is|i'm|were|not|was|been|be|you're|just",
        not_before="and",
        examples=("assuming the vote passes",),
        outside="both",
    ),
    ConditionRule(
        name="that assumes",
        pattern="(that|this|which|it) assumes",
        not_after="guidance|forecast|range|outlook|plan|sales",
        not_before="as",
        examples=("and that assumes the vote passes",),
    ),
    ConditionRule(
        name="provided",
        pattern="(provided|providing) (that|we|they|the|there|it)",
        not_after="we|have|has|be|been|was|were|we've|is|are|information|guidance|as",
        examples=("provided that we get the permit",),
    ),
    ConditionRule(
        name="depending on",
        pattern="depending (on|upon)|subject to|contingent (on|upon)|conditional on|pending",
        not_after="be|are|is not|isn't",
        examples=("depending on the weather",),
        outside="both",
    ),
    ConditionRule(
        name="in the event",
        pattern="in the (event|case) (that|of|where)|in case",
        examples=("in the event of a strike",),
        outside="before",
    ),
    ConditionRule(
        name="to the extent", pattern="to the extent [that]", examples=("to the extent that costs fall",), outside="before"
    ),
    ConditionRule(
        name="once",
        pattern="once",
        not_after="at|all at|than|only|just|and|more than|for|never|every|been|was|were|i|we",
        not_before="a|every|per|in|again|more|upon|or|and|said|was|were|had|there was|it was|i was|he|he's|he'd|he'll|she|she's"
        "|she'd|she'll|you start|(we|you|they|it) (get|gets) (to|into)|we turn",
        examples=("once the plant opens",),
    ),
    ConditionRule(
        name="should it",
        pattern="should (the|we|they|it|that|there|this|a|an|he|she|you|conditions)",
        not_after="what|how|why|when|where|who|which|and|so|it|that|we|you|they|i|there|this|people|or",
        examples=("should the economy weaken",),
    ),
    ConditionRule(
        name="let's say",
        pattern="let's (say|assume|imagine|suppose) [that|you know] (we|you|they|the|there|it|i|he|she)"
        "|suppose [that] (we|you|they|the|there|it)",
        examples=("let's say it passes",),
    ),
    ConditionRule(
        name="under that",
        pattern="(under|in) (that|this|such a|such|those|a different|either|any of those) "
        "(scenario|scenarios|circumstances|assumption)",
        examples=("under that scenario",),
        outside="before",
    ),
    ConditionRule(
        name="the longer",
        pattern="the (longer|more|less|higher|lower|faster|stronger|weaker) (the|we|it|they|people|this|that)",
        not_after="of|for|in|on|is|are|be|at|to|some|all",
        examples=("the longer the strike lasts",),
    ),
)
