"""What a scorecard counts, what it leaves out, and what its figures are."""

import datetime as dt
import json
import math
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sample_claims import AS_OF, DUE, SAID, claim, ledger
from tracker.errors import InvalidRecord
from tracker.order_of_days import given_at
from tracker.records import Claim, Comparator, Hedge, Quantity, Status
from tracker.scoring import Ambiguous, Group, Hit, Partial, Policy, Restatements, scorecard, scorecard_to_json
from tracker.scoring.groups import horizon_class

LIKELY = Hedge(text="likely", low=0.55, high=0.8, scale="sample")


def overall(*claims: Claim, as_of: dt.date = AS_OF, **policy: Any) -> Group:
    return scorecard(claims, as_of=as_of, policy=Policy(**policy)).overall


def test_a_group_of_no_forecasts_is_the_empty_group() -> None:
    """Where nobody has made a forecast yet, every figure is none or zero, as on the page of a speaker without a score."""
    group = overall()
    assert group == Group(key=group.key, why_too_few="0 resolved, fewer than 10")
    counts = ("forecasts", "statements", "pending", "overdue", "resolved", "judged", "scored", "ranged", "clusters", "infinite")
    assert [getattr(group, name) for name in counts] == [0] * len(counts)


def test_hit_rate_brier_and_counts_of_a_small_ledger() -> None:
    group = overall(
        claim("a", odds=0.8, outcome="true"),
        claim("b", odds=0.6, outcome="false"),
        claim("c", outcome="true"),
        claim("d", odds=0.7),
        claim("e", odds=0.7, due=dt.date(2030, 1, 1)),
    )
    assert (group.forecasts, group.pending, group.overdue, group.resolved, group.judged, group.scored) == (5, 1, 1, 3, 3, 2)
    assert group.hit_rate == pytest.approx(2 / 3)
    assert group.brier == pytest.approx((0.04 + 0.36) / 2)
    assert group.base_rate == 0.5
    assert group.skill == pytest.approx(1 - 0.2 / 0.25)
    assert group.log_score == pytest.approx(-(math.log(0.8) + math.log(0.4)) / 2)
    assert group.excluded.no_odds == 1


@pytest.mark.parametrize(
    ("changed", "forecasts", "judged"),
    [
        ({}, 1, 1),
        ({"status": Status.CANDIDATE}, 0, 0),
        ({"status": Status.REJECTED}, 0, 0),
        ({"status": Status.WITHDRAWN}, 0, 0),
        ({"said_on": dt.date(2026, 7, 1), "due": dt.date(2026, 7, 2)}, 0, 0),
        ({"said_on": AS_OF, "due": None, "known_on": AS_OF}, 1, 1),
        ({"known_on": AS_OF}, 1, 1),
        ({"known_on": dt.date(2026, 7, 1)}, 1, 0),
        ({"due": dt.date(2026, 7, 1), "known_on": SAID}, 1, 0),
        ({"due": AS_OF, "known_on": SAID}, 1, 0),
        ({"due": dt.date(2026, 6, 29)}, 1, 1),
        ({"due": None, "known_on": SAID}, 1, 1),
    ],
)
def test_what_counts_on_a_day(changed: dict[str, Any], forecasts: int, judged: int) -> None:
    """Accepted claims said by then; outcomes known by then; and only once the due date has passed, if there is one."""
    group = overall(claim("a", odds=0.7, outcome="true", **changed))
    assert (group.forecasts, group.judged) == (forecasts, judged)


@pytest.mark.parametrize("status", [Status.REJECTED, Status.WITHDRAWN])
def test_rejected_and_withdrawn_claims_count_under_no_policy(status: Status) -> None:
    assert overall(claim("a", outcome="true", status=status), candidates=True, early=True).forecasts == 0


def test_candidates_and_early_outcomes_count_only_where_asked() -> None:
    early = claim("a", odds=0.9, outcome="true", due=dt.date(2030, 1, 1), known_on=SAID)
    assert overall(early).excluded.early == 1
    assert overall(early, early=True).scored == 1
    assert overall(claim("b", outcome="true", status=Status.CANDIDATE), candidates=True).judged == 1


