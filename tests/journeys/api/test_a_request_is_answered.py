"""Step 4: the host accepts, declines or stays silent; the clock never lets a request hang."""

from datetime import datetime, timedelta

from chalicelib.legal.model import legal_day
from tests.journeys.days import PARIS
from tests.journeys.market import Market
from tests.journeys.offers import a_room, found_seller, published

TWO_HOURS_TTC = 4800


def test_accepting_captures_the_money_and_tells_the_coworker(market: Market) -> None:
    offer = market.offer(a_room())
    room = offer.room()["name"]
    booking = market.request(offer, market.day())
    path = f"{market.host.path}/bookings/{booking['id']}"
    seen = market.host.booking(booking["id"])
    assert (seen["can_accept"], seen["can_decline"], seen["can_cancel"]) == (True, True, False)
    assert (seen["coworker_name"], seen["coworker_email"]) == (market.coworker.name, market.coworker.email)
    accepted = market.host.api.post(f"{path}/acceptance")
    assert (accepted["status"], accepted["money"]) == ("confirmed", "captured")
    intent = market.till.intent_of(booking["id"])
    assert (intent["status"], intent["amount_received"]) == ("succeeded", TWO_HOURS_TTC)
    assert "48,00" in market.told(market.coworker.email, "Réservation confirmée", room)
    market.host.api.refused(409, "already_decided", "POST", f"{path}/decline", {})
    assert not market.is_free(offer, offer.body(market.day(), "10:00", "12:00"))


def test_declining_releases_the_hold_frees_the_slot_and_tells_the_reason(market: Market) -> None:
    offer = market.offer(a_room())
    day = market.day()
    booking = market.request(offer, day)
    path = f"{market.host.path}/bookings/{booking['id']}/decline"
    declined = market.host.api.post(path, {"reason": "La salle est en travaux."})
    assert (declined["status"], declined["money"]) == ("declined", "released")
    intent = market.till.intent_of(booking["id"])
    assert (intent["status"], intent["amount_received"]) == ("canceled", 0)
    assert market.is_free(offer, offer.body(day, "10:00", "12:00"))
    text = market.told(market.coworker.email, "Demande déclinée", offer.room()["name"])
    assert "La salle est en travaux." in text


def test_silence_lets_the_request_expire_on_time_and_both_are_told(market: Market) -> None:
    offer = market.offer(a_room(answer_delay_hours=3))
    day, room = market.day(10), offer.room()["name"]
    booking = market.request(offer, day)
    answer_by = datetime.fromisoformat(booking["answer_by"])
    assert timedelta(hours=2, minutes=59) < answer_by - market.product.now() <= timedelta(hours=3)
    market.advance_to(answer_by - timedelta(minutes=5))
    assert market.host.booking(booking["id"])["status"] == "pending_host"
    market.advance_to(answer_by)
    expired = market.status(market.coworker, booking, "expired", "released")
    assert expired["can_cancel"] is False
    assert market.till.intent_of(booking["id"])["status"] == "canceled"
    assert market.is_free(offer, offer.body(day, "10:00", "12:00"))
    market.told(offer.contact, "Demande expirée", room)
    market.told(market.coworker.email, "Demande expirée", room)
    path = f"{market.host.path}/bookings/{booking['id']}/acceptance"
    market.host.api.refused(409, "already_decided", "POST", path)


def test_the_deadline_is_an_hour_before_the_start_when_that_comes_first(market: Market) -> None:
    offer = market.offer(a_room(answer_delay_hours=144))
    # A working day is never more than three days away.
    booking = market.request(offer, market.day(1))
    start = datetime.fromisoformat(booking["start"])
    assert datetime.fromisoformat(booking["answer_by"]) == start - timedelta(hours=1)


def test_a_room_on_automatic_acceptance_confirms_at_payment(market: Market) -> None:
    offer = market.offer(a_room(automatic_acceptance=True))
    room = offer.room()["name"]
    body = offer.body(market.day(), "10:00", "12:00")
    preview = market.price(offer, body)
    assert (preview["automatic"], preview["answer_by"]) == (True, None)
    booking = market.book(market.coworker, offer, body)
    market.till.pay(booking["checkout_url"])
    market.status(market.coworker, booking, "confirmed", "captured")
    assert market.till.intent_of(booking["id"])["status"] == "succeeded"
    market.told(offer.contact, "Nouvelle réservation", room)
    market.told(market.coworker.email, "Réservation confirmée", room)


def test_a_free_room_skips_the_payment_and_still_asks_the_host(market: Market) -> None:
    offer = market.offer(a_room(tariff=None))
    room = offer.room()["name"]
    booking = market.book(market.coworker, offer, offer.body(market.day(), "10:00", "12:00"))
    assert (booking["status"], booking["money"], booking["checkout_url"]) == ("pending_host", "none", None)
    market.told(offer.contact, "Demande de réservation", room)
    path = f"{market.host.path}/bookings/{booking['id']}/acceptance"
    assert market.host.api.post(path)["status"] == "confirmed"
    assert "gratuite" in market.told(market.coworker.email, "Réservation confirmée", room)
    assert market.till.sessions_of(booking["id"]) == []


def test_a_free_automatic_room_confirms_at_once(market: Market) -> None:
    offer = market.offer(a_room(tariff=None, automatic_acceptance=True))
    booking = market.book(market.coworker, offer, offer.body(market.day(), "10:00", "12:00"))
    assert (booking["status"], booking["money"]) == ("confirmed", "none")
    market.told(market.coworker.email, "Réservation confirmée", offer.room()["name"])


def test_each_side_reads_its_own_language(market: Market) -> None:
    owner = market.join("George", "Brown", language="en")
    english = found_seller(owner, legal_day(market.product.now()), language="en")
    offer = published(english, market.moderator, a_room())
    room = offer.room()["name"]
    booking = market.request(offer, market.day())
    market.told(offer.contact, "request", room)
    # The coworker booked in French.
    market.told(market.coworker.email, "Demande envoyée", room)
    owner.api.post(f"{english.path}/bookings/{booking['id']}/decline", {})
    market.told(market.coworker.email, "Demande déclinée", room)


def test_a_request_starting_within_two_hours_is_refused_unless_the_room_accepts_by_itself(market: Market) -> None:
    hours = [[{"opens": "00:00", "closes": "24:00"}]] * 7
    offer = market.offer(a_room(), a_room(automatic_acceptance=True), opening_hours=hours)
    soon = market.product.now() + timedelta(minutes=75)
    start = soon - timedelta(minutes=soon.minute % 15, seconds=soon.second, microseconds=soon.microsecond)
    end = start + timedelta(hours=1)
    wish = {"start": _paris(start), "end": _paris(end), "people": 1}
    refusal = market.anonymous.refused(409, "too_soon", "GET", f"{offer.catalogue()}/price", query=wish)
    assert refusal.pointers == ["/start"]
    assert market.anonymous.get(f"{offer.catalogue(1)}/price", **wish)["free"] is True


def _paris(instant: datetime) -> str:
    # With its offset: once a year this hour exists twice.
    return instant.astimezone(PARIS).isoformat(timespec="minutes")
