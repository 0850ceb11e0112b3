"""Events: what they hold, how they are chained, and the states that they come to. No derived table here."""
