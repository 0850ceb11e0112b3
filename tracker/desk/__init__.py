"""The review: its queue of claims, the actions on a claim, and the screens and prompts that offer them."""
