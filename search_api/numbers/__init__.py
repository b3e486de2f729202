"""The library in numbers: studies and spending by administration, year, cost and language."""
