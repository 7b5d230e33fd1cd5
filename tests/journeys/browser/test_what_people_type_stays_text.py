"""Names, descriptions, addresses and reasons that look like code are read as what they are, on every page and in
every mail that shows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from chalicelib.legal.model import legal_day
from localdev import demo
from tests.journeys import offers
from tests.journeys.browser.visitor import Visitor, Welcome
from tests.journeys.client import Json
from tests.journeys.market import Market
from tests.journeys.offers import MANDATE, Host, Offer, a_room, a_space
from tests.journeys.people import Person

# An image that fails to load, what a template engine and what the translations would fill in: 79 characters.
HOSTILE = "\"><img src=x onerror=struck=1><i id=struck>'{{7*7}}{{name}}$t(common.close)${1}"
LONG = f"{HOSTILE}<script>struck=1</script><svg onload=struck=1></svg><a href='javascript:struck=1'>ici</a>"
REASON = f"Motif {LONG}"

# All that a reader sees of a page, also in fields and behind « détails ».
SHOWN = """() => [
    document.body.textContent,
    ...[...document.querySelectorAll('input, textarea')].map((field) => field.value),
].join('\\n')"""
STRUCK = """() => [
    ...document.querySelectorAll('img[src=x], #struck, svg[onload], [onerror], [onload], a[href^="javascript:" i]'),
    ...(typeof struck === 'undefined' || struck instanceof Element ? [] : ['ran']),
].map((found) => found.outerHTML ?? found)"""


@dataclass
class Story:
    """Everything that people can type, typed by people with bad intentions."""

    host: Host
    coworker: Person
    moderator: Person
    live: Offer
    refused: Offer
    waiting: Offer
    bookings: dict[str, Json] = field(default_factory=dict)


@pytest.fixture(scope="module")
def story(market: Market) -> Story:
    owner, coworker = (_renamed(market.join("Sans", "Nom")) for _ in range(2))
    host = _seller(offers.found(owner, HOSTILE), legal_day(market.product.now()).isoformat())
    live = offers.published(host, market.moderator, _room(), **_space())
    refused = offers.submitted(host, a_space(_room(), **_space()))
    offers.decided(market.moderator, refused.id, "refusal", REASON)
    waiting = offers.submitted(host, a_space(_room(), **_space()))
    story = Story(host, coworker, market.moderator, live, refused, waiting)
    for number, (answer, body) in enumerate(
        (
            ("", {}),
            ("decline", {"reason": REASON}),
            ("acceptance", None),
        )
    ):
        booking = market.book(coworker, live, live.body(market.day(), f"{10 + number}:00", f"{11 + number}:00"))
        market.till.pay(booking["checkout_url"])
        market.status(coworker, booking, "pending_host")
        if answer:
            host.api.post(f"{host.path}/bookings/{booking['id']}/{answer}", body)
        story.bookings[answer or "pending"] = booking
    cancelled = story.bookings["acceptance"]
    market.status(coworker, cancelled, "confirmed", "captured")
    market.product.settle()
    refund = {"refund": True, "reason": REASON}
    host.api.post(f"{host.path}/bookings/{cancelled['id']}/cancellation", refund)
    return story


def test_every_page_shows_the_words_and_none_of_their_code(welcome: Welcome, story: Story) -> None:
    """In browsers without the content security policy, which would hide what the pages let through."""
    faults = []
    for person, pages in _pages(story):
        visitor = welcome(person, protected=False)
        for path, words in pages:
            visitor.open(path)
            faults += [f"{path}: {fault}" for fault in _faults(visitor, words)]
    assert not faults, "\n".join(faults)


def test_the_pages_of_others_that_we_hand_the_words_to_show_them_too(
    welcome: Welcome, story: Story, market: Market
) -> None:
    """Stripe's, and the mailbox of the local console."""
    visitor = welcome(protected=False)
    booking = market.book(story.coworker, story.live, story.live.body(market.day(), "15:00", "16:00"))
    visitor.page.goto(booking["checkout_url"])
    assert _faults(visitor, HOSTILE) == []
    mail = market.product.wait_for_mail(story.live.contact, "", HOSTILE)
    visitor.page.goto(f"{market.product.url}/_local/mails/{mail['id']}")
    assert _faults(visitor, HOSTILE) == []


