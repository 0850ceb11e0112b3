"""Going through claims one by one: the queue, what can be done to a claim, and the screens and prompts that do it."""
