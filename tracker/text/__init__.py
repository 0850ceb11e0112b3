"""What every reader of speech rests on: words with their offsets, one spelling of characters, and patterns of words."""
