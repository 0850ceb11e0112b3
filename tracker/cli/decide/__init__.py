"""Commands that decide what counts."""
