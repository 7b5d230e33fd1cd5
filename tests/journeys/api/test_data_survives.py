"""The product keeps its data across restarts and kill -9, and starts again in under ten seconds."""

import time
from datetime import timedelta

import pytest

from tests.journeys.client import Json
from tests.journeys.market import Market, opened
from tests.journeys.offers import Offer, a_room
from tests.journeys.product import Product

SOON_ENOUGH_SECONDS = 10.0


@pytest.fixture(scope="module")
def own_market(own_product: Product) -> Market:
    return opened(own_product)


@pytest.fixture(scope="module")
def offer(own_market: Market) -> Offer:
    return own_market.offer(a_room())


def test_a_restart_keeps_everything_and_takes_less_than_ten_seconds(own_market: Market, offer: Offer) -> None:
    product, coworker = own_market.product, own_market.coworker
    booking = own_market.request(offer, own_market.day())
    unpaid = own_market.book(coworker, offer, offer.body(own_market.day(), "14:00", "15:00"))
    own_market.told(offer.contact, "Demande de réservation", offer.room()["name"])
    before, mails, url = _seen(own_market, booking), product.mails(""), product.url
    product.stop()
    started = time.monotonic()
    product.start()
    assert time.monotonic() - started < SOON_ENOUGH_SECONDS
    assert product.url == url
    assert _seen(own_market, booking) == before
    assert product.mails("") == mails
    coworker.sign_in()
    assert coworker.api.get("/me")["email"] == coworker.email
    # Stripe remembers too: the page opened before is still the one to pay on.
    own_market.till.pay(unpaid["checkout_url"])
    own_market.status(coworker, unpaid, "pending_host", "held")
    own_market.host.api.post(f"{own_market.host.path}/bookings/{booking['id']}/acceptance")
    assert own_market.till.intent_of(booking["id"])["status"] == "succeeded"
    own_market.told(coworker.email, "Réservation confirmée", offer.room()["name"])


@pytest.mark.parametrize("with_its_aws", [False, True])
def test_kill_9_loses_nothing_older_than_a_few_seconds(own_market: Market, offer: Offer, with_its_aws: bool) -> None:
    product = own_market.product
    booking = own_market.request(offer, own_market.day(21 if with_its_aws else 14))
    own_market.product.settle()
    before, mails = _seen(own_market, booking), len(product.mails(""))
    for _ in range(2):
        own_market.host.api.post("/hosts", {"name": "Juste avant", "language": "fr"})
        product.wait_until_saved()
    product.kill(with_its_aws=with_its_aws)
    product.start()
    assert _seen(own_market, booking) == before
    assert len(product.mails("")) >= mails
    own_market.host.api.post(f"{own_market.host.path}/bookings/{booking['id']}/acceptance")
    own_market.status(own_market.coworker, booking, "confirmed", "captured")
    # A mail may come twice after a death, but none is missed.
    product.wait_for_mail(own_market.coworker.email, "Réservation confirmée", f"/reservations/{booking['id']}")


def test_the_clock_stays_where_it_was_moved(own_market: Market) -> None:
    product = own_market.product
    moved = product.advance(timedelta(days=2))
    offset = product.state()["clock"]["offset_seconds"]
    assert offset == timedelta(days=2).total_seconds()
    product.stop()
    product.start()
    assert product.state()["clock"]["offset_seconds"] == offset
    assert product.now() >= moved


def _seen(market: Market, booking: Json) -> list[Json]:
    answer_by = ("answer_by", "status", "money", "timeline", "price", "total", "version")
    mine = market.coworker.api.get(f"/bookings/{booking['id']}")
    spaces = market.host.api.get(f"{market.host.path}/spaces")
    return [{name: mine[name] for name in answer_by}, spaces, market.coworker.api.get("/me")]
