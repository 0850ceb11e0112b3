"""Transcript formats, one module each, behind a registry."""
