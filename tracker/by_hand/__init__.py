"""Claims as analysts type them: created, changed, split and joined by hand, the same in every interface."""
