"""Evaluation of the extractor on labelled transcripts."""
