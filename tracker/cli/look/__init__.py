"""Commands that look at the ledger."""
