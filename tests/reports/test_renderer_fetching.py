"""What a page may name: nothing that did not come with it."""

import socket
import threading
from datetime import UTC, datetime

import pytest

from accounts.guarded.pool import ChildFailed
from reports.documents.pdf import Paper, write_pdf

AT = datetime(2026, 12, 2, tzinfo=UTC)
SVG = 'xmlns="http://www.w3.org/2000/svg"'
PIXEL = f'<svg {SVG} width="1" height="1"/>'.encode()


@pytest.fixture
def listener():
    """A server on this machine that notes whoever connects."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        over = threading.Event()

        def listen():
            while not over.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                calls.append(connection)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], calls
        over.set()
        thread.join()


PAGES = {
    "image": '<img src="{0}" alt="x">',
    "source set": '<img srcset="{0} 2x" src="{0}" alt="x">',
    "object": '<object data="{0}"></object>',
    "embed": '<embed src="{0}">',
    "style sheet": '<link rel="stylesheet" href="{0}">',
    "import": '<style>@import url("{0}");</style>',
    "import in words": '<style>@import "{0}";</style>',
    "background": '<p style="background: url({0})">a</p>',
    "list mark": '<ul style="list-style-image: url({0})"><li>a</ul>',
    "content": '<style>p::before {{ content: url("{0}") }}</style><p>a</p>',
    "font": '<style>@font-face {{ font-family: f; src: url("{0}") }}</style>'
    '<p style="font-family: f">a</p>',
    "attachment": '<link rel="attachment" href="{0}">',
    "attached link": '<a rel="attachment" href="{0}">a</a>',
    "drawing": f'<svg {SVG}><image href="{{0}}" width="9" height="9"/></svg>',
    "used drawing": f'<svg {SVG}><use href="{{0}}#a"/></svg>',
    "profile": '<style>@color-profile --p {{ src: url("{0}") }}</style><p>a</p>',
    "base": '<base href="{0}"><img src="x.png" alt="x">',
}
ADDRESSES = ["http://127.0.0.1:{port}/a.png", "file:///etc/passwd", "ftp://127.0.0.1:{port}/a"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("way", PAGES)
def test_page_fetches_nothing(listener, way, address):
    port, calls = listener
    page = PAGES[way].format(address.format(port=port))
    try:
        document = write_pdf(Paper(html=f"<title>a</title>{page}", at=AT))
    except ChildFailed:
        document = b""
    assert calls == []
    assert b"root:" not in document


@pytest.mark.parametrize("way", ["image", "import", "style sheet", "background"])
@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.png", "file:///etc/passwd"])
def test_page_that_asks_for_more_is_refused_and_not_made_without(way, address):
    with pytest.raises(ChildFailed, match="ForeignAddress"):
        write_pdf(Paper(html=PAGES[way].format(address), at=AT))


@pytest.mark.parametrize(
    "drawing",
    [
        f'<svg {SVG}><image href="http://127.0.0.1:9/a.png"/></svg>',
        f'<svg {SVG}><style>@import "file:///etc/passwd";</style></svg>',
        f'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {SVG}><text>&x;</text></svg>',
    ],
)
def test_drawing_brings_nothing_in(drawing):
    sheet = Paper(
        html='<img src="made/a.svg" alt="x">', at=AT, made={"made/a.svg": drawing.encode()}
    )
    try:
        document = write_pdf(sheet)
    except ChildFailed:
        return
    assert b"root:" not in document


def test_page_uses_what_came_with_it():
    html = '<html lang="sl"><title>a</title><img src="made/a.svg" alt="x">'
    assert write_pdf(Paper(html=html, at=AT, made={"made/a.svg": PIXEL})).startswith(b"%PDF-1.7")
