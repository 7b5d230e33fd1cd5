"""Free time and search results as JSON shapes."""

from datetime import datetime

from chalicelib.availability import schemas
from chalicelib.availability.free import FreeDay
from chalicelib.availability.projection.cells import km_between
from chalicelib.availability.search import Candidate
from chalicelib.availability.slots import QUARTER
from chalicelib.legal.model import Condition
from chalicelib.spaces.model import Location, Room, Space
from chalicelib.spaces.public_path import path_of
from chalicelib.spaces.views import location_view, picture_views, room_view

METRES = 1000


def availability(space: Space, room: Room, days: list[FreeDay]) -> schemas.AvailabilityView:
    zone = space.zone
    return schemas.AvailabilityView(
        room_id=room.id,
        timezone=space.timezone,
        quarter_minutes=int(QUARTER.total_seconds()) // 60,
        days=[
            schemas.DayView(
                date=day.day,
                open=day.open,
                runs=[
                    schemas.FreeRunView(
                        start=run.period.start.astimezone(zone),
                        end=run.period.end.astimezone(zone),
                        free=run.free,
                    )
                    for run in day.runs
                ],
            )
            for day in days
        ],
    )


def search_result(
    space: Space, rooms: list[Candidate], condition: Condition, *, near: Location | None = None
) -> schemas.SearchResultView:
    return schemas.SearchResultView(
        id=space.id,
        path=path_of(space),
        name=space.name,
        description=space.description,
        city=space.address.city,
        postcode=space.address.postcode,
        timezone=space.timezone,
        amenities=list(space.amenities),
        location=location_view(space),
        distance=round(km_between(near, space.location) * METRES) if near and space.location else None,
        cover=next(iter(picture_views(space.pictures[:1])), None),
        rooms=[_room(space, candidate, condition) for candidate in rooms],
    )


def _room(space: Space, candidate: Candidate, condition: Condition) -> schemas.SearchRoomView:
    at: datetime | None = candidate.next_free_at
    return schemas.SearchRoomView(
        **room_view(candidate.room, condition).model_dump(),
        next_free_at=at.astimezone(space.zone) if at else None,
    )
