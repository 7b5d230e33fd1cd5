"""Headers that no browser sends, on every operation: ignored, or refused in words."""

from collections.abc import Iterator

import pytest

from chalicelib.kit.http import Route
from tests.hostile import wire
from tests.hostile.routes import COWORKER, each_route, gets_furthest
from tests.hostile.siege import Siege
from tests.hostile.wire import Header

ALWAYS: list[Header] = [
    ("Accept-Language", b"\xff\xfe\x00en"),
    ("Accept-Language", ",;q=,;;fr;q=NaN" * 400),
    ("Accept", "application/xml;q=0"),
    ("X-Forwarded-For", b"\x00, ,\xff"),
]
WITH_A_KEY: list[Header] = [
    ("Idempotency-Key", ""),
    ("Idempotency-Key", b"\x00\x01\xff"),
    ("Idempotency-Key", "k" * 256),
    ("Idempotency-Key", "cl\u00e9 \U0001f511 \u202e".encode()),
]
WITH_A_VERSION: list[Header] = [
    ("If-Match", ""),
    ("If-Match", "*"),
    ("If-Match", '"1", "2"'),
    ("If-Match", '"\u0661\u00b2"'.encode()),
    ("If-Match", '"' + "9" * 5000 + '"'),
    ("If-Match", b'"\x001"'),
]
WITH_A_BODY: list[Header] = [
    ("Content-Type", ""),
    ("Content-Type", "application/json; charset=utf-16"),
    ("Content-Type", "application/json, text/html"),
    ("Content-Type", "multipart/form-data"),
    ("Content-Type", b"\xff/\x00;;="),
]
WITH_A_COOKIE: list[Header] = [
    ("Cookie", b"pupitre_refresh=\xff\x00; =; pupitre_refresh"),
    ("Cookie", 'pupitre_refresh="\\777\\000"'),
    ("Cookie", "pupitre_refresh=" + "a." * 4000),
]
FORGED = ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c", b"Bearer \xff\x00", "Bearer " + "a" * 30_000,
          "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."]  # fmt: skip


def wild(route: Route) -> Iterator[Header]:
    yield from ALWAYS
    yield from WITH_A_KEY if route.needs_key else ()
    yield from WITH_A_VERSION if route.versioned else ()
    yield from WITH_A_BODY if route.body else ()
    yield from WITH_A_COOKIE if route.path.startswith("/auth/") else ()


@each_route
def test_a_wild_header_is_ignored_or_refused_in_words(siege: Siege, route: Route) -> None:
    usual = {"Content-Type": "application/json", "Idempotency-Key": "usual", **siege.headers(gets_furthest(route))}
    for name, value in wild(route):
        headers: list[Header] = [*(usual | {name: ""}).items()]
        sent = [header for header in headers if header[0] != name] + [(name, value)]
        answer = wire.send(siege, route.method, siege.address(route), sent, siege.body(route))
        siege.examine(route, answer)
        if answer.status_code >= 400:
            wire.problem(answer)


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: repr(forged)[:40])
def test_a_forged_session_is_no_session(siege: Siege, forged: str | bytes) -> None:
    assert wire.problem(wire.send(siege, "GET", "/api/v1/me", [("Authorization", forged)]))["status"] == 401


@pytest.mark.parametrize("spoilt", [b"\x00", b"\xff", b" x", b",Bearer x"])
def test_a_spoilt_session_is_no_session(siege: Siege, spoilt: bytes) -> None:
    token = siege.headers(COWORKER)["Authorization"].encode()
    assert wire.send(siege, "GET", "/api/v1/me", [("Authorization", token)]).status_code == 200
    assert wire.problem(wire.send(siege, "GET", "/api/v1/me", [("Authorization", token + spoilt)]))["status"] == 401


def test_of_a_header_sent_twice_one_counts(siege: Siege) -> None:
    """API Gateway hands on the last one."""
    session = siege.headers(COWORKER)["Authorization"]
    twice: list[Header] = [("Authorization", "Bearer x"), ("Authorization", session)]
    assert wire.send(siege, "GET", "/api/v1/me", twice).status_code == 200
    assert wire.send(siege, "GET", "/api/v1/me", reversed(twice)).status_code == 401


@pytest.mark.parametrize("length", ["-1", "1e3", "\u0661", ""])
def test_a_length_that_is_none_is_refused(siege: Siege, length: str) -> None:
    answer = wire.send(siege, "POST", "/api/v1/auth/refresh", [("Content-Length", length.encode())])
    assert wire.problem(answer)["status"] == 411
