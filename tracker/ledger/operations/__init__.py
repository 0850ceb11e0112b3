"""What can be done to a ledger, one function each."""
