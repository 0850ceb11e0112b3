"""Labelled transcripts, and an extractor measured against them."""
