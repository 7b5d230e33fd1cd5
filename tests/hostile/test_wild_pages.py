"""What is read without a session and lies in no OpenAPI document, or is asked for by programs alone: pages of spaces,
robots.txt, the sitemap, pictures, calendars. Whatever is sent, nothing breaks, nothing comes back, nothing leaks."""

from dataclasses import dataclass
from itertools import product

import pytest
import requests

from localdev.site import behaviour_of
from tests.hostile import wire
from tests.hostile.siege import Siege
from tests.hostile.test_wild_addresses import QUERIES, STRANGE
from tests.hostile.wire import Header
from tests.journeys import imports, offers
from tests.journeys.offers import Host, Offer, a_room, a_space
from tests.journeys.people import Person
from tests.journeys.product import ROOT
from tests.journeys.waiting import until
from tests.make.pictures import jpeg

BUILT = ROOT / "frontend" / "dist" / "index.html"
MARK = "struck"
"""Part of everything wild, and of no page of ours."""
MARKUP = [
    f"<script>{MARK}()</script>", f"%3Cscript%3E{MARK}()%3C%2Fscript%3E", f"%22%3E%3Csvg%20onload={MARK}()%3E",
    f"'><img/src=x/onerror={MARK}()>", f"javascript:{MARK}()", f"{{{{{MARK}}}}}", f"{MARK}%0d%0aX-{MARK}:%20yes",
    f"--%3E%3C!--{MARK}", f"%253Cscript%253E{MARK}", f"{MARK}%E2%80%AE%00%EF%BF%BF", f"{MARK}" * 2000,
    f"%2e%2e%2f%2e%2e%2f{MARK}", f"..%5c..%5c{MARK}.yaml", "%2e%2e/%2e%2e/index.html", "..;/index.html",
    ".git/config", ".env", "%2fetc%2fpasswd", "%252e%252e%252fMakefile",
]  # fmt: skip
PLACES = (
    "/espaces/{}", "/espaces/{}/", "/espaces/paris/{}", "/espaces/{}/x", "/espaces/a/b/{}", "/espaces/a/salles/{}",
    "/espaces{}", "/sitemap.xml{}", "/robots.txt{}", "/sitemap.xml/{}", "/media/{}", "/media/{}/share.jpg",
    "/media/im_x/{}", "/share.png{}", "/api/espaces/{}", "/api/{}", "/api/v1/feeds/{}/calendar.ics",
    "/api/v1/feeds/x/{}", "/api/v1/feeds/x/calendar.ics{}", "/{}/sitemap.xml", "/{}",
)  # fmt: skip
HEADERS: list[Header] = [
    ("Accept", f"application/{MARK};q=NaN, */*;q=-1"), ("Accept", b"\xff\x00"), ("Accept", "image/webp"),
    ("Accept-Encoding", f"{MARK}, identity;q=0, *;q=0"), ("Accept-Language", f"{MARK}-<script>,en;q=x"),
    ("If-None-Match", f'"{MARK}"'), ("If-None-Match", "*"), ("If-None-Match", "W/" * 4000),
    ("If-None-Match", b'"\xff'), ("If-Match", f'"{MARK}"'),
    ("If-Modified-Since", MARK), ("If-Modified-Since", "Mon, 01 Jan 9999 00:00:00 GMT"),
    ("Range", "bytes=0-0"), ("Range", "bytes=5-1,-0,9999999999999-"), ("Range", f"{MARK}=1-"), ("If-Range", '"x"'),
    ("X-Forwarded-Host", f"{MARK}.example"), ("X-Forwarded-Proto", MARK), ("Forwarded", f"host={MARK}.example"),
    ("X-Original-URL", f"/{MARK}"), ("X-Rewrite-URL", "/api/v1/me"), ("X-HTTP-Method-Override", "DELETE"),
    ("X-Pupitre-Origin", MARK), ("Origin", f"https://{MARK}.example"), ("Referer", f"https://{MARK}.example/<script>"),
    ("Cookie", f"pupitre_refresh={MARK}; {MARK}=<script>"), ("Authorization", f"Bearer {MARK}"),
    ("Authorization", b"\xff\x00"), ("Content-Type", f"text/{MARK}"), ("User-Agent", f"{MARK}<script>" * 500),
]  # fmt: skip
METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "get", "STRUCK")
"""Unlike an API, a page has no preflight either: OPTIONS is asked apart."""
ANSWERED = {200, 304, 400, 403, 404, 405, 411}
OF_EVERYTHING = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"}
REFERRERS = {"no-referrer", "strict-origin-when-cross-origin"}
FIGURES = ("content-length", "content-type", "cache-control", "etag", "content-security-policy")

DRAFT, WAITING, REFUSED, PROPOSED, IMPORTED = (
    "grenierclos",
    "cavefermee",
    "remiserefusee",
    "nomattendu",
    "ficheimportee",
)
WAY_IN, RULES = "codeporte4471", "reglescachees"


