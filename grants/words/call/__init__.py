"""A published call as sentences: its criteria, its rules and its dates in the reader's language."""