def test_no_mail_holds_their_code(story: Story, market: Market) -> None:
    market.product.settle()
    readers = (story.coworker.email, story.live.contact, story.host.owner.email)
    mails = [mail for reader in readers for mail in market.product.mails(reader) if not mail["code"]]
    hostile = [mail for mail in mails if "<img src=x" in mail["text"]]
    assert {reader for reader in readers if any(reader in mail["to"] for mail in hostile)} == set(readers)
    assert any("<script>" in mail["text"] for mail in hostile)
    for mail in mails:
        html = mail["html"].lower()
        assert not any(sign in html for sign in ("<img", "<script", "<svg", "<i id", "href='javascript")), mail[
            "subject"
        ]
        assert "&lt;img src=x" in html or mail not in hostile


def test_the_words_are_hostile_enough_to_strike_where_they_are_let_in(welcome: Welcome) -> None:
    visitor = welcome(protected=False)
    visitor.open("/")
    visitor.page.evaluate("(words) => { document.body.innerHTML += words }", LONG)
    visitor.page.wait_for_function(f"({STRUCK})().includes('ran')")
    assert len(visitor.page.evaluate(STRUCK)) > 3


def _pages(story: Story) -> Iterator[tuple[Person | None, list[tuple[str, str]]]]:
    """Visitor -> the pages on which something typed is shown, and what."""
    live, host, bookings = story.live, f"/hote/{story.host.id}", story.bookings
    room = live.room()["id"]
    yield (
        None,
        [
            (f"/?where={live.space['address']['city'][:9]}", HOSTILE),
            (f"/espaces/{live.id}", LONG),
            (f"/espaces/{live.id}/salles/{room}/reserver", HOSTILE),
        ],
    )
    yield (
        story.coworker,
        [
            ("/reservations", HOSTILE),
            (f"/reservations/{bookings['pending']['id']}", HOSTILE),
            (f"/reservations/{bookings['decline']['id']}", REASON),
            (f"/reservations/{bookings['acceptance']['id']}", REASON),
            ("/mes-documents", HOSTILE),
            ("/mon-compte", HOSTILE),
        ],
    )
    yield (
        story.host.owner,
        [
            (host, HOSTILE),
            (f"{host}/espaces", REASON),
            (f"{host}/espaces/{live.id}", LONG),
            (f"{host}/espaces/{story.refused.id}", REASON),
            (f"{host}/reservations", HOSTILE),
            (f"{host}/reservations/{bookings['pending']['id']}", HOSTILE),
            (f"{host}/reservations/{bookings['decline']['id']}", REASON),
            (f"{host}/documents", HOSTILE),
            (f"{host}/profil", LONG),
            (f"{host}/journal", REASON),
        ],
    )
    yield (
        story.moderator,
        [
            ("/moderation", HOSTILE),
            (f"/moderation/{story.waiting.id}", LONG),
            (f"/moderation/hotes/{story.host.id}/journal", REASON),
        ],
    )


def _faults(visitor: Visitor, words: str) -> list[str]:
    shown = str(visitor.page.evaluate(SHOWN))
    struck = [str(one) for one in visitor.page.evaluate(STRUCK)]
    return [*(f"let in {one}" for one in struck), *([] if words in shown else [f"does not show {words!r}"])]


def _renamed(person: Person) -> Person:
    me = person.api.get("/me")
    names = {"given_name": HOSTILE, "family_name": HOSTILE, "language": "fr"}
    person.api.put("/me", names, version=me["version"])
    return person


def _seller(host: Host, today: str) -> Host:
    settings = demo.host_settings(today)
    address = settings["entity"]["address"] | {"line1": HOSTILE, "line2": LONG[:120], "city": HOSTILE}
    entity = settings["entity"] | {"name": HOSTILE, "registry": HOSTILE, "address": address}
    body = settings | {"entity": entity, "footer": LONG}
    host.api.put(f"{host.path}/billing-settings", body, version=0)
    host.api.post(f"{host.path}/mandate", {"version": MANDATE})
    offers.collects(host)
    return host


def _room() -> Json:
    return a_room(name=HOSTILE, description=LONG)


def _space() -> Json:
    address = {"line1": HOSTILE, "line2": LONG[:120], "postcode": "44000", "city": HOSTILE}
    return {"name": HOSTILE, "description": LONG, "address": address}
