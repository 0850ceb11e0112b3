"""Calendar arithmetic: which days a month, a quarter, a fiscal year, an election or a holiday has."""
