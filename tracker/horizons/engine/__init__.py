"""How rules are written and applied: patterns over the codes of words, stage by stage."""
