"""Shapes of feeds."""

from chalicelib.bookings.feeds.model import Scope
from chalicelib.bookings.schemas import Identifier
from chalicelib.kit.shapes import Instant, Shape


class FeedBody(Shape):
    """Of a whole space, unless `room_id` names one room of it."""

    space_id: Identifier
    room_id: Identifier | None = None


class FeedView(Shape):
    """`address` is the secret one that calendar programs ask: for its maker's eyes only, and null to everybody once
    the key it was made with has changed. `made_by` is empty once that login is gone."""

    id: str
    scope: Scope
    space_id: str | None
    room_id: str | None
    made_by: str
    is_mine: bool
    created_at: Instant
    address: str | None


class FeedsView(Shape):
    feeds: list[FeedView]
