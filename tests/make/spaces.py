"""Spaces and rooms as tests want them: complete and valid, changed by keyword where the test cares."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.core.facts import SYSTEM
from chalicelib.core.ids import new_id
from chalicelib.core.money import Basis
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces import store
from chalicelib.spaces.amenities import Amenity
from chalicelib.spaces.model import (
    Address,
    OpeningHours,
    OpenInterval,
    Room,
    RoomKind,
    SoldAs,
    Space,
    SpaceStatus,
    Tariff,
)
from tests.make.legal import sells

CREATED_AT = datetime(2027, 1, 4, 9, tzinfo=UTC)
WORKING_DAYS = 5
WEEKEND_DAYS = 2
NINE_TO_SIX: OpeningHours = ((OpenInterval(540, 1080),),) * WORKING_DAYS + ((),) * WEEKEND_DAYS


def room_body(**changes: Any) -> dict[str, Any]:
    """A meeting room as the host's page sends it: sold whole, 30 € HT an hour, answered by hand."""
    return {
        "name": "Salle Ménilmontant",
        "description": "Une table, huit chaises et un grand écran.",
        "kind": "meeting_room",
        "capacity": 8,
        "sold_as": "whole",
        "colour": "#3b6fb6",
        "tariff": {"basis": "HT", "hour": 3000, "half_day": 10000, "day": 18000},
        "automatic_acceptance": False,
        "answer_delay_hours": 72,
    } | changes


def space_body(**changes: Any) -> dict[str, Any]:
    """A space in Paris with one room, open on working days from nine to six, as the host's page sends it."""
    return {
        "name": "La Fabrique de Belleville",
        "description": "Un atelier calme et lumineux au fond de la cour, à deux pas du métro.",
        "address": {"line1": "12 rue Rébeval", "line2": "", "postcode": "75019", "city": "Paris"},
        "timezone": "Europe/Paris",
        "amenities": ["wifi", "coffee", "accessible"],
        "opening_hours": [[{"opens": "09:00", "closes": "18:00"}]] * WORKING_DAYS + [[]] * WEEKEND_DAYS,
        "contact_email": "bonjour@fabrique.example",
        "contact_phone": "01 42 00 00 00",
        "rooms": [room_body()],
    } | changes


def a_room(**changes: Any) -> Room:
    """A meeting room sold whole, 30 € HT an hour, answered by hand within 72 hours."""
    fields: dict[str, Any] = {
        "id": new_id("rm"),
        "name": "Salle Ménilmontant",
        "description": "Une table, huit chaises et un grand écran.",
        "kind": RoomKind.MEETING_ROOM,
        "capacity": 8,
        "sold_as": SoldAs.WHOLE,
        "colour": "#3b6fb6",
        "tariff": Tariff(Basis.HT, hour=3000, half_day=10000, day=18000),
        "automatic_acceptance": False,
    }
    return Room(**fields | changes)


def an_open_space(**changes: Any) -> Room:
    """Twenty seats sold one by one, 4 € TTC an hour, accepted automatically."""
    fields: dict[str, Any] = {
        "name": "Plateau",
        "description": "",
        "kind": RoomKind.OPEN_SPACE,
        "capacity": 20,
        "sold_as": SoldAs.SEAT,
        "colour": "#2f9e73",
        "tariff": Tariff(Basis.TTC, hour=400, half_day=1200, day=2000),
        "automatic_acceptance": True,
    }
    return a_room(**fields | changes)


def a_space(**changes: Any) -> Space:
    """A draft in Paris with a meeting room and an open space, open on working days from nine to six."""
    fields: dict[str, Any] = {
        "id": new_id("sp"),
        "host_id": "ho_fabrique",
        "name": "La Fabrique de Belleville",
        "description": "Un atelier calme et lumineux au fond de la cour, à deux pas du métro.",
        "address": Address("12 rue Rébeval", "", "75019", "Paris"),
        "timezone": "Europe/Paris",
        "std_offset": timedelta(hours=1),
        "amenities": (Amenity.WIFI, Amenity.COFFEE, Amenity.ACCESSIBLE),
        "opening_hours": NINE_TO_SIX,
        "contact_email": "bonjour@fabrique.example",
        "contact_phone": "01 42 00 00 00",
        "rooms": (a_room(), an_open_space()),
        "created_at": CREATED_AT,
    }
    return Space(**fields | changes)


def a_submitted_space(**changes: Any) -> Space:
    """In the moderators' queue since an hour after its creation."""
    waiting = {"status": SpaceStatus.IN_MODERATION, "submitted_at": CREATED_AT + timedelta(hours=1)}
    return a_space(**waiting | changes)


def a_live_space(**changes: Any) -> Space:
    return a_submitted_space(**{"status": SpaceStatus.LIVE} | changes)


def saved(space: Space) -> Space:
    """Puts the space into the table as it is, without the verbs and their facts; its host can sell."""
    sells(space.host_id)
    uow = UnitOfWork(now=CREATED_AT, actor=SYSTEM)
    store.add(uow, space)
    uow.commit()
    return space
