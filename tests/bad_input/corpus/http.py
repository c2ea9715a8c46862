"""Requests that no browser of a reader sends, and what stands in headers and addresses."""

BROKEN_BODIES: dict[str, tuple[str, bytes]] = {
    "multipart-without-boundary": ("multipart/form-data", b"--x\r\n\r\n"),
    "multipart-empty-boundary": ("multipart/form-data; boundary=", b"--x\r\n"),
    "multipart-long-boundary": ("multipart/form-data; boundary=" + "x" * 300, b"--x\r\n"),
    "multipart-odd-boundary": ("multipart/form-data; boundary=\x80x", b"--x\r\n"),
    "multipart-cut": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nZb',
    ),
    "multipart-cut-in-a-head": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disp"),
    "multipart-without-name": (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Disposition: form-data\r\n\r\nZbor\r\n--x--\r\n",
    ),
    "multipart-bad-base64": (
        "multipart/form-data; boundary=x",
        (
            b"--x\r\nContent-Transfer-Encoding: base64\r\n"
            b"Content-Disposition: form-data; name=name\r\n\r\n!!!\r\n--x--\r\n"
        ),
    ),
    "multipart-mixed": ("multipart/mixed; boundary=x", b"--x--"),
    "multipart-unknown-charset": (
        "multipart/form-data; boundary=x; charset=klingon",
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nZbor\r\n--x--\r\n',
    ),
    "multipart-many-parts": (
        "multipart/form-data; boundary=x",
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="a%d"; filename="a.pdf"\r\n\r\n\r\n' % n
            for n in range(300)
        )
        + b"--x--\r\n",
    ),
    "form-with-unknown-charset": ("application/x-www-form-urlencoded; charset=klingon", b"a=b"),
    "form-10000-fields": (
        "application/x-www-form-urlencoded",
        b"&".join(b"a%d=b" % n for n in range(10_000)),
    ),
    "form-of-separators": ("application/x-www-form-urlencoded", b"&" * 100_000),
    "form-bad-percent": ("application/x-www-form-urlencoded", b"name=%zz%1&%=%"),
    "form-not-utf8": ("application/x-www-form-urlencoded", b"name=%ff%fe%c0%80"),
    "form-of-6-megabytes": ("application/x-www-form-urlencoded", b"name=" + b"a" * 6_000_000),
    "form-nothing": ("application/x-www-form-urlencoded", b""),
    "json": ("application/json", b'{"name": "Zbor"}'),
    "json-broken": ("application/json", b"{"),
    "xml": ("application/xml", b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>"),
    "text": ("text/plain", b"name=Zbor"),
    "bytes": ("application/octet-stream", bytes(range(256))),
    "no-type": ("", b"name=Zbor"),
    "odd-type": ("multipart/form-data; boundary=x\\", b"--x"),
}
HEADERS: dict[str, dict[str, str]] = {
    "language-garbage": {"Accept-Language": ";q=;;q=1.1.1,***, sl;q=x, " + "a" * 5_000},
    "language-traversal": {"Accept-Language": "../../etc/passwd"},
    "language-many": {"Accept-Language": ",".join(f"x{n}" for n in range(2_000))},
    "accept-garbage": {"Accept": "text/;q=x, */*/*, application/\x7fjson"},
    "range": {"Range": "bytes=0-,5-2,-1,x"},
    "range-many": {"Range": "bytes=" + ",".join("0-1" for _ in range(2_000))},
    "if-none-match": {"If-None-Match": 'W/"x, "", *, \\"'},
    "if-modified-since": {"If-Modified-Since": "31 Feb 9999 25:61:61 XYZ"},
    "if-range": {"If-Range": "\x7f"},
    "encoding": {"Accept-Encoding": "gzip;q=-1, br;q=NaN, *;q=x"},
    "referer": {"Referer": "javascript:alert(1)"},
    "referer-broken": {"Referer": "http://[::1"},
    "origin-null": {"Origin": "null"},
    "origin-broken": {"Origin": "http://[::1"},
    "forwarded-host": {"X-Forwarded-Host": "evil.example"},
    "forwarded-proto": {"X-Forwarded-Proto": "javascript"},
    "forwarded-for": {"X-Forwarded-For": "not an address, ::1, " + "1" * 5_000},
    "method-override": {"X-HTTP-Method-Override": "DELETE"},
    "rewrite": {"X-Original-URL": "/sl/desk/", "X-Rewrite-URL": "/sl/desk/"},
    "htmx": {"HX-Request": "true", "HX-Current-URL": "http://[::1", "HX-Target": "<b>"},
    "request-id": {"X-Request-ID": "a\tb" + "x" * 5_000},
    "authorization": {"Authorization": "Basic ////"},
    "authorization-bearer": {"Authorization": "Bearer " + "x" * 5_000},
    "agent": {"User-Agent": "<script>alert(1)</script>" * 100},
    "length-of-words": {"Content-Length": "abc"},
    "length-negative": {"Content-Length": "-1"},
    "length-arabic": {"Content-Length": "٣"},
}
COOKIES: dict[str, str] = {
    "session-of-nul": 'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000\\000"',
    "session-of-quotes": 'sessionid="\';DROP TABLE x;--"',
    "session-long": "sessionid=" + "x" * 6_000,
    "session-empty": "sessionid=",
    "session-twice": "sessionid=aaaaaaaaaaaa; sessionid=bbbbbbbbbbbb",
    "language-traversal": "django_language=../../etc/passwd",
    "language-nul": 'django_language="\\000"',
    "messages-garbage": "messages=W10:1x:bad",
    "csrf-garbage": "csrftoken=<script>",
    "no-name": "=x; ; ;;=",
    "unclosed": 'sessionid="abcdefghijk',
    "surrogates": "x=\\355\\240\\200",
}
METHODS = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD", "PROPFIND", "BREW", "get")
HOSTS = (
    *("evil.example", "127.0.0.1:x", "[::1", "localhost/@evil.example", ""),
    *("127.0.0.1\t.evil.example", "a" * 300, "127.0.0.1:8000:8000", "evil.example:80", "..", "%00"),
)
QUERIES = (
    *("page=0", "page=-1", "page=99999999999999999999", "page=1.5", "page=x", "page=%00", "page="),
    *("page=1&page=2", "page[]=1", "page=%D9%A3", "q=%ff%fe", "q=%00", "q=%zz", "q=" + "a" * 8_000),
    *("q=%F0%9F%8E%B6", "q=%E2%80%AE", "call=%00", "call=../../etc", "call=<script>", "year=%00"),
    *("year=99999999999999999999", "year=x", "kind=%00", "kind=<svg>", "sort=%00", "sort=password"),
    *("least=%00", "least=1,234", "least=1e9", "least=-1", "most=99999999999999999999"),
    *("organisation=0", "organisation=99999999999999999999", "organisation=1e3", "stage=%00"),
    *("stage=draft", "least=9&most=1", "q=__import__", "q='%20OR%201=1--", "format=xml", "&&&&"),
    *("=", "?", "q=%0d%0aSet-Cookie:x=1", "lot=%00", "show=%00", "run=x", "run=%00", "trace=%00"),
    "&".join(f"a{n}=1" for n in range(6_000)),
)
PATHS = (
    *("%00", "%ff%fe", "calls/%00/", "calls/..%2f..%2fetc%2fpasswd/", "calls/mala%0d%0a/"),
    *("calls/<script>/", "calls/" + "a" * 5_000 + "/", "applications/99999999999999999999/"),
    *("organisations/0/", "organisations/99999999999999999999999/", "organisations/-1/"),
    *("organisations/٣/", "ledger/0/", "ledger/99999999999999999999999/", "ledger/1e3/"),
    *(
        "jobs/00000000-0000-0000-0000-000000000000/",
        "jobs/x/",
        "//evil.example/",
        "/\\evil.example",
    ),
    *(
        "organisations/join/%00/",
        "organisations/join/" + "x" * 3_000 + "/",
        "register/organisations/",
    ),
    *("register/organisations/99999999999999999999/", "calls/plain-2027/files/..%2f.json"),
    *("decisions/M27-A-001/%00/", "decisions/x/" + "f" * 3_000 + "/", ".env", ".git/config"),
    *(
        "calls/plain-2027/results/%00/",
        "account/confirm-email/%00/",
        "account/confirm-email/a:b:c/",
    ),
    *(
        "account/password/reset/key/0-0/",
        "account/password/reset/key/%00-%00/",
        "admin/",
        "wp-login.php",
    ),
)
API_PATHS = (
    *("ledger/receipt/0", "ledger/receipt/99999999999999999999999", "ledger/proof/5?size=0"),
    *(
        "ledger/proof/5?size=x",
        "ledger/proof/5?size=99999999999999999999999",
        "ledger/proof/5?size=%00",
    ),
    *(
        "ledger/consistency/0/0",
        "ledger/consistency/5/1",
        "ledger/consistency/1/99999999999999999999",
    ),
    *(
        "ledger/entries.ndjson?from=0",
        "ledger/entries.ndjson?from=x",
        "ledger/entries.ndjson?from=%00",
    ),
    *("ledger/entries.ndjson?from=99999999999999999", "ledger/entries.ndjson?from=-1"),
    *("api/v1/calls/%00/", "api/v1/calls/<script>/", "api/v1/calls/" + "a" * 3_000 + "/"),
    *("api/v1/calls/?page=0", "api/v1/calls/?page=%00", "api/v1/calls/?page=99999999999999999999"),
    *("api/v1/calls/?state=draft", "api/v1/calls/?state=%00", "api/v1/calls/?state=a&state=b"),
    *("api/v1/calls/?deadline_after=%00", "api/v1/calls/?deadline_after=2027-02-30T00:00"),
    *("api/v1/calls/?deadline_after=0000-01-01", "api/v1/calls/?deadline_after=10000-01-01"),
    *("api/v1/calls/?deadline_after=9999-12-31T23:59:59-14:00", "api/v1/calls/?deadline_before=x"),
    *("api/v1/calls/?deadline_after=0001-01-01T00:00:00%2B14:00", "api/v1/lots/?kind=%00"),
    *("api/v1/calls/?deadline_before=2026-03-29T02:30:00", "api/v1/lots/?call=%00"),
    *("api/v1/lots/?call=" + "a" * 500, "api/v1/lots/?kind=x", "api/v1/awards/?year=x"),
    *("api/v1/awards/?year=%00", "api/v1/awards/?least=1,234", "api/v1/awards/?least=9&most=1"),
    *("api/v1/awards/?organisation=99999999999999999999", "api/v1/awards/?organisation=-1"),
    *("api/v1/awards/?organisation=%00", "api/v1/awards/?sort=password", "api/v1/awards/?sort=%00"),
    *("api/v1/awards/?q=%00", "api/v1/awards/?q=" + "a" * 500, "api/v1/awards/?kind=x&call=y"),
    *(
        "api/v1/results/%00/",
        "api/v1/results/nowhere/",
        "api/v1/nothing/",
        "api/v1/schema/?format=x",
    ),
    *("api/v1/schema/?lang=%00", "api/v1/schema/?lang=../../x", "api/v1/?format=xml", "api/v2/"),
)
# Where `next` may not lead.
REDIRECTS = (
    *("https://evil.example", "http://evil.example/", "//evil.example", "///evil.example"),
    *(
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\\/evil.example",
    ),
    *(
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "http:\\\\evil.example",
    ),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
    ),
    *(
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://evil.example",
    ),
    *(
        "https://127.0.0.1@evil.example",
        "https://evil.example#@127.0.0.1",
        "//evil.example%2f@127.0.0.1",
    ),
    *(
        "https://127.0.0.1.evil.example",
        "https://evil.example\\@127.0.0.1",
        "//127.0.0.1:80@evil.example",
    ),
    *(
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
        " //evil.example",
        "\t//evil.example",
    ),
    *(
        "\u00a0//evil.example",
        "\u3000https://evil.example",
        "\u2028//evil.example",
        "\ufeff//evil.example",
    ),
    *(
        "//evil\u3002example",
        "//ⅇvil.example",
        "https://evil。example",
        "/%09/evil.example",
        "http://[::1",
    ),
    *(
        "/sl/\r\nSet-Cookie: x=1",
        "/sl/%0d%0aSet-Cookie:x=1",
        "\0//evil.example",
        "https://" + "a" * 5_000,
    ),
    *(
        "//evil.example/%2e%2e",
        "http:///////evil.example",
        "//\\evil.example",
        "..//evil.example/..",
    ),
    *(
        "https%3A%2F%2Fevil.example",
        "%2f%2fevil.example",
        "http://localhost:9/",
        "{{ 31337|add:1 }}",
    ),
)
# What 8 kB of a Host header may be made of.
HOST_PIECES = {
    "letter": "a",
    "at": "@",
    "letter-at": "a@",
    "dot": ".",
    "letter-dot": "a.",
    "hyphen": "-",
    "bracket": "[",
    "colon": ":",
    "digit": "1",
    "address": "1.1.1.1",
    "percent": "%2e",
    "bar": "/",
    "blank": " ",
    "comma": "a,",
    "quote": '"',
    "angle": "<a@b>",
    "query": "/?a",
    "equals": "=@",
    "accent": "é",
    "secret": "/confirm-email/",
}

