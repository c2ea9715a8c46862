"""Lots of a call: what each asks, how it scores, and how its money is divided (CALL_FILE §1)."""
