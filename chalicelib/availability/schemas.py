"""Shapes of the search and of a room's free time."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from chalicelib.kit.shapes import Day, Instant, Page, Shape
from chalicelib.spaces.amenities import Amenity
from chalicelib.spaces.schemas import RoomView
from chalicelib.spaces.shapes import LocationShape, PictureView

MOST_DAYS = 31


class SearchRoomView(RoomView):
    """`next_free_at` is when the room is next free, None if unknown or not within a week."""

    next_free_at: Instant | None = None


class SearchResultView(Shape):
    """A published space with the rooms that fit the search. `path` is its address on the site, `distance` how many
    metres from the point of the search, None without one."""

    id: str
    path: str
    name: str
    description: str
    city: str
    postcode: str
    timezone: str
    amenities: list[Amenity]
    location: LocationShape | None
    distance: int | None
    cover: PictureView | None
    rooms: list[SearchRoomView]


class SearchPage(Page):
    items: list[SearchResultView]


class AvailabilityQuery(Shape):
    """`days` local days from `date` on."""

    date: Day
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 7


class FreeRunView(Shape):
    """A run of quarters with the same number of places left. Offsets are the room's at that instant."""

    start: Instant
    end: Instant
    free: int


class DayView(Shape):
    date: dt.date
    open: bool
    runs: list[FreeRunView]


class AvailabilityView(Shape):
    """`free` counts places: seats of a room sold by seat, 0 or the capacity of one sold whole."""

    room_id: str
    timezone: str
    quarter_minutes: int
    days: list[DayView]
