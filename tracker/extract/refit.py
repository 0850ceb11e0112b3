"""Fitting any part of the extractor on labelled material, by its name: what `tracker fit` calls."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from tracker.errors import TrackerError
from tracker.extract.boundaries import BoundaryModel, has_marks, sentence_breaks
from tracker.extract.fit import fit
from tracker.extract.fit_boundaries import fit as fit_boundaries
from tracker.extract.fit_spans import SpanExample
from tracker.extract.fit_spans import fit as fit_spans
from tracker.extract.fit_undated import fit_undated
from tracker.extract.labelled import LabelledTranscript, as_captions
from tracker.extract.spans import SpanModel
from tracker.extract.words import split_words
from tracker.transcripts import speech

SECOND_TIER = 0.4  # what the quote of a tier 2 label counts beside one of tier 1


class Part(StrEnum):
    """The fitted parts of the extractor, each with weights of its own."""

    FORECASTS = "forecasts"  # which candidates are forecasts
    UNDATED = "undated"  # which sentences are claims without a date
    QUOTES = "quotes"  # where a quote begins and ends
    SENTENCES = "sentences"  # where a sentence ends in captions


def quote_examples(labelled: Sequence[LabelledTranscript]) -> list[SpanExample]:
    """The quotes that readers marked, in transcripts as they stand and as captions."""
    examples = []
    for each in (*labelled, *(as_captions(one) for one in labelled)):
        words = split_words(speech(each.transcript), [utterance.start for utterance in each.transcript.utterances])
        breaks = sentence_breaks(words)
        for label in each.labels:
            anchor, quote = words.span(label.anchor_start, label.anchor_end), words.span(label.start, label.end)
            if quote[0] <= anchor[0] < anchor[1] <= quote[1]:
                weight = 1.0 if label.tier == 1 else SECOND_TIER
                doc = each.transcript.doc
                examples.append(SpanExample(words=words, breaks=breaks, anchor=anchor, quote=quote, group=doc, weight=weight))
    return examples


def _fit_quotes(labelled: Sequence[LabelledTranscript]) -> SpanModel:
    examples = quote_examples(labelled)
    if not examples:
        raise TrackerError("no quote is marked in these transcripts; nothing to fit on")
    return fit_spans(examples, sources=tuple(each.sha256 for each in labelled))


def _fit_sentences(labelled: Sequence[LabelledTranscript]) -> BoundaryModel:
    texts = {each.transcript.sha256: split_words(speech(each.transcript)) for each in labelled}
    marked = {sha256: words for sha256, words in texts.items() if has_marks(words)}
    if not marked:
        raise TrackerError("no punctuated transcript among these; nothing to learn ends of sentences from")
    return fit_boundaries(tuple(marked.values()), sources=tuple(marked))


def refit(
    part: Part, labelled: Sequence[LabelledTranscript], passages: Sequence[LabelledTranscript] = ()
) -> tuple[str, Mapping[str, float]]:
    """The new weights of a part as JSON text, and its figures on held-out documents where the part measures itself.

    Raises TrackerError when the material has nothing to fit the part on.
    """
    if part is Part.QUOTES:
        return _fit_quotes(labelled).to_json(), {}
    if part is Part.SENTENCES:
        return _fit_sentences(labelled).to_json(), {}
    model = fit_undated(labelled) if part is Part.UNDATED else fit(labelled, passages)
    return model.to_json(), model.figures
