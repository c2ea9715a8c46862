"""Reading lists of past awards that others have published. Nothing here knows the database."""
