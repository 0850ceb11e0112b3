"""The logistic regression that judges candidates: fitted weights, priors, and how they travel."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from tracker.errors import TrackerError
from tracker.extract.logistic import Logistic, fit_logistic, sigmoid
from tracker.extract.model import ForecastModel, default_model


@given(st.floats(min_value=-1e4, max_value=1e4))
def test_sigmoid_is_a_probability_and_symmetric(value: float) -> None:
    """sigmoid(x) + sigmoid(-x) is 1, without overflow."""
    assert 0.0 <= sigmoid(value) <= 1.0
    assert math.isclose(sigmoid(value) + sigmoid(-value), 1.0, abs_tol=1e-12)


def test_fit_agrees_with_an_independent_implementation() -> None:
    """Weights and bias equal scikit-learn's with the same ridge penalty."""
    random = np.random.default_rng(1)
    matrix = random.normal(size=(200, 4))
    truths = (matrix @ [1.0, -2.0, 0.5, 0.0] + random.normal(size=200) > 0).astype(float)
    rows = [{f"x{column}": float(value) for column, value in enumerate(row)} for row in matrix]
    mine = fit_logistic(rows, list(truths), [str(index) for index in range(200)], penalty=2.0)
    theirs = LogisticRegression(C=0.5, tol=1e-10, max_iter=1000).fit(matrix, truths)
    assert mine.bias == pytest.approx(theirs.intercept_[0], abs=1e-3)
    assert [mine.weights[f"x{column}"] for column in range(4)] == pytest.approx(theirs.coef_[0], abs=1e-3)


def test_a_prior_stands_until_examples_speak_against_it() -> None:
    """A feature that no example holds keeps the weight that was believed of it."""
    rows = [{"a": 1.0}, {"b": 1.0}] * 10
    fitted = fit_logistic(rows, [1.0, 0.0] * 10, [str(i) for i in range(20)], prior={"rare": 2.5})
    assert fitted.weights["rare"] == pytest.approx(2.5, abs=1e-3)
    assert fitted.weights["a"] > 0 > fitted.weights["b"]


def test_rare_features_are_left_out() -> None:
    """A feature of fewer documents than asked for gets no weight."""
    rows = [{"common": 1.0, "once": 1.0}, {"common": 1.0}, {"other": 1.0}, {"other": 1.0, "common": 1.0}]
    fitted = fit_logistic(rows, [1.0, 1.0, 0.0, 0.0], ["a", "b", "c", "d"], fewest=2)
    assert "once" not in fitted.weights
    assert {"common", "other"} <= set(fitted.weights)


def test_weights_travel_as_json() -> None:
    """What is written is read again, rounded to four places."""
    model = Logistic(bias=0.12345, weights={"b": 1.00004, "a": -0.5, "nothing": 0.0})
    again = Logistic.from_json(json.loads(json.dumps(model.to_json())))
    assert again == Logistic(bias=0.1235, weights={"a": -0.5, "b": 1.0})


def test_the_model_of_the_package_names_what_it_was_fitted_on() -> None:
    """The shipped weights carry the hashes of the labelled files and the figures measured on held-out documents."""
    model = default_model()
    assert len(model.fitted_on) >= 40
    assert all(len(sha256) == 64 for sha256 in model.fitted_on.values())
    assert 0.0 < model.threshold < 1.0
    assert model.figures["f1_held_out"] > 0.6
    assert ForecastModel.from_json(model.to_json()).threshold == model.threshold


def test_a_file_that_is_no_model_gives_one_line() -> None:
    """Bad weights are refused with what to do."""
    with pytest.raises(TrackerError, match="tracker fit"):
        ForecastModel.from_json("{}")
