"""Wall times that do not exist are refused, those that exist twice are both for sale (Paris, 2027)."""

from datetime import datetime

import pytest

from tests.journeys.client import Json
from tests.journeys.days import PARIS
from tests.journeys.market import Market, opened
from tests.journeys.offers import ROUND_THE_CLOCK, TERMS, Offer, a_room
from tests.journeys.product import Product

BEFORE_SPRING = datetime(2027, 3, 20, 9, tzinfo=PARIS)
BEFORE_AUTUMN = datetime(2027, 10, 20, 9, tzinfo=PARIS)
HOUR_TTC = 1200


@pytest.fixture(scope="module")
def own_market(own_product: Product) -> Market:
    own_product.move_to(BEFORE_SPRING)
    return opened(own_product)


@pytest.fixture(scope="module")
def offer(own_market: Market) -> Offer:
    tariff = {"basis": "HT", "hour": 1000}
    return own_market.offer(a_room(tariff=tariff), opening_hours=ROUND_THE_CLOCK)


def test_an_hour_that_is_skipped_cannot_be_booked(own_market: Market, offer: Offer) -> None:
    for start, end, pointer in (
        ("2027-03-28T02:30", "2027-03-28T04:00", "/start"),
        ("2027-03-28T01:00", "2027-03-28T02:30", "/end"),
        ("2027-03-28T02:00", "2027-03-28T03:00", "/start"),
    ):
        body = _body(offer, start, end)
        refusal = own_market.coworker.api.refused(422, "time_does_not_exist", "POST", "/bookings", body)
        assert refusal.pointers == [pointer]
        assert "n'existe pas" in refusal.detail
    wrong = _body(offer, "2027-03-28T02:30+01:00", "2027-03-28T04:00")
    own_market.coworker.api.refused(422, "time_does_not_exist", "POST", "/bookings", wrong)


def test_a_span_over_the_skipped_hour_costs_the_hours_that_pass(own_market: Market, offer: Offer) -> None:
    body = _body(offer, "2027-03-28T01:00", "2027-03-28T04:00")
    assert own_market.price(offer, body)["price"]["total"]["ttc"] == 2 * HOUR_TTC
    booking = own_market.book(own_market.coworker, offer, body)
    assert (booking["start"], booking["end"]) == ("2027-03-28T01:00:00+01:00", "2027-03-28T04:00:00+02:00")
    own_market.till.pay(booking["checkout_url"])
    own_market.status(own_market.coworker, booking, "pending_host", "held")
    assert _free_quarters(own_market, offer, "2027-03-28") == (23 - 2) * 4


def test_both_hours_of_the_autumn_night_are_for_sale(own_market: Market, offer: Offer) -> None:
    own_market.product.move_to(BEFORE_AUTUMN)
    assert _free_quarters(own_market, offer, "2027-10-31") == 25 * 4
    vague = _body(offer, "2027-10-31T02:30", "2027-10-31T03:30")
    refusal = own_market.coworker.api.refused(422, "time_is_ambiguous", "POST", "/bookings", vague)
    assert refusal.pointers == ["/start"]
    assert "2027-10-31T02:30+02:00" in refusal.params["candidates"]
    assert "2027-10-31T02:30+01:00" in refusal.params["candidates"]
    never = _body(offer, "2027-10-31T02:30+05:00", "2027-10-31T03:30")
    own_market.coworker.api.refused(422, "offset_mismatch", "POST", "/bookings", never)

    first = _body(offer, "2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00")
    second = _body(offer, "2027-10-31T02:30+01:00", "2027-10-31T03:30+01:00")
    for body in (first, second):
        assert own_market.price(offer, body)["price"]["total"]["ttc"] == HOUR_TTC
        booking = own_market.book(own_market.coworker, offer, body)
        assert (booking["start"][:22], booking["end"][:22]) == (_full(body["start"])[:22], _full(body["end"])[:22])
        own_market.till.pay(booking["checkout_url"])
        own_market.status(own_market.coworker, booking, "pending_host", "held")
    own_market.coworker.api.refused(409, "slot_taken", "POST", "/bookings", {**first, "expected_ttc": HOUR_TTC})
    assert _free_quarters(own_market, offer, "2027-10-31") == (25 - 2) * 4


def test_the_mail_says_which_of_the_two_hours(own_market: Market, offer: Offer) -> None:
    mails = own_market.product.mails(offer.contact)
    texts = [mail["text"].replace("\u00a0", " ") for mail in mails if "31 octobre 2027" in mail["text"]]
    assert any("2 h 30 (UTC+2)" in text for text in texts)
    assert any("2 h 30 (UTC+1)" in text for text in texts)


def _body(offer: Offer, start: str, end: str) -> Json:
    ids = {"space_id": offer.id, "room_id": offer.room()["id"]}
    return {**ids, "start": start, "end": end, "people": 1, "expected_ttc": 0, "terms": TERMS}


def _full(moment: str) -> str:
    return f"{moment[:16]}:00{moment[16:]}"


def _free_quarters(market: Market, offer: Offer, day: str) -> int:
    seen = market.anonymous.get(f"{offer.catalogue()}/availability", date=day, days=1)
    runs = [run for run in seen["days"][0]["runs"] if run["free"]]
    spans = [datetime.fromisoformat(run["end"]) - datetime.fromisoformat(run["start"]) for run in runs]
    return round(sum(span.total_seconds() for span in spans) / 900)
