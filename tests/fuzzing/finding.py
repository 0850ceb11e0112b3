"""What a long run of generated inputs looks for, and how one input is tried."""

import random
from collections.abc import Callable

# An input drawn and tried: the name under which it is counted. Raises Finding.
Try = Callable[[random.Random], str]


class Finding(Exception):
    """Something that must not happen: the input that shows it, and what is wrong."""

    def __init__(self, data: bytes, why: str) -> None:
        self.data, self.why = data, why
        super().__init__(why)
