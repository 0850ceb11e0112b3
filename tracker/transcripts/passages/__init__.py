"""What stands in a transcript and is not speech of the interview."""
