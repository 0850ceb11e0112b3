"""Days, titles and names, from the file itself and from what stands beside it."""
