"""What one process of the server does with connections that take long or hold much."""

import socket
from collections.abc import Iterator

import pytest
from waitress import wasyncore

from kbsite.serve import connections, turns
from kbsite.serve.bounds import Bounds, TransferPace
from tests.kbsite.bounded_server import BOUNDS, FORM, HEAD, WHOLE, Clock, Served
from tests.waiting import waited_for


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    clock = Clock()
    monkeypatch.setattr(connections, "time", clock)
    served = Served(clock)

    yield served

    served.dispatcher.shutdown()
    for client in served.clients:
        client.close()
    served.turn()
    wasyncore.close_all(served.map)


# Deadlines


def test_a_head_has_a_deadline_however_often_a_line_comes(served: Served) -> None:
    client = served.client(HEAD)

    served.after(15)
    client.sendall(b"X-Slow: 1\r\n")
    served.turn()
    before = served.is_open(client)
    served.after(6)

    assert before
    assert not served.is_open(client)


def test_a_connection_without_a_word_has_the_same_deadline(served: Served) -> None:
    client = served.client(b"")

    served.after(21)

    assert not served.is_open(client)


def test_a_body_that_trickles_is_given_up(served: Served) -> None:
    client = served.client(FORM)
    served.after(0)

    client.sendall(b"x" * 5999)
    served.turn()
    served.after(60)

    assert not served.is_open(client)


def test_a_body_over_a_slow_line_is_waited_for(served: Served) -> None:
    client = served.client(FORM)
    served.after(0)

    for _ in range(3):
        client.sendall(b"x" * 6100)
        served.turn()
        served.after(60)

    assert served.is_open(client)


def test_no_body_may_take_for_ever(served: Served) -> None:
    client = served.client(FORM)
    served.after(0)

    for _ in range(16):
        client.sendall(b"x" * 6100)
        served.turn()
        served.after(60)

    assert not served.is_open(client)


def test_an_answer_that_nobody_takes_is_given_up(served: Served) -> None:
    served.ask_for_much()
    served.after(0)

    # In the first period the kernel may still take in some of it.
    served.after(61)
    served.after(61)

    assert served.server.channels == []


def test_after_an_answer_the_next_request_has_a_deadline_of_its_own(served: Served) -> None:
    client = served.client(WHOLE)
    first = served.answered(client)

    served.after(15)
    client.sendall(WHOLE)
    second = served.answered(client)

    assert first.startswith(b"HTTP/1.1 200")
    assert second.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(("moved", "too_slow"), [(199, True), (200, False)])
def test_a_pace_is_judged_at_the_end_of_each_period(moved: int, too_slow: bool) -> None:
    bounds = Bounds(pace_seconds=10, pace_bytes_per_second=10)
    pace = TransferPace(now=0, moved=0)

    assert not pace.is_too_slow(9, 0, bounds)
    assert not pace.is_too_slow(10, 100, bounds)
    assert pace.is_too_slow(20, moved, bounds) is too_slow


def test_a_request_that_is_worked_on_for_too_long_is_noticed(served: Served) -> None:
    served.client(b"GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n")
    waited_for(lambda: bool(served.seen), seconds=10)
    at_first = served.server.stuck()

    served.clock.now += 61
    later = served.server.stuck()
    served.may_go_on.set()

    assert at_first == []
    assert [channel.working_since for channel in later] == [1000.0]


# Room


def test_a_newcomer_gets_the_place_of_whoever_waits_longest(served: Served) -> None:
    patient = []
    for _ in range(BOUNDS.connections):
        patient.append(served.client(HEAD))
        served.clock.now += 1

    newcomer = served.client(WHOLE)

    assert served.answered(newcomer).startswith(b"HTTP/1.1 200")
    assert [served.is_open(client) for client in patient] == [False, True, True]


def test_bodies_together_are_bounded_and_the_oldest_gives_way(served: Served) -> None:
    older = served.client(FORM + b"x" * 60_000)
    served.turn(20)
    served.clock.now += 1
    newer = served.client(FORM + b"x" * 60_000)
    served.turn(20)

    served.after(0)

    assert not served.is_open(older)
    assert served.is_open(newer)


def test_answers_together_are_bounded(served: Served) -> None:
    for _ in range(2):
        served.ask_for_much()

    served.after(0)

    assert sum(channel.bytes_of_answer for channel in served.server.channels) <= BOUNDS.bytes_of_answers


# Turns


def test_a_reader_is_answered_before_bodies_that_have_come_and_these_take_turns(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "SECONDS_FOR_BODIES", 0)
    senders = [served.client(FORM) for _ in range(2)]
    reader = served.client(b"")
    first, second = (channel for channel in served.server.channels if channel.has_head)
    for sender in senders:
        sender.sendall(b"x" * 1000)
    reader.sendall(WHOLE)

    served.turn(1)
    after_one = (first.bytes_of_bodies, second.bytes_of_bodies)
    served.turn(1)

    assert served.answered(reader).startswith(b"HTTP/1.1 200")
    assert sorted(after_one) == [0, 1000]
    assert (first.bytes_of_bodies, second.bytes_of_bodies) == (1000, 1000)


# Odd requests


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET http://[::/ HTTP/1.1\r\nHost: x",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: " + b"9" * 5000,
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1",
        b"GET / HTTP/1.1\r\nHost : x",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\rb",
    ],
)
def test_what_cannot_be_read_is_answered_with_400(request_line: bytes, served: Served) -> None:
    client = served.client(request_line + b"\r\n\r\n")

    assert b" 400 Bad Request\r\n" in served.answered(client)


def test_urgent_data_ends_a_connection(served: Served) -> None:
    client = served.client(HEAD)

    client.send(b"!", socket.MSG_OOB)

    assert not served.is_open(client)


def test_a_body_in_chunks_arrives_whole(served: Served) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    client = served.client(head + b"5\r\nhello\r\n6\r\n there\r\n0\r\n\r\n")

    answer = served.answered(client)

    assert answer.startswith(b"HTTP/1.1 200")
    assert served.seen[0]["body"] == b"hello there"
    assert served.seen[0]["CONTENT_LENGTH"] == "11"


# Stopping


def test_a_stop_lets_requests_that_are_under_way_finish(served: Served) -> None:
    idle, half = served.client(b""), served.client(FORM)

    served.server.stop_accepting()

    assert not served.is_open(idle)
    assert served.is_open(half)
    with pytest.raises(ConnectionRefusedError):
        served.client(b"")
