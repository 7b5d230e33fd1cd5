"""A row as the draft of a space. Pure."""

from datetime import datetime

from chalicelib.claims.model import room_of, space_of
from chalicelib.claims.rows import Row, RowWithRoom
from chalicelib.core.zones import standard_offset, zone_named
from chalicelib.spaces.model import Address, Room, Space, Tariff

COLOUR = "#3b6fb6"
"""As a room that a host adds has at first."""


def draft_of(row: Row, host_id: str, now: datetime) -> Space:
    return Space(
        id=space_of(row.reference),
        host_id=host_id,
        name=row.space_name,
        description=row.description,
        address=Address(row.street, row.street2, row.postcode, row.city, row.country),
        timezone=row.timezone,
        std_offset=standard_offset(zone_named(row.timezone), now.year),
        amenities=row.amenities,
        opening_hours=row.opening_hours,
        contact_email=row.contact_email or row.owner_email,
        contact_phone=row.phone,
        rooms=(_room(row),) if isinstance(row, RowWithRoom) else (),
        created_at=now,
    )


def _room(row: RowWithRoom) -> Room:
    return Room(
        id=room_of(row.reference),
        name=row.room_name,
        description="",
        kind=row.room_kind,
        capacity=row.capacity,
        sold_as=row.sold_as,
        colour=COLOUR,
        tariff=_tariff(row),
        automatic_acceptance=False,
    )


def _tariff(row: RowWithRoom) -> Tariff | None:
    if row.price_basis is None or not any((row.price_hour, row.price_half_day, row.price_day)):
        return None
    return Tariff(row.price_basis, hour=row.price_hour, half_day=row.price_half_day, day=row.price_day)