@pytest.mark.parametrize(
    ("outcome", "policy", "hit_rate", "reason"),
    [
        ("ambiguous", {}, None, "ambiguous"),
        ("ambiguous", {"ambiguous": Ambiguous.HALF}, 0.5, None),
        ("ambiguous", {"ambiguous": Ambiguous.FALSE}, 0.0, None),
        ("void", {"ambiguous": Ambiguous.HALF}, None, "void"),
        ("partial", {}, 0.7, None),
        ("partial", {"partial": Partial.ROUND}, 1.0, None),
        ("partial", {"partial": Partial.EXCLUDE}, None, "partial"),
    ],
)
def test_outcomes_that_are_neither_true_nor_false(
    outcome: str, policy: dict[str, Any], hit_rate: float | None, reason: str | None
) -> None:
    group = overall(claim("a", outcome=outcome, credit=0.7 if outcome == "partial" else None), **policy)
    assert group.hit_rate == hit_rate
    assert group.resolved == 1
    if reason:
        assert getattr(group.excluded, reason) == 1


@pytest.mark.parametrize(
    ("days_late", "policy", "hit_rate"),
    [
        (1, {}, 0.0),
        (20, {"grace_days": 19}, 0.0),
        (20, {"grace_days": 20}, 1.0),
        (1, {"grace_days": 31}, 1.0),
        (0, {"grace_days": 31}, 0.0),
    ],
)
def test_grace_counts_what_came_true_a_little_late(days_late: int, policy: dict[str, Any], hit_rate: float) -> None:
    """After the due date, up to the last day of grace; there is none unless the policy says so."""
    happened = DUE + dt.timedelta(days=days_late)
    assert overall(claim("a", outcome="false", happened_on=happened, known_on=happened), **policy).hit_rate == hit_rate


def test_odds_below_one_half_lean_the_other_way_where_the_policy_says_so() -> None:
    unlikely = claim("a", odds=0.2, outcome="false")
    assert overall(unlikely).hit_rate == 0.0
    assert overall(unlikely, hit=Hit.LEANING).hit_rate == 1.0
    assert overall(claim("b", odds=0.5, outcome="false"), hit=Hit.LEANING).hit_rate == 0.5


def test_words_of_likelihood_give_bounds_and_no_score() -> None:
    group = overall(claim("a", hedge=LIKELY, outcome="true"))
    assert group.brier is None
    assert group.brier_bounds == pytest.approx((0.04, 0.2025))
    assert overall(claim("a", hedge=LIKELY, outcome="true"), words="none").brier_bounds is None


def test_another_scale_gives_words_another_range() -> None:
    card = scorecard(
        [claim("a", hedge=LIKELY, outcome="true")],
        as_of=AS_OF,
        policy=Policy(words="strict"),
        words={"strict": {"likely": (0.9, 1.0)}},
    )
    assert card.overall.brier_bounds == pytest.approx((0.0, 0.01))
    assert (card.overall.scored, card.overall.ranged, card.overall.brier) == (0, 1, None)


def test_an_unknown_scale_or_group_is_named() -> None:
    with pytest.raises(InvalidRecord, match=r"'loose'.*strict"):
        scorecard([], as_of=AS_OF, policy=Policy(words="loose"), words={"strict": {}})
    with pytest.raises(InvalidRecord, match="speaker or source or tag"):
        scorecard([], as_of=AS_OF, group_by="colour")


def test_a_range_of_odds_scores_by_its_middle_and_is_bounded_by_its_ends() -> None:
    group = overall(claim("a", odds=(0.6, 0.7), outcome="true"))
    assert group.brier == pytest.approx(0.35**2)
    assert group.brier_bounds == pytest.approx((0.09, 0.16))


def test_bare_assertions_have_a_probability_only_where_the_analyst_sets_one() -> None:
    bare = claim("a", outcome="false")
    assert overall(bare).brier is None
    assert overall(bare, assert_as=0.9).brier == pytest.approx(0.81)
    assert overall(claim("b", hedge=LIKELY, outcome="false"), assert_as=0.9).brier is None


def test_one_wrong_certainty_makes_the_log_score_infinite_and_the_json_says_so_without_infinity() -> None:
    card = scorecard([claim("a", odds=1.0, outcome="false"), claim("b", odds=0.5, outcome="true")], as_of=AS_OF)
    assert card.overall.log_score == math.inf
    assert card.overall.infinite == 1
    found = json.loads(json.dumps(scorecard_to_json(card), allow_nan=False))["groups"][0]
    assert (found["log_score"], found["infinite"]) == (None, 1)


