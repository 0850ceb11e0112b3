"""Commands that read transcripts."""
