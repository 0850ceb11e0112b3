"""Trains, evaluates and exports the classifier; needs the extra `train` (torch), which nothing else needs."""