@dataclass(frozen=True)
class Shown:
    """`addresses` can be read by everybody, `nowhere` by nobody; `hidden` are words that no answer may hold."""

    addresses: dict[str, str]
    nowhere: list[str]
    hidden: list[str]


@pytest.fixture(scope="module")
def shown(siege: Siege) -> Shown:
    assert BUILT.is_file(), "The SPA is not built: make setup"
    market = siege.market
    # A host whom nobody else besieges: those of the other tests may have lost what lets them publish.
    host = market.seller("Gaud", "Vigie")
    live = offers.published(host, market.moderator, a_room(), access_notes=WAY_IN, name="La Vigie")
    offers.proposed(live, name=PROPOSED)
    hidden = [
        offers.drafted(host, a_space(a_room(), name=DRAFT)),
        offers.submitted(host, a_space(a_room(), name=WAITING)),
        _refused(host, market.moderator),
    ]
    imports.imported(market.moderator, imports.rows_of("fiche@people.example", "WILD-1", space_name=IMPORTED))
    feed = host.api.post(f"{host.path}/feeds", {"space_id": live.id})["address"]
    return Shown(
        addresses={
            "page": market.anonymous.get(f"/catalogue/spaces/{live.id}")["path"],
            "short page": f"/espaces/{live.id}",
            "robots": "/robots.txt",
            "sitemap": "/sitemap.xml",
            "picture": _picture(siege, live),
            "plain picture": "/share.png",
            "calendar": feed.removeprefix(market.product.url),
        },
        nowhere=[
            *(f"/espaces/{one.id}" for one in hidden),
            *(f"/espaces/paris/x-{one.id.removeprefix('sp_')}" for one in hidden),
        ],
        hidden=[DRAFT, WAITING, REFUSED, PROPOSED, IMPORTED, WAY_IN, host.owner.email, market.coworker.email],
    )


def _refused(host: Host, moderator: Person) -> Offer:
    offer = offers.submitted(host, a_space(a_room(), name=REFUSED))
    offers.decided(moderator, offer.id, "refusal", "Il manque une photographie.")
    return offer


def _picture(siege: Siege, offer: Offer) -> str:
    """The one that is shown beside a link, of a photo that its host has sent."""
    path = f"{offer.path}/images"
    form = offer.host.api.post(path, {"content_type": "image/jpeg"})
    sent = requests.post(form["url"], data=form["fields"], files={"file": ("a.jpg", jpeg())}, timeout=30)
    assert sent.status_code == 204, sent.text
    ready = lambda: any(one["state"] == "ready" for one in offer.host.api.get(path)["items"])  # noqa: E731
    until("the photo", ready)
    return f"/media/{form['image_id']}/share.jpg"


def harmless(siege: Siege, shown: Shown, answer: requests.Response) -> None:
    """What holds of every answer, whatever was asked."""
    headers = answer.headers
    assert answer.status_code in ANSWERED, (answer.status_code, answer.text[:500])
    assert {name: headers.get(name) for name in OF_EVERYTHING} == OF_EVERYTHING
    assert headers["Referrer-Policy"] in REFERRERS
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert headers.get("Access-Control-Allow-Origin") in (None, siege.product.url)
    assert "Set-Cookie" not in headers
    assert "Location" not in headers
    told = f"{answer.text}\n{headers}".lower()
    assert [word for word in (MARK, *shown.hidden) if word.lower() in told] == []


def asked(siege: Siege, shown: Shown, path: str, *headers: Header, method: str = "GET") -> requests.Response:
    answer = wire.send(siege, method, path, headers)
    harmless(siege, shown, answer)
    return answer


@pytest.mark.parametrize("place", PLACES)
def test_a_wild_path_is_nothing_to_find(siege: Siege, shown: Shown, place: str) -> None:
    for wild in (*STRANGE, *MARKUP):
        answer = asked(siege, shown, place.replace("{}", wild))
        if place.startswith(("/espaces/", "/media/", "/api/")) and "/salles/" not in place:
            assert answer.status_code in {403, 404}, (wild, answer.status_code)


def test_what_stands_behind_a_question_mark_changes_no_page(siege: Siege, shown: Shown) -> None:
    for path in shown.addresses.values():
        plain = asked(siege, shown, path)
        assert plain.status_code == 200, path
        for query in (
            *QUERIES,
            f"?<script>{MARK}</script>",
            f"?a={MARK}#{MARK}",
            f"?{MARK}=%22%3E%3Csvg%20onload=x%3E",
        ):
            answer = asked(siege, shown, path + query)
            assert (answer.status_code, answer.content) == (200, plain.content), (path, query)


