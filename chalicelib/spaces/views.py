"""Spaces as answers: to their host and the moderators, in the queue, to everybody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from chalicelib.identity.hosts import host_of
from chalicelib.images.model import picture_urls
from chalicelib.legal.model import Condition
from chalicelib.spaces import policy, schemas, shapes
from chalicelib.spaces.holidays import Holiday
from chalicelib.spaces.model import (
    MODERATION_DELAY,
    BookingRules,
    DayHours,
    OpeningHours,
    OpenInterval,
    Picture,
    Room,
    Space,
    Tariff,
    clock_of,
)
from chalicelib.spaces.moderation_schemas import Asked, QueueEntryView
from chalicelib.spaces.pending import PendingEdit, typed, waiting_fields
from chalicelib.spaces.public_path import path_of

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def space_view(published: Space, condition: Condition) -> schemas.SpaceView:
    """As it was last typed, beside what is published where that differs."""
    space = typed(published)
    return schemas.SpaceView(
        id=space.id,
        host_id=space.host_id,
        status=space.status,
        version=space.version,
        name=space.name,
        description=space.description,
        address=shapes.AddressView.model_validate(space.address),
        timezone=space.timezone,
        amenities=list(space.amenities),
        opening_hours=_opening_hours(space.opening_hours),
        contact_email=space.contact_email,
        contact_phone=space.contact_phone,
        access_notes=space.access_notes,
        house_rules=space.house_rules,
        location=location_view(space),
        exceptional_days=_exceptional_days(space.exceptional_days),
        pictures=picture_views(space.pictures),
        rooms=[room_view(room, condition) for room in space.rooms],
        submitted_at=space.submitted_at,
        moderate_by=space.moderate_by,
        refusal_reason=space.refusal_reason,
        pending=_pending(published, published.pending) if published.pending else None,
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
        edit=_state(space.pending) if space.pending else None,
        missing=list(policy.missing(space, condition)),
    )


def queue_entry(space: Space, *, now: datetime) -> QueueEntryView:
    """Reads the host for its name."""
    if space.waiting_since is None:
        raise ValueError(f"{space.id} stands in the queue without having been submitted")
    moderate_by = space.waiting_since + MODERATION_DELAY
    return QueueEntryView(
        id=space.id,
        host_id=space.host_id,
        host_name=host_of(space.host_id).name,
        asks=Asked.EDIT if space.pending else Asked.PUBLICATION,
        fields=waiting_fields(space),
        name=space.name,
        city=space.address.city,
        room_count=len(space.rooms),
        submitted_at=space.waiting_since,
        moderate_by=moderate_by,
        overdue=now > moderate_by,
    )


def catalogue_view(space: Space, condition: Condition, *, now: datetime) -> schemas.CatalogueSpaceView:
    today = now.astimezone(space.zone).date()
    return schemas.CatalogueSpaceView(
        id=space.id,
        path=path_of(space),
        name=space.name,
        description=space.description,
        address=shapes.AddressShape.model_validate(space.address),
        timezone=space.timezone,
        amenities=list(space.amenities),
        opening_hours=_opening_hours(space.opening_hours),
        contact_phone=space.contact_phone,
        house_rules=space.house_rules,
        location=location_view(space),
        exceptional_days=_exceptional_days(one for one in space.exceptional_days if one.day >= today),
        pictures=picture_views(space.pictures),
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
        surface=room.surface,
        equipment=list(room.equipment),
        rules=_rules(room.rules),
        cancellation=[shapes.CancellationStepShape(hours=one.hours, kept=one.kept) for one in room.cancellation],
    )


def picture_views(pictures: Iterable[Picture]) -> list[shapes.PictureView]:
    return [shapes.PictureView(**vars(one), **picture_urls(one.image_id)) for one in pictures]


def holidays_view(found: Iterable[Holiday]) -> shapes.HolidaysView:
    return shapes.HolidaysView(items=[shapes.HolidayView(day=one.day, name=one.name) for one in found])


def _pending(published: Space, edit: PendingEdit) -> shapes.PendingEditView:
    return shapes.PendingEditView(
        state=_state(edit),
        fields=waiting_fields(published),
        since=edit.since,
        moderate_by=published.moderate_by,
        refusal_reason=edit.refusal,
        published=shapes.PublicValuesView(
            name=published.name,
            description=published.description,
            address=shapes.AddressShape.model_validate(published.address),
            location=location_view(published),
            pictures=picture_views(published.pictures),
        ),
    )


def _state(edit: PendingEdit) -> shapes.EditState:
    return shapes.EditState.REFUSED if edit.refusal else shapes.EditState.WAITING


def location_view(space: Space) -> shapes.LocationShape | None:
    return shapes.LocationShape.model_validate(space.location) if space.location else None


def _rules(rules: BookingRules) -> shapes.BookingRulesShape:
    return shapes.BookingRulesShape(
        shortest_minutes=_minutes(rules.shortest),
        longest_minutes=_minutes(rules.longest),
        notice_minutes=_minutes(rules.notice),
        horizon_days=rules.horizon.days if rules.horizon else None,
        buffer_minutes=rules.buffer // MINUTE,
    )


def _minutes(length: timedelta | None) -> int | None:
    return None if length is None else length // MINUTE


def _tariff(tariff: Tariff, condition: Condition) -> shapes.TariffView:
    return shapes.TariffView(
        basis=tariff.basis,
        hour=tariff.hour,
        half_day=tariff.half_day,
        day=tariff.day,
        week=tariff.week,
        month=tariff.month,
        vat_rate=condition.terms.vat_rate if condition.terms else None,
    )


def _opening_hours(hours: OpeningHours) -> list[list[shapes.IntervalShape]]:
    return [_day_hours(day) for day in hours]


def _day_hours(day: Iterable[OpenInterval]) -> list[shapes.IntervalShape]:
    return [shapes.IntervalShape(opens=clock_of(one.opens), closes=clock_of(one.closes)) for one in day]


def _exceptional_days(days: Iterable[DayHours]) -> list[shapes.ExceptionalDayShape]:
    return [shapes.ExceptionalDayShape(day=one.day, hours=_day_hours(one.hours), label=one.label) for one in days]
