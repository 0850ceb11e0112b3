"""The command line: thin commands, loaded when they are called, and the review screen."""
