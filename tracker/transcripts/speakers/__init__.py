"""Who speaks: names for the voices, from labels, keys and what is said."""
