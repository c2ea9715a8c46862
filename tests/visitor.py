"""A browser without its screen: cookies, forms with their token, redirects. Cheap on purpose.

Speaks HTTP/1.1 to the web process as the proxy in front of it does: with the name of the site, the
address of the reader and the word that the way to the proxy was encrypted.
"""

import html
import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_FIELD = re.compile(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    location: str
    body: bytes
    content_type: str = ""

    @property
    def text(self) -> str:
        return self.body.decode()

    def hidden_fields(self) -> dict[str, str]:
        """The hidden fields of the page's forms; where two have one name, the last."""
        return {name: html.unescape(value) for name, value in _FIELD.findall(self.text)}


@dataclass
class Visitor:
    url: str
    host: str
    address: str = "192.0.2.1"
    timeout: float = 60.0
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str, more: dict[str, str] | None = None) -> Reply:
        """With `more` headers."""
        return self._send("GET", path, None, more or {})

    def send(self, path: str, fields: dict[str, str | tuple[str, bytes]]) -> Reply:
        """As `post`; a field that is a pair of name and content is a file."""
        mark, parts = "-merila-", b""
        for name, value in {"csrfmiddlewaretoken": self.token, **fields}.items():
            file, content = value if isinstance(value, tuple) else ("", value.encode())
            said = f'; filename="{file}"' if file else ""
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"{said}\r\n\r\n'
            parts += head.encode() + content + b"\r\n"
        body = parts + f"--{mark}--\r\n".encode()
        return self._send("POST", path, body, self._form(f"multipart/form-data; boundary={mark}"))

    def post(self, path: str, fields: dict[str, str]) -> Reply:
        """With the token of the last form that was seen."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._send("POST", path, body, self._form("application/x-www-form-urlencoded"))

    def follow(self, reply: Reply) -> Reply:
        """Where the redirects lead."""
        while reply.location:
            reply = self.get(reply.location)
        return reply

    def sign_in(self, email: str, password: str, path: str = "/sl/account/login/") -> Reply:
        self.get(path)
        reply = self.post(path, {"login": email, "password": password})
        if reply.status != 302:
            raise PermissionError(f"{email}: {reply.status}")
        return reply

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _form(self, kind: str) -> dict[str, str]:
        return {"Content-Type": kind, "Origin": f"https://{self.host}"}

    def _send(self, method: str, path: str, body: bytes | None, more: dict[str, str]) -> Reply:
        headers = {
            "Host": self.host,
            "X-Forwarded-For": self.address,
            "X-Forwarded-Proto": "https",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **more,
        }
        kept = self._connection is not None
        try:
            return self._exchange(method, path, body, headers)
        except (OSError, http.client.HTTPException):
            self.close()
            if not kept:
                raise
        # The server had closed the kept connection meanwhile.
        return self._exchange(method, path, body, headers)

    def _exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> Reply:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                urlsplit(self.url).netloc, timeout=self.timeout
            )
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if answer.will_close:
            self.close()
        location = answer.headers.get("Location", "") if answer.status in (301, 302, 303) else ""
        kind = answer.headers.get_content_type()
        if kind == "text/html" and (found := _TOKEN.search(content.decode(errors="replace"))):
            self.token = found[1]
        return Reply(answer.status, location, content, kind)
