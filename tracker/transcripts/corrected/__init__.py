"""A transcript against its corrected text: where words and quotes have gone."""
