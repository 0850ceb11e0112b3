"""Whether a ledger is what its events say, and copies of it."""
