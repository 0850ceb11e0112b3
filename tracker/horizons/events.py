"""Events with a name: elections by the law that fixes them, and a user's own file."""

from tracker.horizons.engine import Found
from tracker.horizons.rules import RuleBook
from tracker.horizons.values import Window

BOOK = RuleBook("events")
