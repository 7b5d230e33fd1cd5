"""Free time and search results as JSON shapes."""

from datetime import datetime

from chalicelib.availability import schemas
from chalicelib.availability.free import FreeDay
from chalicelib.availability.search import Candidate
from chalicelib.availability.slots import QUARTER
from chalicelib.legal.model import Condition
from chalicelib.spaces.model import Room, Space
from chalicelib.spaces.views import room_view


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


def search_result(space: Space, rooms: list[Candidate], condition: Condition) -> schemas.SearchResultView:
    return schemas.SearchResultView(
        id=space.id,
        name=space.name,
        description=space.description,
        city=space.address.city,
        postcode=space.address.postcode,
        timezone=space.timezone,
        amenities=list(space.amenities),
        rooms=[_room(space, candidate, condition) for candidate in rooms],
    )


def _room(space: Space, candidate: Candidate, condition: Condition) -> schemas.SearchRoomView:
    at: datetime | None = candidate.next_free_at
    return schemas.SearchRoomView(
        **room_view(candidate.room, condition).model_dump(),
        next_free_at=at.astimezone(space.zone) if at else None,
    )
