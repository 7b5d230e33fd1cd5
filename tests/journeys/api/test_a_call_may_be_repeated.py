"""Idempotency-Key over HTTP: one effect and one answer per person, route and key."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from tests.journeys import offers
from tests.journeys.market import Market
from tests.journeys.offers import a_room, a_space


def test_every_post_that_acts_demands_a_key(market: Market) -> None:
    demanding = [
        (method.upper(), path)
        for path, operations in market.anonymous.contract.paths.items()
        for method, operation in operations.items()
        if any(parameter["name"] == "Idempotency-Key" for parameter in operation["parameters"])
    ]
    assert ("POST", "/bookings") in demanding
    name = {"name": "Sans clé", "language": "fr"}
    market.coworker.api.refused(400, "idempotency_key_required", "POST", "/hosts", name, key="")
    too_long = {"Idempotency-Key": "k" * 256}
    market.coworker.api.refused(400, "idempotency_key_required", "POST", "/hosts", name, headers=too_long)
    offer = market.offer(a_room())
    body = offer.body(market.day(), "10:00", "12:00", ttc=4800)
    market.coworker.api.refused(400, "idempotency_key_required", "POST", "/bookings", body, key="")


def test_a_repeated_booking_meets_itself(market: Market) -> None:
    offer = market.offer(a_room())
    body, key = offer.body(market.day(), "10:00", "12:00", ttc=4800), str(uuid.uuid4())
    first = market.coworker.api.post("/bookings", body, key=key)
    again = market.coworker.api.post("/bookings", body, key=key)
    assert (again["id"], again["checkout_url"]) == (first["id"], first["checkout_url"])
    assert len(market.till.sessions_of(first["id"])) == 1
    market.till.pay(first["checkout_url"])
    market.status(market.coworker, first, "pending_host")
    late = market.coworker.api.post("/bookings", body, key=key)
    assert (late["id"], late["status"], late["checkout_url"]) == (first["id"], "pending_host", None)


def test_the_same_key_with_another_body_is_refused(market: Market) -> None:
    offer = market.offer(a_room())
    body, key = offer.body(market.day(), "10:00", "12:00", ttc=4800), str(uuid.uuid4())
    market.coworker.api.post("/bookings", body, key=key)
    other = {**body, "people": 2}
    market.coworker.api.refused(422, "idempotency_key_reused", "POST", "/bookings", other, key=key)
    market.host.api.post("/hosts", {"name": "Une", "language": "fr"}, key=key)
    changed = {"name": "Deux", "language": "fr"}
    market.host.api.refused(422, "idempotency_key_reused", "POST", "/hosts", changed, key=key)


def test_keys_of_two_people_do_not_meet(market: Market) -> None:
    offer = market.offer(a_room())
    key, day = str(uuid.uuid4()), market.day()
    mine = market.coworker.api.post("/bookings", offer.body(day, "10:00", "11:00", ttc=2400), key=key)
    theirs = market.host.api.post("/bookings", offer.body(day, "11:00", "12:00", ttc=2400), key=key)
    assert mine["id"] != theirs["id"]


def test_two_calls_at_once_make_one_booking(market: Market) -> None:
    offer = market.offer(a_room(tariff=None, automatic_acceptance=True))
    body, key = offer.body(market.day(), "10:00", "12:00"), str(uuid.uuid4())
    clients = [market.coworker.api.as_(market.coworker.api.token) for _ in range(6)]
    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(lambda client: client.send("POST", "/bookings", body, key=key), clients))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    market.told(market.coworker.email, "Réservation confirmée", offer.room()["name"])


def test_a_repeated_decision_returns_the_kept_answer_and_acts_once(market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.request(offer, market.day())
    path, key = f"{market.host.path}/bookings/{booking['id']}/acceptance", str(uuid.uuid4())
    first = market.host.api.post(path, key=key)
    assert market.host.api.post(path, key=key) == first
    # With another key, too, saying yes twice is saying it once.
    assert market.host.api.post(path)["version"] == first["version"]
    market.told(market.coworker.email, "Réservation confirmée", offer.room()["name"])


def test_a_refused_call_may_be_tried_again_with_its_key(market: Market) -> None:
    draft = offers.drafted(market.host, a_space())
    path, key = f"{draft.path}/submission", str(uuid.uuid4())
    market.host.api.refused(409, "space_incomplete", "POST", path, key=key)
    seen = market.host.api.get(draft.path)
    market.host.api.put(draft.path, offers.as_edit(seen, rooms=[a_room()]), version=seen["version"])
    assert market.host.api.post(path, key=key)["status"] == "in_moderation"
    offers.decided(market.moderator, draft.id, "publication")


def test_a_space_created_twice_with_one_key_is_one_space(market: Market) -> None:
    owner = market.join("Ada", "Faure")
    host = offers.found(owner)
    body, key = a_space(a_room()), str(uuid.uuid4())
    first = owner.api.post(f"{host.path}/spaces", body, key=key)
    assert owner.api.post(f"{host.path}/spaces", body, key=key) == first
    assert len(owner.api.get(f"{host.path}/spaces")["items"]) == 1


def test_webhooks_shuffled_and_doubled_change_nothing_twice(market: Market) -> None:
    market.till.control("chaos", enabled=True)
    try:
        offer = market.offer(a_room())
        room = offer.room()["name"]
        booking = market.request(offer, market.day())
        market.till.control("webhooks/deliver")
        market.host.api.post(f"{market.host.path}/bookings/{booking['id']}/acceptance")
        market.till.control("webhooks/deliver")
    finally:
        market.till.control("chaos", enabled=False)
    events = [event for event in market.till.state()["events"] if event["type"] == "checkout.session.completed"]
    market.till.control(f"events/{events[0]['id']}/resend")
    seen = market.status(market.coworker, booking, "confirmed", "captured")
    kinds = [step["kind"] for step in seen["timeline"]]
    assert len(kinds) == len(set(kinds)), kinds
    market.told(offer.contact, "Demande de réservation", room)
    market.told(market.coworker.email, "Réservation confirmée", room)
