"""A host writes a space with its rooms, then writes it again. Creating is editing a blank."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.core.errors import StaleVersion
from chalicelib.core.ids import derived_id, new_id
from chalicelib.core.zones import UnknownZone, standard_offset, zone_named
from chalicelib.identity.hosts import owner_of
from chalicelib.images.find import ready_images
from chalicelib.images.remove import remove_unused
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.spaces import facts, pending, policy, store
from chalicelib.spaces.errors import PictureTwice, RoomTwice, UnknownPicture, UnknownRoom, ZoneIsFixed
from chalicelib.spaces.find import space_of
from chalicelib.spaces.model import (
    WEEKDAYS,
    Address,
    BookingRules,
    CancellationStep,
    DayHours,
    Location,
    OpenInterval,
    Picture,
    Room,
    Space,
    SpaceStatus,
    Tariff,
    minutes_of,
)
from chalicelib.spaces.schemas import RoomBody, SpaceBody
from chalicelib.spaces.selling import condition_of
from chalicelib.spaces.shapes import BookingRulesShape, IntervalShape, PictureBody


def create_space(body: SpaceBody, *, host_id: str, key: str, uow: UnitOfWork) -> Space:
    """The same `key` of the same user finds the space that the first call made.

    Raises UnknownRoom, UnknownZone, UnknownPicture.
    """
    space_id = derived_id("sp", host_id, uow.actor.user_id or "", key)
    space = edited_space(_blank(space_id, host_id, uow.now), body, now=uow.now)
    store.add(uow, space)
    uow.record(facts.SpaceCreated(subject=space.key, host_id=space.host_id, space_id=space.id, space_name=space.name))
    try:
        uow.commit()
    except Replayed:
        return space_of(space_id)
    return space


def update_space(
    space: Space, body: SpaceBody, *, expected: int, uow: UnitOfWork, saving: Callable[[Space], None] | None = None
) -> Space:
    """Whatever its status, which an edit leaves alone. An edit that changes nothing writes nothing; what is sensitive
    of a published space waits for the moderators (`pending`). `saving` hears of the space that is about to be saved:
    it may refuse, or add to the transaction.

    Raises StaleVersion, UnknownRoom, RoomTwice, UnknownPicture, PictureTwice, UnknownZone, ZoneIsFixed,
    SpaceIncomplete (a published space gets no room that could not be sold).
    """
    if expected != space.version:
        raise StaleVersion
    edited = edited_space(space, body, now=uow.now)
    if edited == pending.typed(space):
        return space
    if edited.status is SpaceStatus.LIVE:
        condition = condition_of(edited, uow.now)
        policy.demand_nothing_new_missing(space, edited, condition)
    if saving:
        saving(edited)
    edited = pending.split(space, edited, now=uow.now, by=uow.actor.user_id or "").next_version()
    store.save(uow, space, edited)
    for fact in facts.of_edit(space, edited):
        uow.record(fact)
    uow.commit()
    named = pending.pictures_named(edited)
    if named != pending.pictures_named(space):
        remove_unused(space.id, named, uow=uow)
    return edited


def _blank(space_id: str, host_id: str, now: datetime) -> Space:
    return Space(
        id=space_id,
        host_id=host_id,
        name="",
        description="",
        address=Address("", "", "", ""),
        timezone="",
        std_offset=timedelta(),
        amenities=(),
        opening_hours=((),) * WEEKDAYS,
        contact_email="",
        contact_phone="",
        rooms=(),
        created_at=now,
    )


def edited_space(space: Space, body: SpaceBody, *, now: datetime) -> Space:
    """What its host typed, at the version that it has. Nothing is written.

    Raises UnknownRoom, RoomTwice, UnknownPicture, PictureTwice, UnknownZone, ZoneIsFixed.
    """
    return replace(
        space,
        name=body.name,
        description=body.description,
        address=Address(**body.address.model_dump()),
        timezone=body.timezone,
        std_offset=_std_offset(space, body.timezone, now),
        amenities=tuple(dict.fromkeys(body.amenities)),
        opening_hours=tuple(map(_intervals, body.opening_hours)),
        contact_email=body.contact_email or owner_of(space.host_id).email,
        contact_phone=body.contact_phone,
        access_notes=body.access_notes,
        house_rules=body.house_rules,
        location=Location(**body.location.model_dump()) if body.location else None,
        exceptional_days=tuple(DayHours(one.day, _intervals(one.hours), one.label) for one in body.exceptional_days),
        pictures=_pictures(space, body.pictures),
        rooms=_rooms(space, body.rooms),
    )


def _std_offset(space: Space, timezone: str, now: datetime) -> timedelta:
    if timezone == space.timezone:
        return space.std_offset
    if not policy.zone_may_change(space):
        raise ZoneIsFixed("timezone")
    try:
        return standard_offset(zone_named(timezone), now.year)
    except UnknownZone as unknown:
        raise UnknownZone("timezone", zone=timezone) from unknown


def _intervals(day: list[IntervalShape]) -> tuple[OpenInterval, ...]:
    return tuple(OpenInterval(minutes_of(shape.opens), minutes_of(shape.closes)) for shape in day)


def _pictures(space: Space, bodies: list[PictureBody]) -> tuple[Picture, ...]:
    """Those that the space shows already are ready; only others are looked up."""
    shown = pending.pictures_named(space)
    known = shown if shown.issuperset(one.image_id for one in bodies) else ready_images(space.id).keys()
    pictures: dict[str, Picture] = {}
    for index, body in enumerate(bodies):
        if body.image_id not in known:
            raise UnknownPicture(f"pictures/{index}/image_id")
        if body.image_id in pictures:
            raise PictureTwice(f"pictures/{index}/image_id")
        pictures[body.image_id] = Picture(body.image_id, body.caption, body.alt)
    return tuple(pictures.values())


def _rooms(space: Space, bodies: list[RoomBody]) -> tuple[Room, ...]:
    rooms: dict[str, Room] = {}
    for index, body in enumerate(bodies):
        if body.id is not None and space.room(body.id) is None:
            raise UnknownRoom(f"rooms/{index}/id")
        if body.id in rooms:
            raise RoomTwice(f"rooms/{index}/id")
        room = _room(body.id or new_id("rm"), body)
        rooms[room.id] = room
    return tuple(rooms.values())


def _room(room_id: str, body: RoomBody) -> Room:
    return Room(
        id=room_id,
        name=body.name,
        description=body.description,
        kind=body.kind,
        capacity=body.capacity,
        sold_as=body.sold_as,
        colour=body.colour,
        tariff=Tariff(**body.tariff.model_dump()) if body.tariff else None,
        automatic_acceptance=body.automatic_acceptance,
        answer_delay=timedelta(hours=body.answer_delay_hours),
        surface=body.surface,
        equipment=tuple(dict.fromkeys(body.equipment)),
        rules=_rules(body.rules),
        cancellation=tuple(CancellationStep(one.hours, one.kept) for one in body.cancellation),
    )


def _rules(body: BookingRulesShape) -> BookingRules:
    return BookingRules(
        shortest=_length(body.shortest_minutes),
        longest=_length(body.longest_minutes),
        notice=_length(body.notice_minutes),
        horizon=timedelta(days=body.horizon_days) if body.horizon_days else None,
        buffer=timedelta(minutes=body.buffer_minutes),
    )


def _length(minutes: int | None) -> timedelta | None:
    return None if minutes is None else timedelta(minutes=minutes)
