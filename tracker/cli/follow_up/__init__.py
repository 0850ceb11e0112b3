"""Commands that follow up on claims."""
