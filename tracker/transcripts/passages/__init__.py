"""Finds the passages of a transcript that are not speech of the interview."""
