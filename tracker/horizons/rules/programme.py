"""The programme itself: by the time this podcast airs."""

from tracker.horizons.calendar.day_arithmetic import add_months
from tracker.horizons.calendar.readings import Kind, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.records import Grain

BOOK = RuleBook("programme")

SHOW = "(podcast|episode|show|interview|video|recording|conversation|program|programme|thing|one)"


@BOOK.rule(
    "aired",
    "span",
    f"(by the time|when|once|before|after|until|by) (this|the|our) {SHOW} [episode|interview] (airs|aired|comes out|is out"
    f"|goes out|drops|is released|goes live|is live|gets released|gets out|is published|will air|is aired|has aired|goes up"
    f"|is up|releases|comes|ships|lands|runs|hits)",
    examples=("by the time this podcast airs", "by the time this episode comes out", "when this show goes live"),
    counter_examples=("this show is about cars",),
)
@BOOK.rule(
    "heard",
    "span",
    "by the time (you|people|anyone|anybody|listeners|they|everyone) (hear|hears|listen to|see|are hearing|listens to|are"
    " listening to|'re listening to|'re hearing|watch|read) this"
    "|by the time (you're|they're) (hearing|listening to|watching|reading) this"
    "|by the time (we|i) (publish|release|post|air) this",
    examples=("by the time you hear this", "by the time you're listening to this", "by the time we publish this"),
    counter_examples=("by the time we saw this",),
)
@BOOK.rule(
    "this-airs",
    "span",
    "(by the time|when|once|before) (this|that) (airs|comes out|is out|goes out|drops|is released|goes live|is published"
    "|ships|lands)",
    examples=("by the time this airs",),
)
def aired(found: Found) -> Window:
    """By the time the programme airs: within two months of the recording; the reading nearest to it is the day itself."""
    later = Window(start=found.said_on, end=add_months(found.said_on, 2), grain=Grain.DAY, kind=Kind.BOUND)
    return Window(start=found.said_on, end=found.said_on, grain=Grain.DAY, kind=Kind.BOUND, others=(later,))
