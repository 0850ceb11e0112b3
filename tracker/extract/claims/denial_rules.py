"""Rules of denial: each has a trigger, an effect and a reach."""

from dataclasses import dataclass

NOT = r"(?:not|never|\w+n't|cannot|cant|wont|dont|nor|hardly)"
ADVERB = (
    r"(?:really|necessarily|actually|ever|even|still|yet|quite|just|probably|certainly|absolutely|personally|currently|at all|also|"
    r"um|uh|you know|i mean|like|do|does|did|we|i|would|will)"
)
BELIEVE = (
    r"(?:think|thinking|believe|believing|expect|expecting|expected|anticipate|anticipating|foresee|see|seeing|imagine|imagining|"
    r"envision|feel|suspect|assume|project|projecting|projected|forecast|predict|predicting|plan|planning|intend|accept|contemplate)"
)
FUTURE = (
    r"(?:will|would|shall|should|may|might|could|can|must|gonna|going|expect|expects|expecting|expected|anticipate|forecast|project|"
    r"projected|likely|about|see|\w+'ll)"
)


@dataclass(frozen=True, slots=True)
class DenialRule:
    """A pattern over lower-case words; its `effect` applies to up to `reach` words after it (or before it)."""

    name: str
    pattern: str
    effect: str
    reach: int
    examples: tuple[str, ...]


