"""Step 3: a coworker finds a space, sees what is free and the exact price, books, and pays: held, not captured."""

from datetime import datetime, timedelta
from typing import Any

from tests.journeys.days import PARIS, SATURDAY, in_paris
from tests.journeys.market import Market
from tests.journeys.offers import a_room, an_open_space
from tests.journeys.till import BANK_ASKS, NO_FUNDS
from tests.journeys.waiting import until


def test_a_published_space_is_found_by_town_and_postcode_with_the_rooms_that_fit(market: Market) -> None:
    address = {"line1": "3 rue de la Rape", "line2": "", "postcode": "59800", "city": "Lille"}
    offer = market.offer(a_room(capacity=4), an_open_space(capacity=12), address=address)
    for where in ("Lille", "lil", "59800", "59"):
        assert offer.id in _found(market, where=where), where
    assert offer.id not in _found(market, where="Bordeaux")
    assert len(_found(market, where="Lille", people=5)[offer.id]["rooms"]) == 1
    assert offer.id not in _found(market, where="Lille", people=13)


def test_the_search_for_a_time_shows_only_what_is_free_then(market: Market) -> None:
    offer = market.offer(a_room(), address=_in("Roubaix", "59100"))
    day = market.day()
    span = {"where": "Roubaix", "date": day.isoformat(), "start": "10:00", "end": "12:00"}
    # A new space is entered in the search's directory after its publication was answered.
    until("the new space in the search", lambda: offer.id in _found(market, **span))
    market.request(offer, day, "11:00", "13:00")
    assert offer.id not in _found(market, **span)
    assert offer.id in _found(market, **{**span, "start": "09:00", "end": "11:00"})
    # Closed at night: nothing is free.
    assert offer.id not in _found(market, **{**span, "start": "20:00", "end": "21:00"})


def test_what_is_free_is_told_quarter_by_quarter(market: Market) -> None:
    offer = market.offer(an_open_space())
    day = market.day()
    market.request(offer, day, "10:00", "11:00", people=5)
    seen = market.anonymous.get(f"{offer.catalogue()}/availability", date=day.isoformat(), days=7)
    first = seen["days"][0]
    assert [(run["start"], run["end"], run["free"]) for run in first["runs"]] == [
        (_at(day, "09:00"), _at(day, "10:00"), 12),
        (_at(day, "10:00"), _at(day, "11:00"), 7),
        (_at(day, "11:00"), _at(day, "18:00"), 12),
    ]
    assert len(seen["days"]) == 7
    for told in seen["days"]:
        closed = datetime.fromisoformat(told["date"]).weekday() >= SATURDAY
        assert told["open"] is not closed
        assert bool(told["runs"]) is not closed


def test_the_preview_tells_the_exact_price_and_how_it_came_about(market: Market) -> None:
    offer = market.offer(a_room())
    day = market.day()
    preview = market.price(offer, offer.body(day, "09:00", "14:00"))
    # Five hours: the cheapest cover is a half-day and an hour.
    assert preview["price"]["total"] == {"ht": 7000, "vat": 1400, "rounding": 0, "ttc": 8400, "currency": "EUR"}
    lines = {
        line["unit"]: (line["quantity"], line["unit_price"], line["amount"]) for line in preview["price"]["lines"]
    }
    assert lines == {"half_day": (1, 5000, 5000), "hour": (1, 2000, 2000)}
    assert (preview["price"]["basis"], preview["price"]["vat_rate"], preview["free"]) == ("HT", 2000, True)
    answer_by, now = datetime.fromisoformat(preview["answer_by"]), market.product.now()
    assert timedelta(hours=71) < answer_by - now <= timedelta(hours=72)
    assert preview["start"] == _at(day, "09:00")


def test_seats_multiply_the_price(market: Market) -> None:
    offer = market.offer(an_open_space())
    preview = market.price(offer, offer.body(market.day(), "10:00", "12:00", people=3))
    assert preview["price"]["seats"] == 3
    assert preview["price"]["total"]["ttc"] == 3600


def test_a_paid_request_is_held_at_stripe_and_not_captured(market: Market) -> None:
    offer = market.offer(a_room())
    body = offer.body(market.day(), "10:00", "12:00")
    booking = market.book(market.coworker, offer, body)
    assert (booking["status"], booking["money"]) == ("awaiting_payment", "awaited")
    assert not market.is_free(offer, body)
    back = market.till.pay(booking["checkout_url"])
    assert back == f"{market.product.url}/reservations/{booking['id']}?paid=1"
    held = market.status(market.coworker, booking, "pending_host", "held")
    intent = market.till.intent_of(booking["id"])
    assert (intent["status"], intent["capture_method"]) == ("requires_capture", "manual")
    assert (intent["amount"], intent["amount_capturable"], intent["amount_received"]) == (4800, 4800, 0)
    assert intent["transfer_group"] == booking["id"]
    assert booking["id"].startswith("bk_")
    assert held["checkout_url"] is None
    assert held["refund_if_cancelled"] == 4800
    assert [item["id"] for item in market.coworker.api.get("/bookings", limit=100)["items"]].count(booking["id"]) == 1


def test_a_refused_card_may_be_followed_by_a_good_one(market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.book(market.coworker, offer, offer.body(market.day(), "10:00", "12:00"))
    assert market.till.fill_in(booking["checkout_url"], NO_FUNDS).status_code == 200
    assert market.coworker.api.get(f"/bookings/{booking['id']}")["status"] == "awaiting_payment"
    resumed = market.coworker.api.post(f"/bookings/{booking['id']}/checkout")
    assert resumed["checkout_url"] == booking["checkout_url"]
    market.till.pay(resumed["checkout_url"])
    market.status(market.coworker, booking, "pending_host", "held")
    market.coworker.api.refused(409, "nothing_to_pay", "POST", f"/bookings/{booking['id']}/checkout")


def test_the_bank_may_ask_before_the_money_is_held(market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.book(market.coworker, offer, offer.body(market.day(), "10:00", "12:00"))
    step = market.till.fill_in(booking["checkout_url"], BANK_ASKS)
    assert step.headers["Location"].endswith("/3ds")
    assert market.till.approve(booking["checkout_url"]).endswith("?paid=1")
    market.status(market.coworker, booking, "pending_host", "held")


def test_both_sides_read_the_request_in_a_mail(market: Market) -> None:
    offer = market.offer(a_room())
    room = offer.room()["name"]
    booking = market.request(offer, market.day())
    to_host = market.told(offer.contact, "Demande de réservation", room)
    assert market.coworker.name in to_host
    assert f"/hote/reservations/{booking['id']}" in to_host
    to_coworker = market.told(market.coworker.email, "Demande envoyée", room)
    assert f"/reservations/{booking['id']}" in to_coworker
    assert offer.contact not in to_coworker


def _found(market: Market, **query: Any) -> dict[str, Any]:
    items: dict[str, Any] = {}
    cursor = None
    while True:
        page = market.anonymous.get("/catalogue/spaces", **query, **({"cursor": cursor} if cursor else {}))
        items |= {space["id"]: space for space in page["items"]}
        cursor = page["next_cursor"]
        if cursor is None:
            return items


def _in(city: str, postcode: str) -> dict[str, str]:
    return {"line1": "1 place de la Gare", "line2": "", "postcode": postcode, "city": city}


def _at(day: Any, clock: str) -> str:
    return in_paris(day, clock).astimezone(PARIS).isoformat(timespec="seconds")
