"""Shapes of the waiting list and of what is offered to it."""

from typing import Annotated

from pydantic import Field

from chalicelib.bookings.schemas import Identifier, People, WallTime
from chalicelib.kit.shapes import Instant, Page, Shape


class WaitingBody(Shape):
    """What one would have booked, had there been places."""

    space_id: Identifier
    room_id: Identifier
    start: WallTime
    end: WallTime
    people: People


class WaitingView(Shape):
    """`since` is when he joined. Whoever came before him, and fits, is offered a place first."""

    id: str
    space_id: str
    room_id: str
    space_name: str
    room_name: str
    start: Instant
    end: Instant
    timezone: str
    people: int
    since: Instant


class WaitingPage(Page):
    items: list[WaitingView]


class OfferAcceptanceBody(Shape):
    """`expected_ttc` is the total the coworker saw, in cents. `terms` is the version of the terms of sale that he
    accepts (`GET /v1/terms`); a free room needs none."""

    expected_ttc: Annotated[int, Field(strict=True, ge=0)]
    terms: Annotated[str, Field(max_length=20)] = ""
