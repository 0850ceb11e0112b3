"""Commands that maintain the program and its ledger."""
