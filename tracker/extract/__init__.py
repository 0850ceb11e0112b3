"""Find the forecasts in a transcript."""
