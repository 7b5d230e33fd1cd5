"""Spaces as answers: to their host and the moderators, in the queue, to everybody."""

from datetime import datetime, timedelta

from chalicelib.identity.hosts import host_of
from chalicelib.legal.model import Condition
from chalicelib.spaces import policy, schemas
from chalicelib.spaces.model import MODERATION_DELAY, OpeningHours, Room, Space, Tariff, clock_of

HOUR = timedelta(hours=1)


def space_view(space: Space, condition: Condition) -> schemas.SpaceView:
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
        rooms=[room_view(room, condition) for room in space.rooms],
        submitted_at=space.submitted_at,
        moderate_by=space.moderate_by,
        refusal_reason=space.refusal_reason,
        missing=list(policy.missing(space, condition)),
    )


def space_summary(space: Space, condition: Condition) -> schemas.SpaceSummary:
    return schemas.SpaceSummary(
        id=space.id,
        name=space.name,
        city=space.address.city,
        status=space.status,
        room_count=len(space.rooms),
        submitted_at=space.submitted_at,
        moderate_by=space.moderate_by,
        refusal_reason=space.refusal_reason,
        missing=list(policy.missing(space, condition)),
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


def catalogue_view(space: Space, condition: Condition) -> schemas.CatalogueSpaceView:
    return schemas.CatalogueSpaceView(
        id=space.id,
        name=space.name,
        description=space.description,
        address=schemas.AddressShape.model_validate(space.address),
        timezone=space.timezone,
        amenities=list(space.amenities),
        opening_hours=_opening_hours(space.opening_hours),
        contact_phone=space.contact_phone,
        rooms=[room_view(room, condition) for room in space.rooms],
        sells=not any(code.startswith(("billing.", "price_")) for code in policy.missing(space, condition)),
    )


def room_view(room: Room, condition: Condition) -> schemas.RoomView:
    return schemas.RoomView(
        id=room.id,
        name=room.name,
        description=room.description,
        kind=room.kind,
        capacity=room.capacity,
        sold_as=room.sold_as,
        colour=room.colour,
        tariff=_tariff(room.tariff, condition) if room.tariff else None,
        automatic_acceptance=room.automatic_acceptance,
        answer_delay_hours=room.answer_delay // HOUR,
    )


def _tariff(tariff: Tariff, condition: Condition) -> schemas.TariffView:
    return schemas.TariffView(
        basis=tariff.basis,
        hour=tariff.hour,
        half_day=tariff.half_day,
        day=tariff.day,
        vat_rate=condition.terms.vat_rate if condition.terms else None,
    )


def _opening_hours(hours: OpeningHours) -> list[list[schemas.IntervalShape]]:
    return [
        [schemas.IntervalShape(opens=clock_of(interval.opens), closes=clock_of(interval.closes)) for interval in day]
        for day in hours
    ]
