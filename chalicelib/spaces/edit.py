"""A host writes a space with its rooms, then writes it again. Creating is editing a blank."""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.core.errors import StaleVersion
from chalicelib.core.ids import derived_id, new_id
from chalicelib.core.zones import UnknownZone, standard_offset, zone_named
from chalicelib.identity.hosts import owner_of
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.spaces import facts, policy, store
from chalicelib.spaces.errors import RoomTwice, UnknownRoom, ZoneIsFixed
from chalicelib.spaces.find import space_of
from chalicelib.spaces.model import (
    WEEKDAYS,
    Address,
    OpeningHours,
    OpenInterval,
    Room,
    Space,
    SpaceStatus,
    Tariff,
    minutes_of,
)
from chalicelib.spaces.schemas import RoomBody, SpaceBody
from chalicelib.spaces.selling import condition_of


def create_space(body: SpaceBody, *, host_id: str, key: str, uow: UnitOfWork) -> Space:
    """The same `key` of the same user finds the space that the first call made.

    Raises UnknownRoom, UnknownZone.
    """
    space_id = derived_id("sp", host_id, uow.actor.user_id or "", key)
    space = _edited(_blank(space_id, host_id, uow.now), body, now=uow.now)
    store.add(uow, space)
    uow.record(facts.SpaceCreated(subject=space.key, host_id=space.host_id, space_id=space.id, space_name=space.name))
    try:
        uow.commit()
    except Replayed:
        return space_of(space_id)
    return space


def update_space(space: Space, body: SpaceBody, *, expected: int, uow: UnitOfWork) -> Space:
    """Whatever its status, which an edit leaves alone. An edit that changes nothing writes nothing.

    Raises StaleVersion, UnknownRoom, RoomTwice, UnknownZone, ZoneIsFixed, SpaceIncomplete (a published space gets no
    room that could not be sold).
    """
    if expected != space.version:
        raise StaleVersion
    edited = _edited(space, body, now=uow.now)
    if edited == space:
        return space
    if edited.status is SpaceStatus.LIVE:
        condition = condition_of(edited, uow.now)
        policy.demand_nothing_new_missing(space, edited, condition)
    edited = edited.next_version()
    store.save(uow, space, edited)
    uow.record(
        facts.SpaceUpdated(
            subject=edited.key,
            host_id=edited.host_id,
            changes=facts.changes(space, edited),
            space_id=edited.id,
            space_name=edited.name,
        )
    )
    uow.commit()
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


def _edited(space: Space, body: SpaceBody, *, now: datetime) -> Space:
    return replace(
        space,
        name=body.name,
        description=body.description,
        address=Address(**body.address.model_dump()),
        timezone=body.timezone,
        std_offset=_std_offset(space, body.timezone, now),
        amenities=tuple(dict.fromkeys(body.amenities)),
        opening_hours=_opening_hours(body),
        contact_email=body.contact_email or owner_of(space.host_id).email,
        contact_phone=body.contact_phone,
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


def _opening_hours(body: SpaceBody) -> OpeningHours:
    return tuple(
        tuple(OpenInterval(minutes_of(shape.opens), minutes_of(shape.closes)) for shape in day)
        for day in body.opening_hours
    )


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
    )
