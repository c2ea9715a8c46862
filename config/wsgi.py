import os
import sys
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# A thread that waits for the database gives the interpreter away, and waits as long as this to get
# it back from one that computes; meanwhile it may hold the lock that all others wait for.
sys.setswitchinterval(0.0001)

application = get_wsgi_application()
# Now, and not while the first visitor waits.
import_module(settings.ROOT_URLCONF)
