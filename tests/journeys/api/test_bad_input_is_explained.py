"""Bad input gets a clear error and nothing is lost: no booking, no slot, no money."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.journeys import offers
from tests.journeys.client import Json, problem_in
from tests.journeys.days import SATURDAY
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room, a_space, an_open_space

BEYOND_A_BODY = 600 * 1024
BEYOND_THE_GATEWAY = 10 * 1024 * 1024


@pytest.fixture(scope="module")
def offer(market: Market) -> Offer:
    return market.offer(a_room(), an_open_space())


@pytest.mark.parametrize(
    ("start", "end", "code", "pointer"),
    [
        ("12:00", "10:00", "ends_before_start", "/end"),
        ("10:00", "10:00", "ends_before_start", "/end"),
        ("10:07", "11:00", "off_grid", "/start"),
        ("10:00", "11:05", "off_grid", "/end"),
        ("10:00:01", "11:00", "off_grid", "/start"),
        ("06:00", "10:00", "outside_opening_hours", None),
        ("17:00", "19:00", "outside_opening_hours", None),
        ("25:00", "26:00", "unreadable_time", "/start"),
        ("", "11:00", "unreadable_time", "/start"),
    ],
)
def test_a_span_that_cannot_be_booked_says_why(
    market: Market, offer: Offer, start: str, end: str, code: str, pointer: str | None
) -> None:
    body = offer.body(market.day(), start, end)
    refusal = market.coworker.api.refused(422, code, "POST", "/bookings", body)
    assert refusal.pointers == ([pointer] if pointer else [])
    # The preview says the same before anything is sent.
    wish = {name: body[name] for name in ("start", "end", "people")}
    market.anonymous.refused(422, code, "GET", f"{offer.catalogue()}/price", query=wish)


def test_the_past_is_not_for_sale(market: Market, offer: Offer) -> None:
    day = market.day() - timedelta(days=14)
    assert day.weekday() < SATURDAY
    body = offer.body(day, "10:00", "11:00")
    assert market.coworker.api.refused(422, "in_the_past", "POST", "/bookings", body).pointers == ["/start"]


def test_a_closed_day_is_outside_opening_hours(market: Market, offer: Offer) -> None:
    day = market.day()
    sunday = day + timedelta(days=6 - day.weekday())
    body = offer.body(sunday, "10:00", "11:00")
    market.coworker.api.refused(422, "outside_opening_hours", "POST", "/bookings", body)


def test_a_paid_booking_ends_eighty_days_ahead_at_most(market: Market, offer: Offer) -> None:
    far = offer.body(market.day(81), "10:00", "11:00", ttc=2400)
    refusal = market.coworker.api.refused(409, "too_far_ahead", "POST", "/bookings", far)
    assert refusal.params == {"days": 80}
    near = offer.body(market.day(76), "10:00", "11:00")
    assert market.price(offer, near)["free"] is True


def test_a_span_covers_a_month_at_most(market: Market, offer: Offer) -> None:
    body = {**offer.body(market.day(), "10:00", "11:00"), "end": f"{market.day(42)}T10:00"}
    market.coworker.api.refused(422, "too_long", "POST", "/bookings", body)


def test_more_people_than_the_room_takes_are_refused(market: Market, offer: Offer) -> None:
    body = offer.body(market.day(), "10:00", "11:00", people=9)
    refusal = market.coworker.api.refused(422, "over_capacity", "POST", "/bookings", body)
    assert (refusal.pointers, refusal.params) == (["/people"], {"capacity": 8})
    assert "8" in refusal.detail


def test_the_seats_left_are_never_oversold(market: Market, offer: Offer) -> None:
    day = market.day(3)
    ten = offer.body(day, "10:00", "11:00", people=10, index=1)
    market.book(market.coworker, offer, ten, 1)
    three = offer.body(day, "10:00", "11:00", people=3, index=1, ttc=1800)
    assert market.is_free(offer, three, 1) is False
    market.coworker.api.refused(409, "slot_taken", "POST", "/bookings", three)
    two = offer.body(day, "10:00", "11:00", people=2, index=1, ttc=1200)
    assert market.coworker.api.post("/bookings", two)["status"] == "awaiting_payment"


def test_a_tampered_price_is_refused_and_the_true_one_is_told(market: Market, offer: Offer) -> None:
    body = offer.body(market.day(4), "10:00", "12:00", ttc=1)
    refusal = market.coworker.api.refused(409, "price_changed", "POST", "/bookings", body)
    assert (refusal.pointers, refusal.params) == (["/expected_ttc"], {"ttc": 4800})
    assert market.is_free(offer, body)


def test_a_price_that_the_host_changed_is_not_charged_by_surprise(market: Market) -> None:
    offer = market.offer(a_room())
    seen = market.host.api.get(offer.path)
    dearer = {**seen["rooms"][0], "tariff": {"basis": "HT", "hour": 3000}}
    market.host.api.put(offer.path, offers.as_edit(seen, rooms=[dearer]), version=seen["version"])
    body = offer.body(market.day(), "10:00", "12:00", ttc=4800)
    assert market.coworker.api.refused(409, "price_changed", "POST", "/bookings", body).params == {"ttc": 7200}


def test_a_room_that_is_not_published_is_not_found(market: Market, offer: Offer) -> None:
    draft = offers.drafted(market.host, a_space(a_room()))
    body = draft.body(market.day(), "10:00", "11:00", ttc=2400)
    market.coworker.api.refused(404, "not_found", "POST", "/bookings", body)
    # Nor a room of one space under the name of another.
    mixed = {**offer.body(market.day(), "10:00", "11:00", ttc=2400), "room_id": draft.room()["id"]}
    market.coworker.api.refused(404, "not_found", "POST", "/bookings", mixed)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"people": "2"}, "/people"),
        ({"people": 0}, "/people"),
        ({"people": 1.5}, "/people"),
        ({"people": True}, "/people"),
        ({"people": None}, "/people"),
        ({"expected_ttc": -1}, "/expected_ttc"),
        ({"expected_ttc": "4800"}, "/expected_ttc"),
        ({"expected_ttc": 4800.5}, "/expected_ttc"),
        ({"start": 12}, "/start"),
        ({"start": ["2027-01-01T10:00"]}, "/start"),
        ({"start": "x" * 33}, "/start"),
        ({"room_id": {"$gt": ""}}, "/room_id"),
        ({"room_id": "../../etc/passwd"}, "/room_id"),
        ({"room_id": ""}, "/room_id"),
        ({"coupon": "GRATUIT"}, "/coupon"),
    ],
)
def test_a_field_of_the_wrong_type_is_pointed_at(market: Market, offer: Offer, change: Json, pointer: str) -> None:
    body = {**offer.body(market.day(), "10:00", "12:00", ttc=4800), **change}
    refusal = market.coworker.api.refused(422, "invalid", "POST", "/bookings", body)
    assert refusal.pointers == [pointer]
    assert refusal.errors[0]["message"]


@pytest.mark.parametrize("content", [b"", b"{", b"nul", b"\xff\xfe", b"[" * 100_000, b'{"a": NaN, }'])
def test_a_body_that_is_not_json_is_refused(market: Market, content: bytes) -> None:
    market.coworker.api.refused(400, "unreadable_body", "POST", "/bookings", content=content)


@pytest.mark.parametrize("content", [b"[]", b"null", b"3", b'"text"'])
def test_a_body_that_is_not_an_object_is_refused(market: Market, content: bytes) -> None:
    market.coworker.api.refused(422, "invalid", "POST", "/bookings", content=content)


def test_a_form_is_not_json(market: Market) -> None:
    how: Any = {"content": b"people=2", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}
    market.coworker.api.refused(415, "unsupported_media_type", "POST", "/bookings", **how)


@pytest.mark.parametrize("size", [BEYOND_A_BODY, BEYOND_THE_GATEWAY])
def test_an_oversize_body_is_refused(market: Market, offer: Offer, size: int) -> None:
    body = {**offer.body(market.day(), "10:00", "12:00"), "note": "x" * size}
    market.coworker.api.refused(413, "body_too_large", "POST", "/bookings", body)


def test_text_that_no_database_likes_comes_back_as_it_was(market: Market) -> None:
    name = "Salle « 𝄞 » <script>alert(1)</script> '; DROP TABLE--"
    draft = offers.drafted(market.host, a_space(a_room(name=name, description="ligne\nligne\u202e")))
    assert market.host.api.get(draft.path)["rooms"][0]["name"] == name


def test_a_space_with_several_mistakes_points_at_each(market: Market) -> None:
    broken = a_space(a_room(capacity=0), a_room(tariff={"basis": "HT"}), opening_hours=[[]])
    broken["address"]["postcode"] = "ABC"
    path = f"{market.host.path}/spaces"
    refusal = market.host.api.refused(422, "invalid", "POST", path, broken)
    expected = {"/address/postcode", "/opening_hours", "/rooms/0/capacity", "/rooms/1/tariff"}
    assert set(refusal.pointers) == expected
    assert market.anonymous.as_(market.host.api.token, "en").refused(422, "invalid", "POST", path, broken)


def test_problems_speak_the_readers_language(market: Market, offer: Offer) -> None:
    body = offer.body(market.day(), "12:00", "10:00")
    french = market.coworker.api.refused(422, "ends_before_start", "POST", "/bookings", body)
    english = market.coworker.api.as_(market.coworker.api.token, "en")
    assert french.detail == "La fin suit le début."
    assert (
        english.refused(422, "ends_before_start", "POST", "/bookings", body).detail
        == "The end comes after the start."
    )


def test_nothing_of_all_this_took_a_slot(market: Market, offer: Offer) -> None:
    body = offer.body(market.day(), "10:00", "12:00")
    assert market.is_free(offer, body)


def test_a_short_password_is_told_in_characters(market: Market) -> None:
    names = {"given_name": "Margot", "family_name": "Duval", "language": "fr"}
    body = {"email": "margot@people.example", "password": "court", **names}
    refusal = market.anonymous.refused(422, "invalid", "POST", "/auth/sign-up", body)
    assert [(error["pointer"], error["message"]) for error in refusal.errors] == [
        ("/password", "Au moins 10 caractère(s).")
    ]


def test_an_unknown_address_is_a_problem_document_too(market: Market) -> None:
    for path in ("/nothing", "/bookings/bk_unknown", "/bookings/%2e%2e", "/catalogue/spaces/sp_unknown"):
        market.coworker.api.refused(404, "not_found", "GET", path)
    answer = market.anonymous.send("DELETE", "/bookings")
    assert problem_in(answer).status == 405
    assert json.loads(answer.content)["code"] == "method_not_allowed"
