"""The formats of transcripts, one module each, behind a registry."""
