"""Compares a transcript with its corrected text: finds words and quotes again."""
