"""Commands that look after the program and its ledger."""
