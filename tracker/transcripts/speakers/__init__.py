"""Attributes utterances to speakers, from labels, name keys and what is said."""
