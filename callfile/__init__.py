"""A call as data: one file, read, checked as a whole, brought to canonical bytes and hashed."""
