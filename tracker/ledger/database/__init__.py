"""The database: its tables, its schema versions, its transactions, and waiting for one's turn."""