def test_a_wild_header_changes_no_page(siege: Siege, shown: Shown) -> None:
    for path in shown.addresses.values():
        plain = asked(siege, shown, path)
        for header in HEADERS:
            answer = asked(siege, shown, path, header)
            assert (answer.status_code, answer.content) == (200, plain.content), (path, header)


def test_pages_are_only_read(siege: Siege, shown: Shown) -> None:
    for path, method in product(shown.addresses.values(), METHODS):
        answer = asked(siege, shown, path, method=method)
        api = behaviour_of(path).origin == "api"
        assert wire.problem(answer)["code"] == ("method_not_allowed" if api else "only_read"), (path, method)
    for path in shown.addresses.values():
        plain, head = asked(siege, shown, path), asked(siege, shown, path, method="HEAD")
        assert (head.status_code, head.content) == (200, b"")
        assert {name: head.headers.get(name) for name in FIGURES} == {n: plain.headers.get(n) for n in FIGURES}
        assert "X-Struck" not in asked(siege, shown, path, method="OPTIONS").headers


@pytest.mark.parametrize(
    "target",
    [
        b"/espaces/\xff\xfe\x80<script>struck</script>", b"/espaces/a\x00b\x01",
        "/espaces/é\u202e\U0001f511".encode(), b"//[/espaces/x", b"http://[", b"http://struck.example/robots.txt",
        b"//struck.example/sitemap.xml", b"*", b"struck", b"/espaces/" + b"%2e" * 15_000,
        b"/robots.txt?" + b"\xe9" * 9000, b"/sitemap.xml;struck=1", b"/espaces/%c3%28/%f0%28%8c%28",
        b"/media/" + b"\xff" * 2000,
    ],
    ids=lambda target: repr(target[:30]),
)  # fmt: skip
def test_bytes_that_are_no_address_are_no_page(siege: Siege, shown: Shown, target: bytes) -> None:
    harmless(siege, shown, wire.send_bytes(siege, b"GET " + target + b" HTTP/1.1\r\nHost: 127.0.0.1"))


def test_whom_a_call_says_it_asks_is_repeated_nowhere(siege: Siege, shown: Shown) -> None:
    """A canonical address, or one of the sitemap, that followed the call would be kept for others."""
    for path in shown.addresses.values():
        plain = asked(siege, shown, path)
        for host in (b"struck.example", b"<script>struck", b"127.0.0.1\r\nHost: struck.example", b""):
            answer = wire.send_bytes(siege, b"GET " + path.encode() + b" HTTP/1.1\r\nHost: " + host)
            harmless(siege, shown, answer)
            assert answer.content == plain.content, (path, host)


def test_what_is_not_published_looks_like_what_does_not_exist(siege: Siege, shown: Shown) -> None:
    nobodys = asked(siege, shown, "/espaces/sp_nobody")
    assert (nobodys.status_code, nobodys.headers["Cache-Control"]) == (404, "no-store")
    for path in shown.nowhere:
        answer = asked(siege, shown, path)
        assert (answer.status_code, answer.content) == (404, nobodys.content), path
        assert answer.headers["Cache-Control"] == "no-store"
    listed = asked(siege, shown, shown.addresses["sitemap"]).text
    assert shown.addresses["page"] in listed
    assert [path for path in shown.nowhere if path.rpartition("-")[2] in listed] == []


def test_an_edit_that_waits_is_not_shown_before_it_is_approved(siege: Siege, shown: Shown) -> None:
    told = asked(siege, shown, shown.addresses["page"]).text
    assert "<title>La Vigie, Paris · Pupitre</title>" in told


@pytest.mark.parametrize("path", ["sitemap.xml", "robots.txt", "sitemap.xml/", "./sitemap.xml", "espaces/sp_x"])
def test_what_the_site_keeps_cannot_be_had_fresh_each_time(siege: Siege, shown: Shown, path: str) -> None:
    """Below /api nothing is kept: a sitemap there would be made anew for everybody who asks."""
    for spelt in (f"/api/{path}", f"/api/v1/../{path}", f"/api//{path}", f"/api/%2e/{path}"):
        assert wire.problem(asked(siege, shown, spelt))["code"] == "not_found", spelt


def test_a_calendar_is_told_apart_by_its_whole_secret(siege: Siege, shown: Shown) -> None:
    path = shown.addresses["calendar"]
    token = path.split("/")[-2]
    wrong = [
        token[:-1],
        f"{token}A",
        token.swapcase(),
        f"{token}%00",
        f"{token}=",
        f"%20{token}",
        token[::-1],
        "x" * 43,
    ]
    for other in wrong:
        answer = asked(siege, shown, path.replace(token, other))
        assert wire.problem(answer)["code"] == "not_found", other
    answer = asked(siege, shown, path)
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    known = asked(siege, shown, path, ("If-None-Match", f'"x", W/{answer.headers["ETag"]}'))
    assert (known.status_code, known.content) == (304, b"")
