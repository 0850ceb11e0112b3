"""How a speaker can stand to what is said, and the words that show it: rules as data, each with examples of its own.

A rule is a trigger, the direction in which it reaches, how far, and what ends its scope: the idea of ConText (Harkema and others,
2009), made for speech. In an example the phrase of time stands in brackets. Triggers are whole words in lower case, with "|"
between them.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product


class Stance(StrEnum):
    """What the words around a phrase of time make of it."""

    REPORTED = "reported"  # somebody else's forecast
    QUESTION = "question"
    DENIAL = "denial"
    CONDITION = "condition"
    CONCESSION = "concession"  # granted for argument's sake
    WISH = "wish"
    ADVICE = "advice"
    PLAN = "plan"  # of the speaker's own
    HYPOTHETICAL = "hypothetical"
    IRONY = "irony"  # marked as such by words
    PAST_FUTURE = "past future"  # what was once expected
    COMPARISON = "comparison"  # the base of a comparison
    NAME = "name"  # "Vision 2030"
    SPONSOR = "sponsor"
    HOUSEKEEPING = "house-keeping"  # the talk's own course


class Assertion(StrEnum):
    """Who puts a statement forward as true."""

    SPEAKER = "speaker"
    REPORTED = "reported"
    NOBODY = "nobody"


class Direction(StrEnum):
    """Where what a trigger governs stands."""

    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRule:
    """Triggers, the direction and the number of words they reach, and examples.

    A scope ends with the sentence, unless `crosses`, and at a word that turns the talk ("but"). `reach` counts the words that may
    stand between a trigger and the phrase that it governs.
    """

    name: str
    stance: Stance
    triggers: str
    direction: Direction = Direction.AFTER
    reach: int
    crosses: bool = False
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


TURNS = frozenset({"but", "however", "although", "though", "whereas"})
"""Words that end every scope within a sentence."""


def _each(subjects: str, verbs: str) -> str:
    """Every subject with every verb, as triggers."""
    return "|".join(f"{subject} {verb}" for subject, verb in product(subjects.split("|"), verbs.split("|")))


_OTHERS = (
    "analysts|economists|people|experts|critics|they|he|she|everyone|everybody|somebody|someone|others|investors|scientists|"
    "researchers|forecasters|pundits|the street|the press|the media|the market|markets|the models"
)
_SAY = (
    "say|says|said|think|thinks|thought|believe|believes|expect|expects|expected|predict|predicts|predicted|forecast|forecasts|"
    "claim|claims|claimed|estimate|estimates|estimated|project|projects|argue|argues|told|reckon|keep saying|keeps saying|"
    "are saying|is saying|were saying|was saying|are predicting|is predicting|have said|has said|are expecting|talk about"
)

STANCE_RULES: tuple[StanceRule, ...] = (
    StanceRule(
        name="others say",
        stance=Stance.REPORTED,
        triggers=_each(_OTHERS, _SAY),
        reach=22,
        examples=("Analysts say the rate will be five per cent [next year].", "she told me it opens [in March]"),
        counter_examples=("I say the rate will be five per cent [next year].",),
    ),
    StanceRule(
        name="a source",
        stance=Stance.REPORTED,
        triggers=(
            "according to|consensus is|consensus has|consensus estimate|reports that|it's been reported|reportedly|supposedly|"
            "is quoted|was quoted|the rumor is|the rumour is|rumor has it|rumour has it|predicts that|forecasts that|"
            "projects that|estimates that|claims that|thinks that|says that|said that|announced that|an article|the article|"
            "a report|the report says|the study says|the headline"
        ),
        reach=22,
        examples=("According to the port, the crane arrives [in May].", "rumour has it that they merge [next spring]"),
        counter_examples=("I read the report. The crane arrives [in May].",),
    ),
    StanceRule(
        name="attributed afterwards",
        stance=Stance.REPORTED,
        triggers="he said|she said|they said|he says|she says|they say|says he|says she|according to|analysts say|experts say",
        direction=Direction.BEFORE,
        reach=10,
        examples=("It opens [in May], according to the mayor.",),
        counter_examples=("It opens [in May]. They say hello.",),
    ),
    StanceRule(
        name="asked of a listener",
        stance=Stance.QUESTION,
        triggers=(
            "do you think|do you expect|do you see|do you believe|do you feel|do you plan|do you have|do you anticipate|"
            "did you say|what do you|where do you|when do you|how do you|what are you|what will|what would|what's going to|"
            "what is going to|what happens|what about|how about|how will|how much will|how many|how long|how should|how soon|"
            "when will|when do|where will|where are we|where is|who will|will we|will you|will they|will there|will it|"
            "will that|are we going|are you going|is it going|is there going|are there any|is there any|are they going|"
            "can we expect|can you|could you|would you|should we|is that a|is this the|does that mean|any thoughts|curious about|"
            "i wonder|wondering|my question|the question is|question about|talk about|tell us|walk us through|help us understand"
        ),
        reach=24,
        examples=("what do you think is going to happen [in 2030]", "Could you walk us through margins [next quarter]"),
        counter_examples=("What we do is simple. We will open [in 2030].",),
    ),
    StanceRule(
        name="handed back",
        stance=Stance.QUESTION,
        triggers="right|do you agree|is that right|is that fair|correct|don't you think|what do you think|you think so",
        direction=Direction.BEFORE,
        reach=3,
        examples=("so you will be done [next year], is that right",),
        counter_examples=("We will be done [next year] and I said so to my own dear wife, right",),
    ),
    StanceRule(
        name="granted",
        stance=Stance.CONCESSION,
        triggers=(
            "even if|granted|let's grant|for the sake of argument|for argument's sake|say you're right|suppose you're right|"
            "let's assume|assume for a moment|admittedly|fair enough|i'll grant you|i grant|to be fair"
        ),
        reach=20,
        examples=("Even if they open the mine [in 2028], nobody will buy the ore.",),
        counter_examples=("They will even open the mine [in 2028].",),
    ),
    StanceRule(
        name="hoped for",
        stance=Stance.WISH,
        triggers=(
            "i hope|we hope|i wish|we wish|hopefully|i'd love|i would love|we'd love|we would love|it would be nice|"
            "it would be great|it'd be great|it'd be nice|would be cool|wish list|wishlist|fingers crossed|i'd like to see|"
            "i would like to see|i want to see|i'd really like|my dream|my hope|my wish|in an ideal world|hoping that|"
            "hoping for|hoping we|we're hoping|i'm hoping|my birthday wish|let's hope|here's hoping"
        ),
        reach=20,
        examples=("I'd love to see a night train to Lisbon [by 2030].", "fingers crossed we sell two [this week]"),
        counter_examples=("The night train to Lisbon starts [in 2030]. I hope so.",),
    ),
    StanceRule(
        name="advised",
        stance=Stance.ADVICE,
        triggers=(
            "you should|you need to|you have to|you'll want to|you've got to|you must|you ought to|make sure|be sure to|"
            "don't forget|remember to|i recommend|i would recommend|i'd recommend|my advice|i'd suggest|please|let us know|"
            "keep in mind|if i were you|try to|think about|check out|we should|we need to|we have to|we must|needs to|"
            "has to|should be thinking|it's important to|ought to|you want to"
        ),
        reach=18,
        examples=("You should book your ticket [by the end of June].", "make sure you vote [in November]"),
        counter_examples=("The tickets will be gone [by the end of June]. You should book.",),
    ),
    StanceRule(
        name="planned",
        stance=Stance.PLAN,
        triggers=(
            _each("i|we", "plan to|intend to|aim to|want to|expect to|hope to launch")
            + "|"
            + _each("i'm|i am|we're|we are", "planning|going to|gonna|targeting|aiming|scheduled to|on track to|committed to")
            + "|our plan is|our goal is|my goal is|our target is|my plan is|the plan is|we've committed|i've promised|my resolution"
            "|our resolution|i resolve|we will be|we'll be|i'll be"
        ),
        reach=20,
        examples=("We plan to open nine clinics [next year].", "my resolution is to run a mile [this year]"),
        counter_examples=("They plan to open nine clinics [next year].",),
    ),
    StanceRule(
        name="supposed",
        stance=Stance.HYPOTHETICAL,
        triggers=(
            "imagine|let's say|let us say|suppose|supposing|what if|pretend|hypothetically|for example|for instance|if i were|"
            "if you were|if we were|would have|could have|might have|say it's|picture this|thought experiment|in a world where|"
            "in a scenario|think of a|as an example|just as an example|in a novel|in the film|in the movie|science fiction"
        ),
        reach=24,
        examples=("Suppose a storm hits the port [in August].", "imagine it's [2045] and nobody drives"),
        counter_examples=("I suppose. The storm season ends [in November].",),
    ),
    StanceRule(
        name="said in jest",
        stance=Stance.IRONY,
        triggers=(
            "yeah right|yeah sure|sure sure|oh sure|of course they will|when pigs fly|famous last words|tongue in cheek|"
            "sarcastically|ironically|with a wink|jokingly|joke that|the joke is|the joke was|joke about"
        ),
        reach=20,
        examples=("Yeah right, the airport opens [in October].", "the joke is that fusion works [in thirty years]"),
        counter_examples=("Yeah. Right after that the airport opens [in October].",),
    ),
    StanceRule(
        name="taken back as a joke",
        stance=Stance.IRONY,
        triggers=(
            "just kidding|kidding|i'm kidding|i'm joking|just joking|only joking|joking aside|yeah right|pigs fly|pigs will fly|"
            "hell freezes over|in your dreams|famous last words|said no one ever|said nobody ever|tongue in cheek|"
            "being sarcastic|that was sarcasm|being facetious|what could go wrong|what could possibly go wrong|as if|"
            "don't hold your breath|don't quote me"
        ),
        direction=Direction.BEFORE,
        reach=14,
        crosses=True,
        examples=("We will move to Mars [next year]. Just kidding.", "fusion is ready [in 2030] yeah right"),
        counter_examples=("We will move to Bonn [next year]. My children like it.",),
    ),
    StanceRule(
        name="once expected",
        stance=Stance.PAST_FUTURE,
        triggers=(
            _each("i|we|they|he|she|you|everyone|people", "said|thought|promised|predicted|assumed|believed|figured|hoped")
            + "|was going to|were going to|was supposed to|were supposed to|had expected|had predicted|had planned|had hoped|"
            "had projected|had said|had thought|back then|at the time|used to think|used to say|would have been|was meant to|"
            "were meant to|was expected to|were expected to|was slated|was due to|was scheduled|were scheduled|originally|"
            "had long predicted|had anticipated|had been expected|our prediction was|my prediction was|didn't think|never thought"
        ),
        reach=22,
        examples=("In 2019 I said that [by 2026] we would all own one.", "the bridge was supposed to open [this spring]"),
        counter_examples=("We said little. The bridge will open [this spring].",),
    ),
    StanceRule(
        name="measured against",
        stance=Stance.COMPARISON,
        triggers=(
            "versus|vs|compared to|compared with|relative to|in line with|than projected in|than expected in|than in|than|"
            "over the same|from the same|up from|down from|similar to|same as|comparable to|equal to|against|as in|"
            "based on our|the midpoint of our|from our|above our|below our|from the"
        ),
        reach=3,
        examples=("Margins rose by a point compared to [the third quarter].", "that is less than in [2026]"),
        counter_examples=("Compared to steel, timber will be the cheaper of the two [in 2026].",),
    ),
    StanceRule(
        name="part of a name",
        stance=Stance.NAME,
        triggers="vision|agenda|class of|horizon europe|act of|windows|windows server|fit for",
        reach=0,
        examples=("the kingdom's vision [2030] has a chapter on tourism", "the class of [2027] is large"),
        counter_examples=("They have a vision. [In 2030] tourists will come.",),
    ),
    StanceRule(
        name="sponsored",
        stance=Stance.SPONSOR,
        triggers=(
            "brought to you by|our sponsor|our sponsors|sponsored by|promo code|use code|use the code|free trial|sign up|"
            "per cent off|percent off|discount|at checkout|offer ends|first month free|limited time"
        ),
        reach=50,
        crosses=True,
        examples=("This show is brought to you by Oakline. Oakline will change the way you sleep [this year].",),
        counter_examples=("We will change the way you sleep [this year].",),
    ),
    StanceRule(
        name="sponsored afterwards",
        stance=Stance.SPONSOR,
        triggers="promo code|use code|use the code|at checkout|percent off|per cent off|offer ends|terms apply",
        direction=Direction.BEFORE,
        reach=30,
        crosses=True,
        examples=("Sleep better [this year] with Oakline. Use code OWL.",),
        counter_examples=("Sleep gets better [this year]. The code of the app is open.",),
    ),
    StanceRule(
        name="course of the talk",
        stance=Stance.HOUSEKEEPING,
        triggers=(
            "after the break|we'll be back|be right back|stay tuned|see you|talk to you|next episode|on today's call|today's call|"
            "listen-only|this episode|next question|we'll talk about|we will talk about|we'll discuss|we will discuss|"
            "i'll discuss|i will discuss|i'll get to|we'll get into|we'll get to|moving on to|turning to|turn to|let me turn|"
            "i'll turn|let's turn|let's move|i will review|i'll review|go through|take you through|tune in|back on the show|"
            "have you back|have you on|our next guest|join us|register for|welcome to|thanks for|thank you for|catch up|"
            "looking forward to seeing|look forward to seeing|look forward to speaking|look forward to updating|happy new year|"
            "this call|today's show|the show|the podcast|our listeners|let's start|let me start|we start with|as we look|"
            "looking at|look at|as we look at|let's look"
        ),
        reach=14,
        examples=("Stay tuned, we'll be back [in two weeks].", "let me turn to [the fourth quarter]"),
        counter_examples=("The museum will be back in its own building [in two years].",),
    ),
    StanceRule(
        name="closing the talk",
        stance=Stance.HOUSEKEEPING,
        triggers="on the show|on this show|on the podcast|on this podcast|on the call|next episode|see you then|talk then",
        direction=Direction.BEFORE,
        reach=8,
        examples=("We have the minister [next week] on the show.",),
        counter_examples=("The minister resigns [next week]. She was on the podcast of my friend and colleague the other day.",),
    ),
)