# What a head may say of the body. Python knows some of these as encodings, and Django believes it.
_LETTERS = (
    *("rot13", "utf-16", "utf-32", "utf-7", "zlib", "bz2", "hex", "base64", "quopri", "uu", "idna"),
    *("punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "cp037", "no-such"),
)
CONTENT_TYPES = (
    *(f"application/x-www-form-urlencoded; charset={one}" for one in _LETTERS),
    *(f"multipart/form-data; charset={one}; boundary=XbX" for one in _LETTERS),
    *(f"multipart/form-data; boundary*={one}''XbX" for one in ("bogus", "rot13", "utf-8", "")),
    "multipart/form-data; boundary=XbX; x*=bogus''%ff",
    "multipart/form-data; boundary=XbX; x*0*=bogus''%ff; x*1*=%ff",
    "multipart/form-data; boundary=A; boundary=XbX",
    "multipart/form-data; boundary=\xe8",
    "multipart/form-data" + ";" * 5_000,
    "multipart/form-data" + "; a=b" * 5_000,
    'multipart/form-data; boundary="' + '\\"' * 5_000,
    "multipart/form-data; boundary=" + "x" * 5_000,
    "multipart/mixed; boundary=XbX",
    "multipart/form-data, text/plain",
    "text/plain; charset*=bogus''%ff",
    *(
        "text/xml",
        "application/json",
        "///",
        ";",
        "",
        " ",
        "a",
        "a/b/c",
        "\xff/\xfe",
        "=?utf-8?q?x?=",
    ),
)
