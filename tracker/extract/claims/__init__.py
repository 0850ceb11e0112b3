"""From a classified candidate to a claim: its quote, its sentence, its fields, and what is said twice."""
