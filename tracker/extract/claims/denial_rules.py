"""Rules of denial: each has a trigger, an effect and a reach."""

from dataclasses import dataclass

from tracker.text.word_rules import WordRule

CLASSES = {
    "ADVERB": "really necessarily actually ever even still yet quite just probably certainly absolutely personally currently also "
    "um uh like do does did we i would will",
    "BELIEVE": "think thinking believe believing expect expecting expected anticipate anticipating foresee see seeing imagine "
    "imagining envision feel suspect assume project projecting projected forecast predict predicting plan planning intend accept "
    "contemplate",
    "FUTURE": "will would shall should may might could can must gonna going expect expects expecting expected anticipate forecast "
    "project projected likely about see",
    "LESS": "later longer more less fewer sooner earlier further higher lower worse better greater smaller larger",
    "MORE": "more higher greater better bigger above over less lower smaller worse below under",
}
NOT = "(not|never|NEGATED|cannot|cant|wont|dont|nor|hardly)"
ADVERB = "(ADVERB|at all|you know|i mean)"


@dataclass(frozen=True, kw_only=True)
class DenialRule(WordRule):
    """A trigger of words in lower case, whose `effect` is on up to `reach` words after it (or before it).

    The effect is "deny" for what follows, "deny back" for what precedes, "spare" to cancel a denial inside its own words.
    """

    effect: str
    reach: int = 0


