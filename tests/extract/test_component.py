"""The extractor in a spaCy pipeline, and what spaCy's own model does for the extractor."""

import datetime as dt
import re
from dataclasses import replace

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import tracker
from tracker.extract.english_model import MODELS

SAID = "Well. I think Vantor will open in Norway 🌊 by 2027. It rained. There's a sixty percent chance that rates fall in 2026."
CONFIG = {"said_on": "2024-06-26"}


def small_model() -> str:
    """The name of spaCy's small English model, under which it is installed here."""
    return next(name for name in MODELS if spacy.util.is_package(name))


@pytest.fixture(scope="module", params=["blank", "en_core_web_sm"])
def nlp(request: pytest.FixtureRequest) -> Language:
    """A pipeline with nothing in it but the component, and one with a model's own components before it."""
    pipeline = spacy.blank("en") if request.param == "blank" else spacy.load(small_model())
    pipeline.add_pipe("forecasts", config=CONFIG)
    return pipeline


def test_spans_and_records_stand_in_the_same_order(nlp: Language) -> None:
    """Each span is the quote of its record, named after its kind; the records are those of `tracker.extract`."""
    doc = nlp(SAID)
    records = doc._.forecasts
    assert [span.text for span in doc.spans["forecasts"]] == [each.quote for each in records]
    assert [span.label_ for span in doc.spans["forecasts"]] == [each.kind for each in records] == ["dated", "dated"]
    plain = tracker.extract(SAID, said_on="2024-06-26")
    assert [replace(each, doc=None) for each in records] == [replace(each, doc=None, speaker_confidence=1.0) for each in plain]


def test_the_rest_of_the_pipeline_is_untouched() -> None:
    """Entities, tags and sentences are those of the pipeline without the component."""
    pipeline = spacy.load(small_model())
    before = pipeline(SAID)
    pipeline.add_pipe("forecasts", config=CONFIG)
    after = pipeline(SAID)
    assert [(token.tag_, token.ent_type_, token.is_sent_start) for token in after] == [
        (token.tag_, token.ent_type_, token.is_sent_start) for token in before
    ]
    assert after.spans["forecasts"][0].ents[-1].text == "2027"


def test_the_day_of_a_document_stands_before_that_of_the_pipeline(nlp: Language) -> None:
    """A corpus has many days: `doc._.said_on` is text or a day, and stays with documents of a batch."""
    docs = [nlp.make_doc("We will open it next year.") for _ in range(3)]
    docs[0]._.said_on, docs[1]._.said_on = "2030-01-01", dt.date(2031, 1, 1)
    found = [doc._.forecasts[0].horizon.end.year for doc in nlp.pipe(docs)]
    assert found == [2031, 2032, 2025]


@pytest.mark.parametrize("text", ["", " \n ", "It rained."])
def test_a_document_without_forecasts_has_none(nlp: Language, text: str) -> None:
    """The group of spans is there, and empty."""
    doc = nlp(text)
    assert (len(doc.spans["forecasts"]), doc._.forecasts) == (0, ())


def test_a_document_keeps_its_forecasts_on_disk_and_between_processes(nlp: Language) -> None:
    """They are kept as plain values, so that DocBin and `nlp.pipe(n_process=...)` can send them."""
    doc = nlp(SAID)
    (loaded,) = (
        DocBin(docs=[doc], store_user_data=True).from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(nlp.vocab)
    )
    assert loaded._.forecasts == doc._.forecasts
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.forecasts == doc._.forecasts


@pytest.mark.parametrize(
    ("language", "config", "said"),
    [
        ("en", {"said_on": "soon"}, "a day such as 2024-06-26"),
        ("en", {"said_on": "2024-06-26", "fiscal_year_end": "30 June"}, "a month and a day such as 09-30"),
        ("en", {"said_on": "2024-06-26", "min_confidence": 3.0}, "a number from 0 to 1"),
        ("de", {"said_on": "2024-06-26"}, "found in English"),
    ],
)
def test_a_bad_setting_is_told_when_the_component_is_added(language: str, config: dict[str, object], said: str) -> None:
    """One line, before a document is read."""
    with pytest.raises(tracker.TrackerError, match=re.escape(said)):
        spacy.blank(language).add_pipe("forecasts", config=config)


def test_without_a_day_nothing_is_guessed() -> None:
    """The line names both places where the day can be given."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("forecasts")
    with pytest.raises(tracker.TrackerError, match=re.escape("no day of speaking: add_pipe")):
        pipeline("We will open it next year.")


def test_the_fiscal_year_and_the_least_confidence_are_heeded() -> None:
    """The settings mean the same as the options of `tracker extract`."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("forecasts", config={**CONFIG, "fiscal_year_end": "09-30"})
    (found,) = pipeline("We expect revenue of 4 to 5 billion dollars in fiscal 2026.")._.forecasts
    assert found.horizon.end == dt.date(2026, 9, 30)
    sure = spacy.blank("en")
    sure.add_pipe("forecasts", config={**CONFIG, "min_confidence": 1.0})
    assert sure(SAID)._.forecasts == ()


@pytest.mark.parametrize(
    ("text", "claim", "names"),
    [
        (
            "the bridge is nearly done i think it will open by 2027 and then we will see",
            "I think it [the bridge] will open by 2027.",
            (),
        ),
        (
            "Our margin fell last year. We believe it will recover by the end of 2026.",
            "We believe it [Our margin] will recover by the end of 2026.",
            (),
        ),
        (
            "I think Angela Merkel will publish a second book by 2027.",
            "I think Angela Merkel will publish a second book by 2027.",
            ("Angela Merkel",),
        ),
        (
            "Microsoft will open a data center in Norway by 2027.",
            "Microsoft will open a data center in Norway by 2027.",
            ("Microsoft", "Norway"),
        ),
    ],
)
def test_the_model_does_its_part_for_claims(text: str, claim: str, names: tuple[str, ...]) -> None:
    """Noun phrases and parts of speech resolve a pronoun, and entities give the names in a claim."""
    (found,) = tracker.extract(text, said_on="2024-06-26")
    assert (found.claim, found.about) == (claim, names)
