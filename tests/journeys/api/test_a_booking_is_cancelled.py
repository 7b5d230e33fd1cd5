"""Step 4, later: the host cancels with or without refund, the coworker before or after the start."""

from datetime import datetime, timedelta

from tests.journeys.market import Market
from tests.journeys.offers import a_room

TWO_HOURS_TTC = 4800


def test_a_host_cancels_and_refunds(market: Market) -> None:
    offer = market.offer(a_room())
    day, room = market.day(), offer.room()["name"]
    booking = market.confirmed(offer, day)
    path = f"{market.host.path}/bookings/{booking['id']}/cancellation"
    # The refund box is ticked by default.
    market.host.api.post(path, {})
    cancelled = market.status(market.coworker, booking, "cancelled", "refunded")
    assert cancelled["cancellation"] == {"by": "host", "refunded": True, "reason": "", "back": TWO_HOURS_TTC}
    [refund] = market.till.refunds_of(booking["id"])
    assert (refund["status"], refund["amount"]) == ("succeeded", TWO_HOURS_TTC)
    assert market.is_free(offer, offer.body(day, "10:00", "12:00"))
    market.told(market.coworker.email, "annulée par l'hôte", room)
    assert "48,00" in market.told(market.coworker.email, "Remboursement", room)
    # Cancelling twice is cancelling once.
    assert market.host.api.post(path, {})["version"] == cancelled["version"]
    assert len(market.till.refunds_of(booking["id"])) == 1


def test_a_host_keeps_the_money_only_with_a_reason_that_the_coworker_reads(market: Market) -> None:
    offer = market.offer(a_room())
    day = market.day()
    booking = market.confirmed(offer, day)
    path = f"{market.host.path}/bookings/{booking['id']}/cancellation"
    refusal = market.host.api.refused(422, "reason_required", "POST", path, {"refund": False})
    assert refusal.pointers == ["/reason"]
    assert market.host.booking(booking["id"])["status"] == "confirmed"
    reason = "Vous aviez prévenu trop tard de votre absence."
    market.host.api.post(path, {"refund": False, "reason": reason})
    cancelled = market.status(market.coworker, booking, "cancelled", "captured")
    assert cancelled["cancellation"] == {"by": "host", "refunded": False, "reason": reason, "back": 0}
    assert market.till.refunds_of(booking["id"]) == []
    assert market.is_free(offer, offer.body(day, "10:00", "12:00"))
    assert reason in market.told(market.coworker.email, "annulée par l'hôte", offer.room()["name"])
    kept = cancelled["timeline"][-1]
    assert (kept["kind"], kept["amount"]) == ("PaymentKept", TWO_HOURS_TTC)


def test_a_coworker_cancels_before_the_start_and_gets_everything_back(market: Market) -> None:
    offer = market.offer(a_room())
    day, room = market.day(), offer.room()["name"]
    booking = market.confirmed(offer, day)
    path = f"/bookings/{booking['id']}"
    assert market.coworker.api.get(path)["refund_if_cancelled"] == TWO_HOURS_TTC
    market.coworker.api.post(f"{path}/cancellation")
    market.status(market.coworker, booking, "cancelled", "refunded")
    [refund] = market.till.refunds_of(booking["id"])
    assert refund["amount"] == TWO_HOURS_TTC
    assert market.is_free(offer, offer.body(day, "10:00", "12:00"))
    market.told(offer.contact, "Réservation annulée", room)
    market.told(market.coworker.email, "Réservation annulée", room)


def test_a_coworker_who_cancels_after_the_start_gets_nothing_back(market: Market) -> None:
    offer = market.offer(a_room())
    day = market.day(1)
    booking = market.confirmed(offer, day)
    path = f"/bookings/{booking['id']}"
    market.advance_to(datetime.fromisoformat(booking["start"]) + timedelta(minutes=5))
    assert market.coworker.api.get(path)["refund_if_cancelled"] == 0
    market.coworker.api.post(f"{path}/cancellation")
    cancelled = market.status(market.coworker, booking, "cancelled", "captured")
    assert cancelled["cancellation"]["refunded"] is False
    assert market.till.refunds_of(booking["id"]) == []
    market.told(offer.contact, "Réservation annulée", offer.room()["name"])
    # What is left of the span is free again.
    seen = market.anonymous.get(f"{offer.catalogue()}/availability", date=day.isoformat(), days=1)
    [run] = seen["days"][0]["runs"]
    assert run["free"] == offer.room()["capacity"]
    assert datetime.fromisoformat(run["start"]) < datetime.fromisoformat(booking["end"])


def test_nobody_cancels_a_booking_that_is_over(market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.confirmed(offer, market.day(1))
    market.advance_to(datetime.fromisoformat(booking["end"]))
    seen = market.coworker.api.get(f"/bookings/{booking['id']}")
    assert (seen["status"], seen["can_cancel"], seen["refund_if_cancelled"]) == ("confirmed", False, None)
    market.coworker.api.refused(409, "cannot_cancel", "POST", f"/bookings/{booking['id']}/cancellation")
    path = f"{market.host.path}/bookings/{booking['id']}/cancellation"
    market.host.api.refused(409, "cannot_cancel", "POST", path, {})


def test_a_coworker_withdraws_a_request_and_the_hold_is_released(market: Market) -> None:
    offer = market.offer(a_room())
    day, room = market.day(), offer.room()["name"]
    booking = market.request(offer, day)
    market.coworker.api.post(f"/bookings/{booking['id']}/cancellation")
    market.status(market.coworker, booking, "cancelled", "released")
    assert market.till.intent_of(booking["id"])["status"] == "canceled"
    assert market.is_free(offer, offer.body(day, "10:00", "12:00"))
    market.told(offer.contact, "Demande retirée", room)
    market.told(market.coworker.email, "Demande retirée", room)


def test_leaving_before_paying_closes_the_page_and_frees_the_slot(market: Market) -> None:
    offer = market.offer(a_room())
    body = offer.body(market.day(), "10:00", "12:00")
    booking = market.book(market.coworker, offer, body)
    left = market.coworker.api.post(f"/bookings/{booking['id']}/cancellation")
    assert (left["status"], left["money"]) == ("abandoned", "none")
    [session] = market.till.sessions_of(booking["id"])
    assert session["status"] == "expired"
    assert market.till.fill_in(booking["checkout_url"]).status_code == 410
    assert market.is_free(offer, body)


def test_an_abandoned_checkout_frees_its_slot_once_stripe_says_that_it_is_expired(market: Market) -> None:
    offer = market.offer(a_room())
    body = offer.body(market.day(10), "10:00", "12:00")
    booking = market.book(market.coworker, offer, body)
    pay_until = datetime.fromisoformat(booking["pay_until"])
    market.advance_to(pay_until - timedelta(minutes=2))
    assert market.coworker.api.get(f"/bookings/{booking['id']}")["status"] == "awaiting_payment"
    assert not market.is_free(offer, body)
    market.advance_to(pay_until + timedelta(minutes=2))
    abandoned = market.status(market.coworker, booking, "abandoned", "none")
    assert abandoned["timeline"][-1]["kind"] == "BookingAbandoned"
    [session] = market.till.sessions_of(booking["id"])
    assert session["status"] == "expired"
    assert market.is_free(offer, body)
    # Nobody is bothered about a booking that never was.
    market.product.settle()
    room = offer.room()["name"]
    mails = market.product.mails(offer.contact) + market.product.mails(market.coworker.email)
    assert not [mail["subject"] for mail in mails if room in mail["text"]]
