"""Half requests hold a socket and never a thread, and the socket has an end."""

import socket
import threading
from contextlib import contextmanager

import pytest

from config.serving.web_server import FILE_THREADS, Limits, Server

QUICK = Limits(largest_body=100_000, head_seconds=0.3, body_seconds=0.3, connections=300)
WHOLE = b"GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n"
HALF_HEAD = b"GET / HTTP/1.1\r\nHost: a.exa"
HALF_BODY = b"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5000\r\n\r\nname="


def program(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ.get('CONTENT_LENGTH')} {len(body)}".encode()]


@contextmanager
def running(limits, application=program):
    """A server with a single thread; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(1024)
    server = Server(application, listening, threads=1, limits=limits)
    loop = threading.Thread(target=server.run)
    loop.start()
    try:
        yield listening.getsockname()
    finally:
        server.stopping = True
        server.pull_trigger()
        loop.join(30)
        server.close()
        for line in list(server.active_channels.values()):
            line.close()


@contextmanager
def lines(address, count, sent):
    opened = []
    try:
        for _one in range(count):
            opened.append(socket.create_connection(address, timeout=20))
            opened[-1].sendall(sent)
        yield opened
    finally:
        for one in opened:
            one.close()


def answer_to(address, request=WHOLE):
    with lines(address, 1, request) as [line]:
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize("sent", [b"", b"G", HALF_HEAD, HALF_BODY])
def test_two_hundred_half_requests_keep_nobody_waiting(sent):
    patient = Limits(largest_body=100_000)
    with running(patient) as address, lines(address, 200, sent):
        assert answer_to(address).startswith(b"HTTP/1.1 200")


WITH_FILE = (
    b"POST / HTTP/1.1\r\nHost: a.example\r\nContent-Type: Multipart/form-data; boundary=x\r\n"
    b"Content-Length: 5\r\n\r\n--x--"
)


def test_files_that_are_looked_at_for_long_keep_nobody_waiting():
    looked_at, answered = threading.Event(), []

    def slow(environ, start_response):
        if environ.get("CONTENT_TYPE"):
            looked_at.wait(5)
            answered.append(environ["CONTENT_TYPE"])
        return program(environ, start_response)

    many = 2 * FILE_THREADS
    with running(QUICK, slow) as address, lines(address, many, WITH_FILE) as opened:
        assert answer_to(address).startswith(b"HTTP/1.1 200")
        assert answered == []
        looked_at.set()
        for line in opened:
            assert line.recv(1000).startswith(b"HTTP/1.1 200")
    assert len(answered) == many


@pytest.mark.parametrize("sent", [HALF_HEAD, HALF_BODY])
def test_half_request_that_stops_is_ended(sent):
    with running(QUICK) as address, lines(address, 1, sent) as [line]:
        assert line.recv(1000) == b""


@pytest.mark.parametrize("begun", [HALF_HEAD, HALF_BODY])
def test_half_request_that_goes_on_byte_by_byte_is_ended(begun):
    with running(QUICK) as address, lines(address, 1, begun) as [line]:
        line.settimeout(0.05)
        ended = False
        for _turn in range(200):
            try:
                line.sendall(b"x")
                ended = line.recv(1000) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                ended = True
            if ended:
                break
        assert ended


def test_body_that_comes_at_a_pace_may_take_longer():
    limits = Limits(largest_body=100_000, body_seconds=0.0, body_pace=1)
    with running(limits) as address, lines(address, 1, HALF_BODY) as [line]:
        line.sendall(b"x" * 4995)
        assert line.recv(1000).startswith(b"HTTP/1.1 200")


def test_unfinished_bodies_have_one_limit_and_the_newest_goes():
    limits = Limits(largest_body=100_000, room=20_000)
    begun = HALF_BODY.replace(b"5000", b"50000") + b"x" * 15_000
    with running(limits) as address, lines(address, 1, begun) as [first]:
        with lines(address, 1, begun) as [second]:
            assert second.recv(1000) == b""
        first.sendall(b"x" * (50_000 - 15_005))
        assert first.recv(1000).startswith(b"HTTP/1.1 200")


def test_crowded_server_waits_shorter_for_a_head():
    limits = Limits(largest_body=100_000, head_seconds=5.0, connections=20)
    with running(limits) as address, lines(address, 15, HALF_HEAD):
        assert answer_to(address).startswith(b"HTTP/1.1 200")
    with running(limits) as address, lines(address, 25, HALF_HEAD):
        assert answer_to(address).startswith(b"HTTP/1.1 200")


def test_body_that_is_too_large_reaches_the_program_without_being_taken():
    head = HALF_BODY.replace(b"5000", b"100001")
    with running(Limits(largest_body=100_000)) as address:
        assert answer_to(address, head).endswith(b"100001 0")


def test_what_is_whole_is_finished_before_the_end():
    begun, go_on = threading.Event(), threading.Event()

    def slow(environ, start_response):
        begun.set()
        assert go_on.wait(20)
        return program(environ, start_response)

    answers = []
    with running(Limits(largest_body=100_000), slow) as address:
        asking = threading.Thread(target=lambda: answers.append(answer_to(address)))
        asking.start()
        assert begun.wait(20)
        threading.Timer(0.2, go_on.set).start()
    asking.join(20)
    assert answers[0].startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"get / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /\xe8 HTTP/1.1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", b"501"),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", b"400"),
        (b"GET / HTTP/1.1\r\nContent-Length : 5\r\n\r\n", b"400"),
    ],
    ids=["colon", "method", "address", "length", "transfer", "two lengths", "blank"],
)
def test_what_is_no_request_is_answered_in_all_languages(sent, code):
    with running(Limits(largest_body=100_000)) as address:
        answer = answer_to(address, sent)
    assert answer.split()[1] == code
    words = answer.partition(b"\r\n\r\n")[2].decode().splitlines()
    assert [line.split()[0] for line in words] == ["Zahteve", "La", "The"]
    assert "server" not in answer.partition(b"\r\n\r\n")[2].decode()


def test_program_that_cannot_begin_is_a_fault_in_all_languages():
    def breaks(_environ, _start_response):
        raise LookupError("secret")

    with running(Limits(largest_body=100_000), breaks) as address:
        head, _line, words = answer_to(address).partition(b"\r\n\r\n")
    assert head.split()[1] == b"500"
    assert [line.split()[0] for line in words.decode().splitlines()] == [
        "Napaka",
        "L’errore",
        "The",
    ]


def test_body_in_pieces_goes_before_its_length():
    """Two ends of one request: what stands behind the true one is not smuggled in as another."""
    head = b"POST / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nContent-Length: 5\r\n"
    sent = head + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"
    with running(Limits(largest_body=100_000)) as address:
        answer = answer_to(address, sent)
    assert answer.count(b"HTTP/1.1") == 1
    assert answer.split()[1] == b"400" or answer.endswith(b"2 2")
