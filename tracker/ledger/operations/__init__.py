"""The operations on a ledger, one function each."""