def test_a_scorecard_has_the_calibration_of_its_forecasts() -> None:
    """Every scored forecast is in one bin; the observed shares, the curve and the parts of the score are those of the outcomes."""
    outcomes = ["true"] * 3 + ["false"]
    group = overall(*(claim(f"c{index}", odds=0.8, outcome=each) for index, each in enumerate(outcomes)))
    (only,) = group.calibration
    assert only.n == 4
    assert (only.mean_forecast, only.observed) == pytest.approx((0.8, 0.75))
    assert (only.low, only.high) == (0.8, 0.8)
    (point,) = group.curve
    assert (point.forecast, point.observed, point.n) == pytest.approx((0.8, 0.75, 4))
    assert group.mcb is not None
    assert group.dsc is not None
    assert group.unc is not None
    assert (group.mcb, group.dsc, group.unc) == pytest.approx((0.0025, 0.0, 0.1875))
    assert group.mcb - group.dsc + group.unc == pytest.approx(group.brier)
    assert (
        scorecard_to_json(scorecard([claim("c", odds=0.8, outcome="true")], as_of=AS_OF))["groups"][0]["calibration"][0]["n"] == 1
    )


def test_an_empty_ledger_has_a_scorecard_without_figures() -> None:
    found = scorecard_to_json(scorecard([], as_of=AS_OF))["groups"]
    assert [(group["key"], group["forecasts"], group["hit_rate"], group["brier"], group["too_few"]) for group in found] == [
        ("all", 0, None, None, True)
    ]


@pytest.mark.parametrize("size", [1, 30])
def test_everything_true_has_no_skill_against_a_perfect_base_rate(size: int) -> None:
    group = overall(*(claim(f"c{index}", odds=0.9, outcome="true", doc=f"d{index}") for index in range(size)))
    assert group.brier == pytest.approx(0.01)
    assert group.skill is None
    assert group.unc == 0.0
    assert group.hit_rate == 1.0
    assert (group.brier_interval is None) == (size == 1)


def figures(group: Group) -> dict[str, object]:
    """A group's figures without the ids and counts of statements, which differ where statements are copied."""
    quantities = tuple(replace(miss, claim_id="") for miss in group.quantities)
    dates = tuple(replace(miss, claim_id="") for miss in group.dates)
    bare = replace(group, statements=0, counted_ids=(), judged_ids=(), scored_ids=(), slips=(), quantities=quantities, dates=dates)
    return {name: getattr(bare, name) for name in bare.__dataclass_fields__}


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.sampled_from(list(Restatements)), st.sampled_from([None, "speaker", "tag", "horizon"]))
def test_saying_everything_ten_times_leaves_every_score_unchanged(seed: int, which: Restatements, by: str | None) -> None:
    claims = [replace(each, chain=each.id) for each in ledger(40, seed=seed) if each.chain is None]
    copies = [replace(each, id=f"{each.id}-{number}") for each in claims for number in range(9)]
    policy = Policy(restatements=which, resamples=100)
    once = scorecard(claims, as_of=AS_OF, policy=policy, group_by=by)
    often = scorecard(claims + copies, as_of=AS_OF, policy=policy, group_by=by)
    assert [figures(group) for group in often.groups] == [figures(group) for group in once.groups]
    assert often.overall.statements == 10 * once.overall.statements


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_counts_add_up(seed: int) -> None:
    group = scorecard(ledger(60, seed=seed), as_of=AS_OF, policy=Policy(resamples=100)).overall
    excluded = group.excluded
    assert group.forecasts == group.pending + group.overdue + group.resolved
    left_out = (
        excluded.known_before
        + excluded.out_of_order
        + excluded.early
        + excluded.ambiguous
        + excluded.void
        + excluded.partial
        + excluded.no_odds
    )
    assert group.resolved == group.scored + left_out
    assert group.judged == group.scored + excluded.no_odds
    assert len(group.judged_ids) == group.judged
    assert len(group.scored_ids) == group.scored


def test_the_first_or_the_last_statement_of_a_chain_is_scored() -> None:
    first = claim("a", odds=0.6, outcome="false", chain="a")
    last = claim("b", odds=0.9, outcome="true", chain="a", said_on=dt.date(2024, 9, 1), due=dt.date(2026, 3, 31))
    assert overall(first, last).brier == pytest.approx(0.36)
    assert overall(first, last, restatements=Restatements.LAST).brier == pytest.approx(0.01)
    assert overall(first, last).forecasts == 1


