"""The states that a dated prediction can be in, in the order in which charts and filters show them."""

STATES = ("came true", "in part", "did not", "ambiguous", "void", "overdue", "pending")
