"""Templates of calls: texts with placeholders, filled in for a municipality, a year and a day."""
