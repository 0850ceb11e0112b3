"""The trained encoder: classifier, punctuation restorer, and their input windows."""
