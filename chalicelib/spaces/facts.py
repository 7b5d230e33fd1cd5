"""What happens to a space, and which changes of an edit are worth telling."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from chalicelib.core.facts import Fact, changes_between
from chalicelib.spaces.model import Room, Space

LONGEST_TEXT = 120
MOST_BYTES = 100_000
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Changes = dict[str, list[Any]]


@dataclass(frozen=True, kw_only=True)
class SpaceCreated(Fact):
    space_id: str
    space_name: str


@dataclass(frozen=True, kw_only=True)
class SpaceUpdated(Fact):
    """`changes` is that of `changes`, below."""

    space_id: str
    space_name: str


@dataclass(frozen=True, kw_only=True)
class SpaceSubmitted(Fact):
    space_id: str
    space_name: str


@dataclass(frozen=True, kw_only=True)
class SpacePublished(Fact):
    space_id: str
    space_name: str


@dataclass(frozen=True, kw_only=True)
class SpaceRefused(Fact):
    space_id: str
    space_name: str
    reason: str


def changes(old: Space, new: Space) -> Changes:
    """`{"hours.monday": [old, new], "room.Atelier.price.hour": […], …}`, prices in cents.

    A room is named by its old name; one that comes or goes is told by its kind alone. Long texts are cut. An
    edit too large for a fact keeps what happened to the space itself and the number of rooms on either side.
    """
    of_space = changes_between(_fields_of_space(old), _fields_of_space(new))
    found = _cut(of_space | _changes_of_rooms(old, new))
    if len(json.dumps(found, ensure_ascii=False).encode()) <= MOST_BYTES:
        return found
    return _cut(of_space) | {"rooms": [len(old.rooms), len(new.rooms)]}


def _fields_of_space(space: Space) -> dict[str, Any]:
    address = space.address
    town = f"{address.postcode} {address.city}"
    hours = {
        f"hours.{day}": " ".join(map(str, intervals))
        for day, intervals in zip(DAYS, space.opening_hours, strict=True)
    }
    return {
        "name": space.name,
        "description": space.description,
        "address": ", ".join(filter(None, (address.line1, address.line2, town))),
        "timezone": space.timezone,
        "amenities": [str(amenity) for amenity in space.amenities],
        "contact.email": space.contact_email,
        "contact.phone": space.contact_phone,
        **hours,
    }


def _changes_of_rooms(old: Space, new: Space) -> Changes:
    before = {room.id: room for room in old.rooms}
    after = {room.id: room for room in new.rooms}
    everyone = after | before
    homonyms = Counter(room.name for room in everyone.values())
    found: Changes = {}
    for room in everyone.values():
        label = f"room.{room.name}" if homonyms[room.name] == 1 else f"room.{room.name} ({room.id})"
        was, now = before.get(room.id), after.get(room.id)
        if was and now:
            differences = changes_between(_fields_of_room(was), _fields_of_room(now))
            found |= {f"{label}.{name}": values for name, values in differences.items()}
        else:
            found[label] = [was and str(was.kind), now and str(now.kind)]
    return found


def _fields_of_room(room: Room) -> dict[str, Any]:
    tariff = room.tariff
    return {
        "name": room.name,
        "description": room.description,
        "kind": str(room.kind),
        "capacity": room.capacity,
        "sold_as": str(room.sold_as),
        "colour": room.colour,
        "acceptance": "automatic" if room.automatic_acceptance else "by_hand",
        "answer_delay_hours": room.answer_delay.total_seconds() / 3600,
        "price.basis": tariff and str(tariff.basis),
        "price.hour": tariff and tariff.hour,
        "price.half_day": tariff and tariff.half_day,
        "price.day": tariff and tariff.day,
    }


def _cut(found: Changes) -> Changes:
    return {name: [_cut_text(value) for value in values] for name, values in found.items()}


def _cut_text(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return value[: LONGEST_TEXT - 1] + "…"
    return value
