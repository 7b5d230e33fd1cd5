"""What happens to a space, and which changes of an edit are worth telling."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib.core.facts import Fact, changes_between
from chalicelib.core.lazy import dataclass
from chalicelib.spaces.model import DayHours, Room, Space
from chalicelib.spaces.pending import typed, waiting_fields

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
    by_moderators = True

    space_id: str
    space_name: str


@dataclass(frozen=True, kw_only=True)
class SpaceRefused(Fact):
    by_moderators = True

    space_id: str
    space_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SpaceEditProposed(Fact):
    """Values of a published space wait for the moderators; `fields` names all that do. `again` when others waited
    already: the moderators know."""

    space_id: str
    space_name: str
    fields: list[str]
    again: bool


@dataclass(frozen=True, kw_only=True)
class SpaceEditWithdrawn(Fact):
    """Its host went back to what is published."""

    space_id: str
    space_name: str
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class SpaceEditApproved(Fact):
    by_moderators = True

    space_id: str
    space_name: str
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class SpaceEditRefused(Fact):
    by_moderators = True

    space_id: str
    space_name: str
    fields: list[str]
    reason: str


@dataclass(frozen=True, kw_only=True)
class ModerationDueSoon(Fact):
    """The platform's own: nobody has answered yet. `since` and `moderate_by` in ISO 8601, `is_edit` of a published
    space."""

    space_id: str
    space_name: str
    since: str
    moderate_by: str
    is_edit: bool


def of_edit(old: Space, new: Space) -> list[Fact]:
    """What one save of a host did: to what is shown at once, to what waits."""
    told: dict[str, Any] = {"subject": new.key, "host_id": new.host_id, "space_id": new.id, "space_name": new.name}
    found: list[Fact] = []
    if replace(old, pending=None) != replace(new, pending=None, version=old.version):
        found.append(SpaceUpdated(**told, changes=changes(old, new)))
    if new.pending and new.pending != old.pending:
        again = bool(old.pending and not old.pending.refusal)
        coming = changes(new, typed(new))
        found.append(SpaceEditProposed(**told, fields=waiting_fields(new), changes=coming, again=again))
    if old.pending and not new.pending:
        found.append(SpaceEditWithdrawn(**told, fields=waiting_fields(old)))
    return found


def changes(old: Space, new: Space) -> Changes:
    """`{"hours.monday": [old, new], "room.Atelier.price.hour": […], …}`, prices in cents.

    A room is named by its old name; one that comes or goes is told by its kind alone. Long texts are cut. An
    edit too large for a fact keeps what happened to the space itself and the number of rooms on either side.
    """
    of_space = changes_between(_fields_of_space(old), _fields_of_space(new))
    if old.access_notes != new.access_notes:
        # Codes of doors are not for a journal that is kept for ever: whether there are any.
        of_space["access_notes"] = [bool(old.access_notes), bool(new.access_notes)]
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
        "house_rules": space.house_rules,
        "pictures": [picture.image_id for picture in space.pictures],
        "location": space.location and f"{space.location.latitude:.5f}, {space.location.longitude:.5f}",
        **hours,
        **{f"day.{one.day}": _said(one) for one in space.exceptional_days},
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
        "price.week": tariff and tariff.week,
        "price.month": tariff and tariff.month,
        "surface": room.surface,
        "equipment": [str(one) for one in room.equipment],
        **{f"rules.{name}": _words(length) for name, length in vars(room.rules).items()},
        "cancellation": [f"{step.hours} h: {step.kept} %" for step in room.cancellation],
    }


def _said(one: DayHours) -> str:
    return " ".join(filter(None, (*map(str, one.hours), one.label and f"({one.label})")))


def _words(length: timedelta | None) -> int | None:
    """Minutes."""
    return None if length is None else length // timedelta(minutes=1)


def _cut(found: Changes) -> Changes:
    return {name: [_cut_text(value) for value in values] for name, values in found.items()}


def _cut_text(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return value[: LONGEST_TEXT - 1] + "…"
    return value
