"""What `./merila` does, on the standard library alone."""
