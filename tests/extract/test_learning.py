"""Learning a last layer from decisions: what it finds, when it holds back, and what it never does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract.encoder.classifier import OUTPUTS, WHY_NOT
from tracker.extract.encoder.last_layer import FEWEST, SIZE, Decided, Layer, Learned, features, learn

THRESHOLD = 0.55


def played(accepts: str, transcripts: int, each: int, seed: int = 0) -> list[list[Decided]]:
    """Decisions of a simulated analyst: at random, by a confidence threshold, or by the output "show"."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(transcripts):
        part = []
        for _ in range(each):
            odds, verdict = float(random.uniform(0.3, 5.0)), random.normal(0.0, 2.0, OUTPUTS)
            of_the_show = float(verdict[3 + WHY_NOT.index("show")])
            kept = {"chance": random.random() < 0.7, "sure": odds > 2.0, "show": of_the_show < 0.5}[accepts]
            part.append(Decided(log_odds=odds, verdict=verdict, accepted=bool(kept)))
        found.append(part)
    return found


def offered_rightly(learned: Learned, decided: list[list[Decided]]) -> tuple[float, float]:
    """The shares of new candidates on which the shipped classifier and the layer agree with the analyst."""
    assert learned.values is not None
    layer = Layer(weights="x", values=learned.values)
    least = np.log(THRESHOLD / (1 - THRESHOLD))
    everything = [one for part in decided for one in part]
    plain = [(one.log_odds >= least) == one.accepted for one in everything]
    fitted = [(one.log_odds + layer.adds(one.log_odds, one.verdict) >= least) == one.accepted for one in everything]
    return float(np.mean(plain)), float(np.mean(fitted))


@pytest.mark.parametrize("accepts", ["sure", "show"])
def test_a_taste_is_learned(accepts: str) -> None:
    """The layer follows a stricter analyst, and one who rejects remarks about the show, on later transcripts."""
    learned = learn(played(accepts, 8, 20), THRESHOLD)
    assert learned.layer_f1 is not None
    assert learned.shipped_f1 is not None
    assert learned.layer_f1 >= learned.shipped_f1 + 0.05
    plain, fitted = offered_rightly(learned, played(accepts, 10, 20, seed=1))
    assert fitted >= plain + 0.1


def test_what_follows_no_rule_is_not_learned() -> None:
    """Of forty analysts who accept at random none gets a layer."""
    assert [learn(played("chance", 6, 20, seed), THRESHOLD).values for seed in range(40)] == [None] * 40


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        ([], "too few decisions: 0 accepted and 0 rejected in 0 transcripts"),
        (played("sure", 8, 2), "too few decisions"),
        (played("sure", 3, 40), "in 3 transcripts"),
        ([[Decided(log_odds=1.0, verdict=np.zeros(OUTPUTS), accepted=True)] * 10] * 9, "all 90 decisions are accepted"),
        ([[Decided(log_odds=1.0, verdict=np.zeros(OUTPUTS), accepted=False)] * 10] * 9, "all 90 decisions are rejected"),
        (played("chance", 6, 20), "no better"),
    ],
)
def test_why_nothing_was_learned_is_one_line(decided: list[list[Decided]], said: str) -> None:
    """The line says how many decisions there are, and how many are needed."""
    learned = learn(decided, THRESHOLD)
    assert learned.values is None
    assert said in learned.why
    assert "\n" not in learned.why
    assert learned.decisions == sum(map(len, decided))


def test_the_same_decisions_give_the_same_layer() -> None:
    """In whatever order the transcripts come, to the sixth place."""
    decided = played("show", 8, 20)
    first, again, turned = learn(decided, THRESHOLD), learn(decided, THRESHOLD), learn(decided[::-1], THRESHOLD)
    assert first == again
    assert first.values is not None
    assert turned.values == pytest.approx(first.values, abs=1e-5)


def test_a_layer_of_nothing_adds_nothing() -> None:
    """The log odds are those of the shipped weights."""
    assert Layer(weights="x", values=(0.0,) * SIZE).adds(3.0, np.arange(OUTPUTS, dtype=np.float32)) == 0.0


@settings(max_examples=40)
@given(st.lists(st.floats(-40, 40), min_size=OUTPUTS, max_size=OUTPUTS), st.floats(-30, 30), st.floats(-20, 20))
def test_only_differences_between_reasons_count(verdict: list[float], odds: float, moved: float) -> None:
    """The same number added to every reason changes no feature of theirs."""
    other = np.array(verdict)
    other[3 : 3 + len(WHY_NOT)] += moved
    before, after = features(odds, np.array(verdict)), features(odds, other)
    assert len(before) == SIZE
    assert before[: 2 + len(WHY_NOT)] == pytest.approx(after[: 2 + len(WHY_NOT)], abs=1e-9)


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.sampled_from(["chance", "sure", "show"]), st.floats(0.1, 1e6))
def test_whatever_the_numbers_learning_ends(seed: int, accepts: str, scale: float) -> None:
    """Outputs of any size give finite values or none."""
    decided = [
        [Decided(log_odds=one.log_odds, verdict=one.verdict * scale, accepted=one.accepted) for one in part]
        for part in played(accepts, 5, 10, seed)
    ]
    learned = learn(decided, THRESHOLD)
    assert learned.decisions >= FEWEST
    assert learned.values is None or np.isfinite(learned.values).all()
