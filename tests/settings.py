"""The settings of an installation, with a data folder that disappears and a cheap password hash."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="merila-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["MERILA_DATA"] = _data
os.environ["MERILA_DEMO"] = "1"

from config.settings import *
from config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "shared", "pages")
}
# Reading all static files for every test client would cost more than the tests.
WHITENOISE_USE_FINDERS = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file like an installation's: in memory SQLite knows no WAL, and threads lock each other out.
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test.sqlite3"}
    # What is thrown away need not be flushed, as on the PostgreSQL of the tests.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
