"""Events: their fields, their chain, and the state that follows from them. No derived tables here."""
