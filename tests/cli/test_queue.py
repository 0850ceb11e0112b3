"""The queue of a review: what was decided does not come again."""

from tests.sample_claims import claim
from tracker.desk.queue import Queue


def test_a_decided_claim_does_not_come_again() -> None:
    """A decided claim is neither next nor among those to come, whenever it was decided."""
    claims = [claim(key) for key in "abcd"]
    queue = Queue(fetch=lambda limit: claims[:limit])
    assert queue.forward() == "a"
    queue.left.update({"a", "c"})
    assert queue.ahead(3) == ["b", "d"]
    assert queue.forward() == "b"
    assert queue.passed_over() == 2
    assert queue.back() == "a"
    assert [queue.forward(), queue.forward(), queue.forward()] == ["b", "d", None]