def test_the_last_statement_is_the_last_before_the_answer() -> None:
    """One that was made when the answer was known is no forecast; one that moved the date has an answer of its own."""
    first = claim("a", odds=0.6, outcome="true", chain="a")
    late = claim("b", odds=0.99, outcome="true", chain="a", said_on=dt.date(2026, 2, 1), known_on=DUE)
    assert overall(first, late, as_of=dt.date(2026, 6, 1), restatements=Restatements.LAST).brier == pytest.approx(0.16)
    same_day = claim("b", odds=0.9, outcome="true", chain="a", said_on=DUE, known_on=DUE)
    assert overall(first, same_day, as_of=dt.date(2026, 6, 1), restatements=Restatements.LAST).brier == pytest.approx(0.01)
    moved = claim("c", odds=0.9, chain="a", outcome="false", said_on=dt.date(2026, 2, 1), due=dt.date(2026, 3, 31))
    assert overall(first, moved, as_of=dt.date(2026, 6, 1), restatements=Restatements.LAST).brier == pytest.approx(0.81)


def on_site(key: str, odds: float, instant: dt.datetime) -> Claim:
    """A forecast on a forecasting site, of a question that came true at the end of 2025."""
    said = claim(key, odds=odds, outcome="true", chain="a", said_on=instant.date(), doc=None, known_on=DUE)
    return replace(said, forecast=replace(said.forecast, trace=(given_at(instant),)))


def test_of_forecasts_on_a_site_the_last_before_the_answer_counts() -> None:
    """Whatever the policy says of restatements in speech; two of one day come in the order in which they were given."""
    day = dt.datetime(2024, 6, 3, 9, tzinfo=dt.UTC)
    given = [
        on_site("z", 0.4, day),
        on_site("a", 0.7, day.replace(hour=17)),
        on_site("m", 0.99, dt.datetime(2026, 1, 5, tzinfo=dt.UTC)),
    ]
    for policy in Restatements:
        assert overall(*given, as_of=dt.date(2026, 6, 1), restatements=policy).brier == pytest.approx(0.09)
        assert overall(*given[::-1], as_of=dt.date(2026, 6, 1), restatements=policy).brier == pytest.approx(0.09)
    spoken = claim("b", odds=0.6, chain="a", outcome="true", said_on=dt.date(2024, 5, 1))
    assert overall(spoken, *given, as_of=dt.date(2026, 6, 1)).brier == pytest.approx(0.16)


def test_a_restatement_of_the_same_date_shares_the_outcome_and_one_that_moved_does_not() -> None:
    first = claim("a", odds=0.6, chain="a")
    again = claim("b", odds=0.6, outcome="true", chain="a", said_on=dt.date(2024, 9, 1))
    moved = claim("c", odds=0.6, outcome="true", chain="a", said_on=dt.date(2024, 9, 1), due=dt.date(2026, 3, 31))
    assert overall(first, again).judged == 1
    assert overall(first, moved).overdue == 1


def test_due_dates_that_moved_are_reported_as_slips() -> None:
    group = overall(
        claim("a", chain="a"), claim("b", chain="a", said_on=dt.date(2024, 9, 1), due=dt.date(2026, 12, 31)), claim("c", chain="c")
    )
    assert [(slip.chain, slip.days, slip.statements) for slip in group.slips] == [("a", 365, 2)]


@pytest.mark.parametrize(
    ("low", "high", "value", "per_cent", "factor"),
    [(100.0, 100.0, 50.0, 100.0, 2.0), (50.0, 50.0, 100.0, -50.0, 0.5), (10.0, 20.0, 15.0, 0.0, 1.0), (10.0, None, 8.0, 25.0, 1.25),
     (None, 60.0, 80.0, -25.0, 0.75), (5.0, 5.0, 0.0, None, None), (-5.0, -5.0, -10.0, 50.0, None)],
)  # fmt: skip
def test_how_far_off_a_magnitude_was(low: float | None, high: float | None, value: float, per_cent: float, factor: float) -> None:
    quantity = Quantity(text="q", low=low, high=high, unit="USD", comparator=Comparator.ABOUT)
    (miss,) = overall(claim("a", outcome="false", value=value, quantities=[quantity])).quantities
    assert (miss.per_cent, miss.factor) == (per_cent, factor)


