"""Commands that follow claims up."""
