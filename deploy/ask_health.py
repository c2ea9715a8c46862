"""Exit 0 where the web process of this container answers under its own name."""

import http.client
import os
import sys
from urllib.parse import urlsplit

connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
host = urlsplit(os.environ["MERILA_BASE_URL"]).netloc
connection.request("GET", "/health/", headers={"Host": host})
sys.exit(connection.getresponse().status != 200)
