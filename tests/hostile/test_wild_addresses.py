"""Addresses that no link of ours leads to: not found, never a way into another place."""

import pytest

from chalicelib.kit.http import Route
from tests.hostile import wire
from tests.hostile.routes import HOST, STAFF, each_with_parameters, each_with_query, gets_furthest
from tests.hostile.siege import Siege

STRANGE = [
    "%00", "a%00b", "%2e%2e", "..%2f..%2fme", "%5c", "%ff", "%c0%ae", "%u0041", "%", "%zz", "%25%30%30", "%E2%80%AE",
    "%F0%9F%94%91", "%0d%0aSet-Cookie:a=b", "a%20b", "+", "*", "~", "'", "{x}", "$ne", "a;b=c", "a,b", "SPACE%231",
    "a" * 65, "a" * 8000, "-", "None", "__proto__",
]  # fmt: skip
QUERIES = [
    "?", "?&&&", "?=", "?=x", "?%", "?%00=1", "?%ff=%ff", "?a[]=1&a[x]=2", "?limit=1;cursor=x", "?limit=%D9%A1",
    "?limit=", "?limit=1&limit=0", "?limit=0&limit=1", "?limit=1e1", "?limit=+1", "?limit=%201", "?limit=0x1",
    "?limit=1_0", "?limit=" + "9" * 5000, "?limit=true", "?limit=null", "?limit=NaN", "?cursor=", "?cursor=%00",
    "?cursor=" + "A" * 2048, "?cursor=" + "A" * 2049, "?cursor=%F0%9F%94%91", "?cursor=====", "?status=%00",
    "?date=%D9%A1", "?date=0000-00-00", "?date=99999-01-01", "?where=%00", "?where=" + "%E2%80%AE" * 9, "?where=%",
    "?people=1&people=2", "?start=24:00", "?" + "&".join(f"a{number}=1" for number in range(400)),
]  # fmt: skip
SPELLINGS = [
    "/api/v1", "/api/v1/", "/api/v1//me", "/api//v1/me", "/api/v1/ME", "/api/V1/me", "/api/v1/me/%2e", "/api/v1/./me",
    "/api/v1/x/../me", "/api/v1/%6de", "/api/v1/me%00", "/api/v2/me", "/api/v1/me.json",
]  # fmt: skip
BESIDE_THE_SITE = [
    "/%2e%2e/Makefile.x", "/..%2f..%2fpackage.json", "/../package.json", "/a%00.js", "/assets/%00.js", "/%ff.js",
    "/" + "a" * 5000 + ".js", "//etc/passwd.x", "/.git/config.x", "/\\..\\package.json",
]  # fmt: skip


@each_with_parameters
def test_a_strange_identifier_is_not_found(siege: Siege, route: Route) -> None:
    headers = [*siege.headers(gets_furthest(route)).items(), ("Idempotency-Key", "k"), ("Content-Type", "x/y")]
    for strange in STRANGE:
        for name in siege.parameters(route):
            path = route.path.format(**{**siege.parameters(route), name: "\x00"}).replace("\x00", strange)
            answer = wire.send(siege, route.method, f"/api/v1{path}", headers)
            assert wire.problem(answer)["status"] in {400, 404, 405, 415, 422, 428}, (path, answer.text)
            assert "Set-Cookie" not in answer.headers


@each_with_query
def test_a_strange_query_is_read_or_refused(siege: Siege, route: Route) -> None:
    headers = siege.headers(gets_furthest(route)).items()
    for query in QUERIES:
        answer = wire.send(siege, route.method, siege.address(route) + query, headers)
        siege.examine(route, answer)
        if answer.status_code != 200:
            assert wire.problem(answer)["status"] == 422, query


@pytest.mark.parametrize("path", SPELLINGS)
def test_another_spelling_of_an_address_is_another_address(siege: Siege, path: str) -> None:
    answer = wire.send(siege, "GET", path, siege.headers(STAFF).items())
    assert wire.problem(answer)["code"] == "not_found"


@pytest.mark.parametrize("path", BESIDE_THE_SITE, ids=lambda path: path[:30])
def test_the_site_shows_no_file_but_its_own(siege: Siege, path: str) -> None:
    answer = wire.send(siege, "GET", path)
    assert answer.status_code in {404, 503}, answer.text[:200]


def test_a_stranger_learns_nothing_from_the_length_of_an_answer(siege: Siege) -> None:
    """Somebody else's booking and one that does not exist are told in the very same words."""
    real = siege.known["booking_id"]
    told = [
        wire.send(siege, "GET", f"/api/v1/bookings/{number}", siege.headers(HOST).items()).content
        for number in (real, real[::-1], "bk_0")
    ]
    assert told[0] == told[1] == told[2]
