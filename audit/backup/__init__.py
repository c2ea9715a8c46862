"""A backup: one folder with the database, every file that it names, and a manifest of both.

```
manifest.json       written last: hashes of every part, the ledger's size and root, migrations
database.sqlite3    or database.dump, PostgreSQL's custom format
media/…             the files, by the names that the database knows them by
```

The keys that open sealed applications are never in it: `keys` writes them into a file of their own.
"""