# effect: "deny" negates what follows, "deny back" what precedes, "spare" cancels a denial inside its own words.
RULES: tuple[DenialRule, ...] = (
    DenialRule(
        "raised",
        rf"{NOT}(?: {ADVERB}){{0,3}} {BELIEVE}(?! (?:if|whether|why|how|what)\b)",
        "deny",
        12,
        ("I don't think there will be a vote", "we do not expect to open it"),
    ),
    DenialRule(
        "raised noun",
        r"(?:no|any) (?:reason|evidence|sign|indication)s? (?:to (?:think|believe|expect)|that|why)",
        "deny",
        10,
        ("there is no reason to think it will last",),
    ),
    DenialRule(
        "no plan",
        r"(?:no|any) (?:plans?|intention|intent|expectation)s? (?:to|of|that|for|right)",
        "deny",
        8,
        ("we have no plans to hire next year",),
    ),
    DenialRule("not known", r"(?:i|we) (?:don't|do not) know that", "deny", 10, ("I don't know that we will have it",)),
    DenialRule(
        "doubt",
        r"(?:i|we|i'd|really|highly|seriously|would|very) (?:doubt|doubted|doubtful)|(?:it's|is) (?:very |highly )?doubtful",
        "deny",
        12,
        ("I doubt it will ship",),
    ),
    DenialRule(
        "unlikely",
        r"(?:un|im)(?:likely|probable|possible)|(?:not|\w+n't|less) (?:\w+ )?likely|not probable",
        "deny",
        12,
        ("it's unlikely that they will open",),
    ),
    DenialRule(
        "no chance",
        r"(?:no|zero|not a|little|slim) (?:way|chance|hope|prospect|possibility)\b",
        "deny",
        10,
        ("no way we will ship it",),
    ),
    DenialRule(
        "will not",
        rf"{FUTURE} (?:{ADVERB} )?(?:not|never|no longer|neither)\b",
        "deny",
        6,
        ("it will not be done", "it may never open"),
    ),
    DenialRule("won't", r"(?:won't|wont|wouldn't|can't|cannot|shouldn't|mightn't|shan't)", "deny", 6, ("it won't be done",)),
    DenialRule(
        "not going to",
        rf"{NOT}(?: (?:really|even|ever|just|probably|all|necessarily|um|uh)){{0,2}} (?:going|gonna|about to|coming|joining|gon)",
        "deny",
        6,
        ("they're not gonna build it", "that isn't going to happen"),
    ),
    DenialRule(
        "not verb",
        r"(?:isn't|aren't|doesn't|don't|is not|are not|do not|does not|not|never|no longer)",
        "deny",
        4,
        ("it doesn't close this year",),
    ),
    DenialRule(
        "nobody",
        r"(?:nobody|no one|hardly (?:any\w*|ever)|none of|nothing|neither|"
        r"not (?:all|every|everybody|everyone|everything|many|much|any|one|a single))\b",
        "deny",
        8,
        ("nobody will remember it", "not everybody's going to learn it"),
    ),
    DenialRule(
        "no subject", r"no \w+(?: \w+)?(?= (?:will|would|can|gonna|is going|are going)\b)", "deny", 3, ("no bank will lend",)
    ),
    DenialRule(
        "there will be no",
        r"(?:will|would|could|may|might|'ll|gonna|going to|to) (?:\w+ )?(?:be|have|see|get|say|need|make|bring|take) "
        r"(?:no|zero|nothing|nobody|little to no)\b",
        "deny back",
        6,
        ("there will be no recession",),
    ),
    DenialRule(
        "there is no",
        r"(?:there is|there are|there's|there'll be|i see|we see|we have|sees) (?:no|zero|nothing)"
        r"(?! (?:doubts?|questions?|reasons?|needs?|such)(?!\S))",
        "deny",
        9,
        ("there is no quick way out by 2030",),
    ),
    DenialRule(
        "far from",
        r"(?:far|long way|years|decades|ways|way) (?:away |off )?(?:from (?:being|done|over)|before we ever)",
        "deny back",
        8,
        ("it will be far from over", "it'll be decades before we ever get there"),
    ),
    DenialRule(
        "not until", r"(?:not|\w+n't) (?:\w+ ){0,8}(?:until|till)\b", "deny back", 8, ("it's not going to open until 2030",)
    ),
    DenialRule(
        "would surprise",
        r"(?:would|will|'d|i'd|be) (?:be )?(?:very |really |so |quite |pretty )?(?:surprised|shocked|amazed|stunned) if",
        "deny",
        12,
        ("I would be surprised if it opened",),
    ),
    DenialRule(
        "bet against",
        r"(?:bet|betting) against|not my bet|(?:opposite|other) side of that|not what i (?:think|expect)|"
        r"i don't think (?:it is|so|it will)\b",
        "deny back",
        40,
        ("there will be flying cars by 2030, I'd bet against it",),
    ),
    DenialRule("fails", r"(?:fail|fails|failing|refuse|refuses|unable) to", "deny back", 4, ("they will fail to deliver",)),
    DenialRule(
        "would not surprise",
        r"(?:not|\w+n't|never) (?:\w+ )?(?:be )?(?:\w+ )?(?:surprised|shocked|amazed|surprise|shock)(?: \w+)?",
        "spare",
        0,
        ("I wouldn't be surprised if it opened",),
    ),
    DenialRule(
        "not only",
        r"(?:not|\w+n't) (?:only|just|merely|simply|to mention|to say|necessarily only|so much|exactly)",
        "spare",
        0,
        ("it will not only grow but spread",),
    ),
    DenialRule(
        "bound",
        r"(?:no|not|\w+n't|never) (?:be |take |cost |any )?"
        r"(?:later|longer|more|less|fewer|sooner|earlier|further|higher|lower|worse|better|greater|smaller|larger) than|"
        r"nothing (?:less|short) (?:than|of)",
        "spare",
        0,
        ("it will open no later than next year", "it will be nothing short of a miracle"),
    ),
    DenialRule(
        "bound of odds",
        rf"{NOT} (?:\w+ )?{BELIEVE} (?:(?:that|it's|it|is|being|there's|there|are|the|odds|chances?|probability|likelihood|of|"
        r"that's|any|a|much) ){1,6}(?:more|higher|greater|better|bigger|above|over|less|lower|smaller|worse|below|under)"
        r"(?= (?:\S+ ){0,5}(?:\S*%|percent|chances?|odds|probability|(?:one|two|three|\d+) in)(?!\S))",
        "spare",
        0,
        ("I don't think there is more than a ten percent chance that it will open",),
    ),
    DenialRule("no doubt", r"(?:no|without|without a|not|\w+n't) doubt(?: that| about)?", "spare", 0, ("no doubt it will grow",)),
    DenialRule(
        "no question",
        r"(?:no|little|without|beyond) question|(?:nobody|no one|none of (?:us|them)|few) (?:\w+ )?"
        r"(?:doubts?|disputes?|denies|questions)|"
        r"no (?:way (?:around|out of)|getting around|escaping|avoiding|stopping|turning back|denying|secret)",
        "spare",
        0,
        ("there is no question it will open", "nobody doubts that it will open", "there's no stopping it, it will open"),
    ),
    DenialRule(
        "no obstacle",
        r"(?:nothing|nobody|no one|no \w+) (?:will |would |can |could |is going to |is gonna )?"
        r"(?:stop|stops|prevent|prevents|derail|derails|halt|halts|keep|keeps|hold|holds|stand|stands|get|gets)"
        r"(?= (?:\w+ ){0,3}(?:from|back|in the way))",
        "spare",
        0,
        ("nothing will stop us from opening it", "nothing stands in the way, it will open"),
    ),
    DenialRule(
        "more than nothing",
        r"(?:not|\w+n't)(?: a| an)? (?:zero|nil|small|slim|negligible|trivial) (?:chance|probability|possibility|risk|shot)|"
        r"nothing (?:short of|less than)|no (?:fewer|less|later|sooner) than",
        "spare",
        0,
        ("it's not a zero chance that it will open", "it will be nothing short of a boom"),
    ),
    DenialRule(
        "not before",
        r"not (?:before|until|till)(?: \w+){1,4} (?:will|shall|can|do|does|are|is)",
        "spare",
        0,
        ("not before next year will it open",),
    ),
    DenialRule(
        "twice denied",
        r"(?:can't|cannot|don't|won't) tell me(?: that)?(?: \w+){1,3} (?:\w+n't|not|never)",
        "spare",
        0,
        ("you can't tell me it won't open",),
    ),
    DenialRule(
        "not unlikely",
        r"(?:not|\w+n't) (?:\w+ )?(?:unlikely|impossible|unreasonable|uncommon|unthinkable)",
        "spare",
        0,
        ("it's not impossible that it will open",),
    ),
    DenialRule(
        "idiom",
        r"why (?:not|don't|wouldn't|won't|can't)|whether or not|or not|if not|believe it or not|not sure|"
        r"(?:don't|do not) know(?! that)|"
        r"double or nothing|nothing but|not (?:that|so) long|not surprising\w*|isn't it|doesn't (?:mean|matter)",
        "spare",
        0,
        ("whether or not they will open", "why not say it will open"),
    ),
    DenialRule(
        "not in earnest",
        r"(?:can't|cannot|couldn't) (?:wait|help|say|tell|speak|remember|promise|predict)|"
        r"(?:don't|do not|didn't) (?:worry|forget|want|mean|get me|remember|care|disagree|hesitate|mind)|"
        r"won't (?:it|they|we|he|she|say|lie|go into|get into|spoil|mind|hesitate)|wouldn't (?:hesitate|mind|say|worry)",
        "spare",
        0,
        ("I can't wait until it will open", "don't worry, it will open"),
    ),
)
"""A rule's `reach` is the number of words from the trigger to the predicate it may deny."""
