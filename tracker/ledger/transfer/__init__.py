"""A ledger as lines of JSON, out and in."""
