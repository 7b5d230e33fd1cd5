"""Step 5: every money movement is on the booking's page, as both sides understand it."""

from itertools import pairwise

from tests.journeys.client import Json
from tests.journeys.market import Market
from tests.journeys.offers import a_room

PAID = 4800
REQUESTED = [
    ("BookingPlaced", "coworker", PAID),
    ("HoldPlaced", "stripe", PAID),
    ("BookingRequested", "stripe", None),
]


def test_both_sides_read_the_same_timeline_of_an_accepted_and_refunded_booking(market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.confirmed(offer, market.day())
    accepted = [
        *REQUESTED,
        ("BookingAccepted", "host", None),
        ("PaymentCaptured", "host", PAID),
        ("BookingConfirmed", "host", None),
    ]
    _both_read(market, booking, accepted)
    market.coworker.api.post(f"/bookings/{booking['id']}/cancellation")
    market.status(market.coworker, booking, "cancelled", "refunded")
    refunded = [("BookingCancelled", "coworker", None), ("PaymentRefunded", "coworker", PAID)]
    _both_read(market, booking, [*accepted, *refunded])


def test_both_sides_read_that_a_declined_request_cost_nothing(market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.request(offer, market.day())
    decline = f"{market.host.path}/bookings/{booking['id']}/decline"
    market.host.api.post(decline, {"reason": "Fermeture exceptionnelle."})
    steps = [*REQUESTED, ("BookingDeclined", "host", None), ("HoldReleased", "host", PAID)]
    _both_read(market, booking, steps)
    timeline = market.coworker.api.get(f"/bookings/{booking['id']}")["timeline"]
    assert [step["reason"] for step in timeline if step["reason"]] == ["Fermeture exceptionnelle."]


def test_the_host_finds_it_in_his_list_and_his_journal(market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.confirmed(offer, market.day())
    path = f"{market.host.path}/bookings"
    confirmed = market.host.api.get(path, status="confirmed", limit=100)["items"]
    [mine] = [item for item in confirmed if item["id"] == booking["id"]]
    assert mine["coworker_name"] == market.coworker.name
    pending = market.host.api.get(path, status="pending_host", limit=100)["items"]
    assert booking["id"] not in [item["id"] for item in pending]
    market.product.settle()
    entries = market.host.api.get(f"{market.host.path}/journal", limit=100)["items"]
    told = [entry["kind"] for entry in reversed(entries) if entry["subject"] == f"BK#{booking['id']}"]
    assert set(told) == {kind for kind, _, _ in REQUESTED} | {
        "BookingAccepted",
        "PaymentCaptured",
        "BookingConfirmed",
    }


def test_lists_are_paged_without_losing_or_repeating_a_booking(market: Market) -> None:
    someone = market.join("Léo", "Roux")
    offer = market.offer(a_room(tariff=None, automatic_acceptance=True))
    day = market.day()
    hours = ("09:00", "10:00", "11:00", "12:00", "13:00")
    for start, end in pairwise(hours):
        market.book(someone, offer, offer.body(day, start, end))
    first = someone.api.get("/bookings", limit=3)
    second = someone.api.get("/bookings", limit=3, cursor=first["next_cursor"])
    starts = [item["start"] for item in first["items"] + second["items"]]
    assert starts == sorted(starts, reverse=True)
    assert len(set(starts)) == len(hours) - 1
    assert second["next_cursor"] is None
    forged = first["next_cursor"][:-2] + ("AA" if first["next_cursor"][-2:] != "AA" else "BB")
    someone.api.refused(422, "bad_cursor", "GET", "/bookings", query={"cursor": forged})
    # A cursor of somebody else opens nothing.
    market.coworker.api.refused(422, "bad_cursor", "GET", "/bookings", query={"cursor": first["next_cursor"]})


def _both_read(market: Market, booking: Json, steps: list[tuple[str, str, int | None]]) -> None:
    of_coworker = market.coworker.api.get(f"/bookings/{booking['id']}")["timeline"]
    assert [(step["kind"], step["by"], step["amount"]) for step in of_coworker] == steps
    assert market.host.booking(booking["id"])["timeline"] == of_coworker
    moments = [step["at"] for step in of_coworker]
    assert moments == sorted(moments)
