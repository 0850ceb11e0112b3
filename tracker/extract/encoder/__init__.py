"""The fitted encoder and what is read from it: the classifier, the restorer of punctuation, and the window they see."""
