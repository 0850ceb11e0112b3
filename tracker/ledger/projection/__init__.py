"""The tables derived from the events: written, read, listed, searched, rebuilt."""
