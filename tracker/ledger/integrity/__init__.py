"""Verifying a ledger against its events, and backing it up."""
