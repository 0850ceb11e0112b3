"""Claims as analysts type them: made, changed, split and joined by hand, the same at every desk."""
