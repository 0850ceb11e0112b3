"""The words of a text, with their offsets: one tokenisation and one spelling of characters, below everything that reads speech."""
