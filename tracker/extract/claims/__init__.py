"""Turns classified candidates into claims: quote, sentence, fields, deduplication."""