@pytest.mark.parametrize(
    ("happened", "days"),
    [(DUE, 0), (SAID, 0), (DUE + dt.timedelta(days=9), 9), (SAID - dt.timedelta(days=3), -3), (dt.date(2024, 6, 1), 0)],
)
def test_how_late_or_early_a_thing_happened(happened: dt.date, days: int) -> None:
    (miss,) = overall(claim("a", outcome="true", happened_on=happened, known_on=max(DUE, happened))).dates
    assert miss.days == days


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (None, "no date"),
        (0, "up to 1 month"),
        (31, "up to 1 month"),
        (32, "1 to 6 months"),
        (183, "1 to 6 months"),
        (184, "6 to 12 months"),
        (366, "6 to 12 months"),
        (367, "1 to 3 years"),
        (1096, "1 to 3 years"),
        (1097, "3 to 10 years"),
        (3653, "3 to 10 years"),
        (3654, "over 10 years"),
    ],
)
def test_horizons_are_grouped_by_their_length(days: int | None, name: str) -> None:
    """A class holds its longest length: a leap year, three years with one leap day, ten with three."""
    assert horizon_class(days) == name


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("speaker", ["Ana", "bo", "(speaker unknown)"]),
        ("source", ["talk", "walk"]),
        ("tag", ["x", "y", "(no tag)"]),
        ("horizon", ["1 to 6 months", "1 to 3 years", "no date"]),
        ("year", ["2023", "2024"]),
        ("kind", ["dated", "odds"]),
    ],
)
def test_groups_and_their_order(by: str, keys: list[str]) -> None:
    claims = [
        claim("a", tags=["y", "x"], outcome="true"),
        claim("b", speaker="bo", doc="walk", due=None, known_on=SAID, outcome="false"),
        claim("c", speaker=None, said_on=dt.date(2023, 12, 1), due=dt.date(2024, 3, 1), outcome="true"),
    ]
    card = scorecard(claims, as_of=AS_OF, group_by=by)
    assert [group.key for group in card.groups] == keys
    assert card.overall.judged == 3


def test_too_few_to_tell_below_ten_and_where_the_interval_is_wide_and_holds_guessing() -> None:
    nine = [claim(f"c{index}", odds=0.8, outcome="true" if index % 5 else "false", doc=f"d{index}") for index in range(9)]
    many = [claim(f"c{index}", odds=0.8, outcome="true" if index % 5 else "false", doc=f"d{index}") for index in range(100)]
    wild = [claim(f"c{index}", odds=0.95, outcome="true" if index % 2 else "false", doc=f"d{index}") for index in range(12)]
    assert overall(*nine).why_too_few == "9 resolved, fewer than 10"
    assert not overall(*many).too_few
    assert "guessing gives 0.25" in (overall(*wild).why_too_few or "")
    awful = [claim(f"c{index}", odds=0.95, outcome="false" if index % 6 else "true", doc=f"d{index}") for index in range(12)]
    interval = overall(*awful).brier_interval
    assert interval is not None
    assert interval[1] - interval[0] > 0.2
    assert not overall(*awful).too_few, "that wide an interval still tells them from guessing"


def test_the_interval_takes_sources_whole_once_there_are_five_of_them() -> None:
    four = overall(*(claim(f"c{index}", odds=0.7, outcome="true", doc=f"d{index % 4}") for index in range(20)))
    five = overall(*(claim(f"c{index}", odds=0.7, outcome="true", doc=f"d{index % 5}") for index in range(20)))
    assert (four.clusters, four.clustered_by) == (20, "prediction")
    assert (five.clusters, five.clustered_by) == (5, "source")


def test_json_has_the_keys_of_the_contract() -> None:
    card = scorecard_to_json(scorecard(ledger(80), as_of=AS_OF, group_by="speaker"))
    assert {"as_of", "policy", "groups"} <= set(card)
    group = card["groups"][0]
    wanted = "key forecasts pending overdue resolved scored excluded hit_rate hit_rate_interval brier brier_interval brier_bounds"
    assert set(f"{wanted} log_score skill base_rate calibration mcb dsc unc too_few".split()) <= set(group)
    assert {"ambiguous", "void", "no_odds"} <= set(group["excluded"])
    assert all({"low", "high", "n", "mean_forecast", "observed", "band"} == set(each) for each in group["calibration"])
    json.dumps(card, allow_nan=False)


def test_importing_the_scores_loads_neither_numpy_nor_scipy() -> None:
    heavy = "numpy scipy matplotlib rich jinja2"
    code = f"import sys, tracker.scoring, tracker.reports; print(sorted(set(sys.modules) & set('{heavy}'.split())))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
