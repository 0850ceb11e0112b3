"""What claims are about: an analyst's tags before names, one spelling for each, and no topic of a single claim."""

from dataclasses import replace

from tests.sample_claims import AS_OF, claim
from tracker.records import Claim
from tracker.scoring import scorecard, topics_of


def about(key: str, *names: str, tags: tuple[str, ...] = ()) -> Claim:
    said = claim(key, tags=tags)
    return replace(said, forecast=replace(said.forecast, about=names))


def test_the_analysts_tags_win_over_names() -> None:
    assert topics_of([about("a", "Vantor", tags=("space",)), about("b", "Vantor"), about("c", "Vantor")]) == {
        "a": ("space",),
        "b": ("Vantor",),
        "c": ("Vantor",),
    }


def test_a_name_of_one_claim_alone_is_no_topic() -> None:
    assert topics_of([about("a", "Vantor", "Ostrava"), about("b", "Ostrava"), claim("c")]) == {"a": ("Ostrava",), "b": ("Ostrava",)}


def test_names_that_differ_in_case_are_one_by_the_usual_spelling_or_the_tag() -> None:
    found = topics_of([about("a", "OpenAI"), about("b", "OpenAI"), about("c", "openai")])
    assert set(found.values()) == {("OpenAI",)}
    tagged = topics_of([about("a", "Energy"), about("b", tags=("energy",))])
    assert tagged == {"a": ("energy",), "b": ("energy",)}


def test_scores_by_topic_overlap_and_name_what_has_none() -> None:
    claims = [about("a", "Vantor", "Ostrava"), about("b", "Vantor", "Ostrava"), about("c", "Vantor"), claim("d")]
    groups = scorecard(claims, as_of=AS_OF, group_by="topic").groups
    assert [(group.key, group.forecasts) for group in groups] == [("Ostrava", 2), ("Vantor", 3), ("(no topic)", 1)]
