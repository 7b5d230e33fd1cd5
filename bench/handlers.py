"""Handlers against the same reads and transaction made by hand."""

from bench.ground import A_DAY, a_place, booking_body, call
from bench.replay import Ratio, against_hand

THREE_HOURS = 12
ROUNDS = 200


def booking(quarters: int, rounds: int = ROUNDS) -> Ratio:
    """POST /v1/bookings: read the booking's key, the profile, the space and the counters; write the transaction;
    read the timeline back."""
    space = a_place()
    return against_hand(lambda n: call("POST", "/v1/bookings", booking_body(space, n, quarters)), rounds)


def reading(rounds: int = ROUNDS) -> Ratio:
    """GET /v1/bookings/{booking_id}: the booking and its timeline."""
    space = a_place()
    made = call("POST", "/v1/bookings", booking_body(space, 0, THREE_HOURS))
    return against_hand(lambda _: call("GET", "/v1/bookings/{booking_id}", booking_id=made["id"]), rounds)


__all__ = ["A_DAY", "THREE_HOURS", "booking", "reading"]
