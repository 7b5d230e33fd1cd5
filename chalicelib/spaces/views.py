"""Spaces as answers: to their host and the moderators, in the queue, to everybody."""

from datetime import datetime, timedelta

from chalicelib.identity.hosts import host_of
from chalicelib.spaces import policy, schemas
from chalicelib.spaces.model import MODERATION_DELAY, OpeningHours, Room, Space, clock_of

HOUR = timedelta(hours=1)


def space_view(space: Space) -> schemas.SpaceView:
    return schemas.SpaceView(
        id=space.id,
        host_id=space.host_id,
        status=space.status,
        version=space.version,
        name=space.name,
        description=space.description,
        address=schemas.AddressShape.model_validate(space.address),
        timezone=space.timezone,
        amenities=list(space.amenities),
        opening_hours=_opening_hours(space.opening_hours),
        contact_email=space.contact_email,
        contact_phone=space.contact_phone,
        rooms=[room_view(room) for room in space.rooms],
        submitted_at=space.submitted_at,
        moderate_by=space.moderate_by,
        refusal_reason=space.refusal_reason,
        missing=list(policy.missing(space)),
    )


def space_summary(space: Space) -> schemas.SpaceSummary:
    return schemas.SpaceSummary(
        id=space.id,
        name=space.name,
        city=space.address.city,
        status=space.status,
        room_count=len(space.rooms),
        submitted_at=space.submitted_at,
        moderate_by=space.moderate_by,
        refusal_reason=space.refusal_reason,
        missing=list(policy.missing(space)),
    )


def queue_entry(space: Space, *, now: datetime) -> schemas.QueueEntryView:
    """Reads the host for its name."""
    if space.submitted_at is None:
        raise ValueError(f"{space.id} stands in the queue without having been submitted")
    moderate_by = space.submitted_at + MODERATION_DELAY
    return schemas.QueueEntryView(
        id=space.id,
        host_id=space.host_id,
        host_name=host_of(space.host_id).name,
        name=space.name,
        city=space.address.city,
        room_count=len(space.rooms),
        submitted_at=space.submitted_at,
        moderate_by=moderate_by,
        overdue=now > moderate_by,
    )


def catalogue_view(space: Space) -> schemas.CatalogueSpaceView:
    return schemas.CatalogueSpaceView(
        id=space.id,
        name=space.name,
        description=space.description,
        address=schemas.AddressShape.model_validate(space.address),
        timezone=space.timezone,
        amenities=list(space.amenities),
        opening_hours=_opening_hours(space.opening_hours),
        contact_phone=space.contact_phone,
        rooms=[room_view(room) for room in space.rooms],
    )


def room_view(room: Room) -> schemas.RoomView:
    return schemas.RoomView(
        id=room.id,
        name=room.name,
        description=room.description,
        kind=room.kind,
        capacity=room.capacity,
        sold_as=room.sold_as,
        colour=room.colour,
        tariff=schemas.TariffShape.model_validate(room.tariff) if room.tariff else None,
        automatic_acceptance=room.automatic_acceptance,
        answer_delay_hours=room.answer_delay // HOUR,
    )


def _opening_hours(hours: OpeningHours) -> list[list[schemas.IntervalShape]]:
    return [
        [schemas.IntervalShape(opens=clock_of(interval.opens), closes=clock_of(interval.closes)) for interval in day]
        for day in hours
    ]