RULES: tuple[DenialRule, ...] = (
    DenialRule(
        name="raised",
        pattern=f"{NOT} {ADVERB}{{0,3}} BELIEVE",
        not_before="if|whether|why|why's|how|how's|what|what's|what'll|what're",
        effect="deny",
        reach=12,
        examples=("I don't think there will be a vote", "we do not expect to open it"),
    ),
    DenialRule(
        name="raised noun",
        pattern="(no|any) (reason|reasons|evidence|sign|signs|indication|indications) (to (think|believe|expect)|that|why)",
        effect="deny",
        reach=10,
        examples=("there is no reason to think it will last",),
    ),
    DenialRule(
        name="no plan",
        pattern="(no|any) (plan|plans|intention|intentions|intent|expectation|expectations) (to|of|that|for|right)",
        effect="deny",
        reach=8,
        examples=("we have no plans to hire next year",),
    ),
    DenialRule(
        name="not known",
        pattern="(i|we) (don't|do not) know that",
        effect="deny",
        reach=10,
        examples=("I don't know that we will have it",),
    ),
    DenialRule(
        name="doubt",
        pattern="(i|we|i'd|really|highly|seriously|would|very) (doubt|doubted|doubtful)|(it's|is) [very|highly] doubtful",
        effect="deny",
        reach=12,
        examples=("I doubt it will ship",),
    ),
    DenialRule(
        name="unlikely",
        pattern="unlikely|improbable|impossible|(not|NEGATED|less) [WORD] likely|not probable",
        effect="deny",
        reach=12,
        examples=("it's unlikely that they will open",),
    ),
    DenialRule(
        name="no chance",
        pattern="(no|zero|not a|little|slim) (way|chance|hope|prospect|possibility)",
        effect="deny",
        reach=10,
        examples=("no way we will ship it",),
    ),
    DenialRule(
        name="will not",
        pattern=f"(FUTURE|WILL) [{ADVERB}] (not|never|no longer|neither)",
        effect="deny",
        reach=6,
        examples=("it will not be done", "it may never open"),
    ),
    DenialRule(
        name="won't",
        pattern="won't|wont|wouldn't|can't|cannot|shouldn't|mightn't|shan't",
        effect="deny",
        reach=6,
        examples=("it won't be done",),
    ),
    DenialRule(
        name="not going to",
        pattern=f"{NOT} (really|even|ever|just|probably|all|necessarily|um|uh){{0,2}} (going|gonna|about to|coming|joining|gon)",
        effect="deny",
        reach=6,
        examples=("they're not gonna build it", "that isn't going to happen"),
    ),
    DenialRule(
        name="not verb",
        pattern="isn't|aren't|doesn't|don't|is not|are not|do not|does not|not|never|no longer",
        effect="deny",
        reach=4,
        examples=("it doesn't close this year",),
    ),
    DenialRule(
        name="nobody",
        pattern="nobody|no one|hardly (any|anyone|anybody|anything|ever)|none of|nothing|neither"
        "|not (all|every|everybody|everyone|everything|many|much|any|one|a single)",
        effect="deny",
        reach=8,
        examples=("nobody will remember it", "not everybody's going to learn it"),
    ),
    DenialRule(
        name="no subject",
        pattern="no WORD [WORD]",
        before="will|would|can|can't|gonna|is going|are going",
        effect="deny",
        reach=3,
        examples=("no bank will lend",),
    ),
    DenialRule(
        name="there will be no",
        pattern="(will|would|could|may|might|gonna|going to|to) [WORD] (be|have|see|get|say|need|make|bring|take) "
        "(no|zero|nothing|nobody|little to no)",
        effect="deny back",
        reach=6,
        examples=("there will be no recession",),
    ),
    DenialRule(
        name="there is no",
        pattern="(there is|there are|there's|there'll be|i see|we see|we have|sees) (no|zero|nothing)",
        not_before="doubt|doubts|question|questions|reason|reasons|need|needs|such",
        effect="deny",
        reach=9,
        examples=("there is no quick way out by 2030",),
    ),
    DenialRule(
        name="far from",
        pattern="(far|long way|years|decades|ways|way) [away|off] (from (being|done|over)|before we ever)",
        effect="deny back",
        reach=8,
        examples=("it will be far from over", "it'll be decades before we ever get there"),
    ),
    DenialRule(
        name="not until",
        pattern="(not|NEGATED) WORD{0,8} (until|till)",
        effect="deny back",
        reach=8,
        examples=("it's not going to open until 2030",),
    ),
    DenialRule(
        name="would surprise",
        pattern="(would|will|i'd|be) [be] [very|really|so|quite|pretty] (surprised|shocked|amazed|stunned) if",
        effect="deny",
        reach=12,
        examples=("I would be surprised if it opened",),
    ),
    DenialRule(
        name="bet against",
        pattern="(bet|betting) against|not my bet|(opposite|other) side of that|not what i (think|expect)"
        "|i don't think (it is|so|it will)",
        effect="deny back",
        reach=40,
        examples=("there will be flying cars by 2030, I'd bet against it",),
    ),
    DenialRule(
        name="fails",
        pattern="(fail|fails|failing|refuse|refuses|unable) to",
        effect="deny back",
        reach=4,
        examples=("they will fail to deliver",),
    ),
    DenialRule(
        name="would not surprise",
        pattern="(not|NEGATED|never) [WORD] [be] [WORD] (surprised|shocked|amazed|surprise|shock) [WORD]",
        effect="spare",
        examples=("I wouldn't be surprised if it opened",),
    ),
    DenialRule(
        name="not only",
        pattern="(not|NEGATED) (only|just|merely|simply|to mention|to say|necessarily only|so much|exactly)",
        effect="spare",
        examples=("it will not only grow but spread",),
    ),
    DenialRule(
        name="bound",
        pattern="(no|not|NEGATED|never) [be|take|cost|any] LESS than|nothing (less|short) (than|of)",
        effect="spare",
        examples=("it will open no later than next year", "it will be nothing short of a miracle"),
    ),
    DenialRule(
        name="bound of odds",
        pattern=f"{NOT} [WORD] BELIEVE (that|it's|it|is|being|there's|there|are|the|odds|chance|chances|probability|likelihood|of"
        "|that's|any|a|much){1,6} MORE",
        before="ANY{0,5} (PERCENT|percent|chance|chances|odds|probability|(one|two|three|NUMERAL) in)",
        effect="spare",
        examples=("I don't think there is more than a ten percent chance that it will open",),
    ),
    DenialRule(
        name="no doubt",
        pattern="(no|without|without a|not|NEGATED) doubt [that|about]",
        effect="spare",
        examples=("no doubt it will grow",),
    ),
    DenialRule(
        name="no question",
        pattern="(no|little|without|beyond) question|(nobody|no one|none of (us|them)|few) [WORD] "
        "(doubt|doubts|dispute|disputes|denies|questions)"
        "|no (way (around|out of)|getting around|escaping|avoiding|stopping|turning back|denying|secret)",
        effect="spare",
        examples=("there is no question it will open", "nobody doubts that it will open", "there's no stopping it, it will open"),
    ),
    DenialRule(
        name="no obstacle",
        pattern="(nothing|nobody|no one|no WORD) [will|would|can|could|is going to|is gonna] "
        "(stop|stops|prevent|prevents|derail|derails|halt|halts|keep|keeps|hold|holds|stand|stands|get|gets)",
        before="WORD{0,3} (from|back|in the way)",
        effect="spare",
        examples=("nothing will stop us from opening it", "nothing stands in the way, it will open"),
    ),
    DenialRule(
        name="more than nothing",
        pattern="(not|NEGATED) [a|an] (zero|nil|small|slim|negligible|trivial) (chance|probability|possibility|risk|shot)"
        "|nothing (short of|less than)|no (fewer|less|later|sooner) than",
        effect="spare",
        examples=("it's not a zero chance that it will open", "it will be nothing short of a boom"),
    ),
    DenialRule(
        name="not before",
        pattern="not (before|until|till) WORD{1,4} (will|shall|can|do|does|are|is)",
        effect="spare",
        examples=("not before next year will it open",),
    ),
    DenialRule(
        name="twice denied",
        pattern="(can't|cannot|don't|won't) tell me [that] WORD{1,3} (NEGATED|not|never)",
        effect="spare",
        examples=("you can't tell me it won't open",),
    ),
    DenialRule(
        name="not unlikely",
        pattern="(not|NEGATED) [WORD] (unlikely|impossible|unreasonable|uncommon|unthinkable)",
        effect="spare",
        examples=("it's not impossible that it will open",),
    ),
    DenialRule(
        name="idiom",
        pattern="why (not|don't|wouldn't|won't|can't)|whether or not|or not|if not|believe it or not|not sure|double or nothing"
        "|nothing but|not (that|so) long|not (surprising|surprisingly)|isn't it|doesn't (mean|matter)",
        effect="spare",
        examples=("whether or not they will open", "why not say it will open"),
    ),
    DenialRule(
        name="not knowing",
        pattern="(don't|do not) know",
        not_before="that|that's|that'll|that'd",
        effect="spare",
        examples=("I don't know, it will open",),
    ),
    DenialRule(
        name="not in earnest",
        pattern="(can't|cannot|couldn't) (wait|help|say|tell|speak|remember|promise|predict)"
        "|(don't|do not|didn't) (worry|forget|want|mean|get me|remember|care|disagree|hesitate|mind)"
        "|won't (it|they|we|he|she|say|lie|go into|get into|spoil|mind|hesitate)|wouldn't (hesitate|mind|say|worry)",
        effect="spare",
        examples=("I can't wait until it will open", "don't worry, it will open"),
    ),
)
"""A rule's `reach` is the number of words from the trigger to the predicate it may deny."""
