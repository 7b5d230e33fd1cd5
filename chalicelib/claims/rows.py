"""A row of the file as a listing, or what is wrong with it, cell by cell."""

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, EmailStr, Field, PlainValidator, ValidationError

from chalicelib.claims.errors import OF_ROWS
from chalicelib.claims.hours import UnreadableHours, hours_of
from chalicelib.claims.model import Note
from chalicelib.claims.records import Record
from chalicelib.core.lazy import dataclass
from chalicelib.core.money import Basis
from chalicelib.core.zones import UnknownZone, zone_named
from chalicelib.kit.shapes import Shape, field_errors
from chalicelib.spaces.amenities import Amenity
from chalicelib.spaces.model import WEEKDAYS, OpeningHours, RoomKind, SoldAs
from chalicelib.spaces.shapes import refused

INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
WORDS = re.compile(r"[\s,;|]+")
LONGEST_VALUE = 60
PRICE = re.compile(r"[0-9]{1,7}([.,][0-9]{1,2})?")
MOST_CENTS = 100_000_000


def _hours(text: str) -> OpeningHours:
    try:
        return hours_of(str(text))
    except UnreadableHours as unreadable:
        raise refused(
            "hours_unreadable",
            "Les horaires s'écrivent « lun-ven 09:00-12:30 13:30-18:00 | sam 09:00-12:00 », au quart d'heure.",
            "Hours are written “mon-fri 09:00-12:30 13:30-18:00 | sat 09:00-12:00”, on the quarter.",
        ) from unreadable


def _amenities(text: str) -> tuple[Amenity, ...]:
    words = [word for word in WORDS.split(str(text).lower()) if word]
    if unknown := [word for word in words if word not in set(Amenity)]:
        raise refused("unknown_amenity", f"Équipement inconnu : {unknown[0]}.", f"Unknown amenity: {unknown[0]}.")
    return tuple(dict.fromkeys(map(Amenity, words)))


def _cents(text: str) -> int:
    """Of euros, with a point or a comma."""
    if PRICE.fullmatch(str(text)):
        cents = int(Decimal(str(text).replace(",", ".")) * 100)
        if 0 < cents <= MOST_CENTS:
            return cents
    raise refused(
        "price_unreadable",
        "Un prix s'écrit en euros, « 12,50 », sans symbole.",
        "A price is written in euros, “12.50”, without a symbol.",
    )


def _ascii(email: str) -> str:
    """SES sends to no other letters before the @ (`notifications.post`)."""
    if not email.rpartition("@")[0].isascii():
        raise refused(
            "email_not_ascii",
            "Aucun e-mail ne peut être envoyé à cette adresse : elle a des lettres accentuées avant le @.",
            "No e-mail can be sent to this address: it has accented letters before the @.",
        )
    return email


def _zone(name: str) -> str:
    try:
        zone_named(name)
    except UnknownZone as unknown:
        raise refused("unknown_zone", "Ce fuseau horaire n'existe pas.", "There is no such time zone.") from unknown
    return name


Price = Annotated[int, PlainValidator(_cents)]
Line = Annotated[str, Field(max_length=120)]
Upper = BeforeValidator(str.upper)
Lower = BeforeValidator(str.lower)


class Row(Shape):
    """Its cells; one that is left blank is as if it were not there."""

    # Ten thousand names and addresses, each met once: pydantic would keep 16,384 of them.
    model_config = ConfigDict(cache_strings="none")

    reference: Annotated[str, Field(pattern=r"^[A-Za-z0-9._:/-]{1,64}$")]
    owner_email: Annotated[EmailStr, Field(max_length=254), AfterValidator(_ascii)]
    language: Annotated[Literal["fr", "en"], Lower] = "fr"
    host_name: Line = ""
    space_name: Annotated[str, Field(min_length=2, max_length=120)]
    description: Annotated[str, Field(max_length=5000)] = ""
    street: Line = ""
    street2: Line = ""
    postcode: Annotated[str, Field(pattern=r"^(0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}$")] | Literal[""] = ""
    city: Annotated[str, Field(max_length=80)]
    country: Annotated[Literal["FR"], Upper] = "FR"
    timezone: Annotated[str, Field(max_length=64), AfterValidator(_zone)] = "Europe/Paris"
    phone: Annotated[str, Field(max_length=30, pattern=r"^[0-9+ ().-]*$")] = ""
    contact_email: EmailStr | None = None
    opening_hours: Annotated[OpeningHours, PlainValidator(_hours)] = ((),) * WEEKDAYS
    amenities: Annotated[tuple[Amenity, ...], PlainValidator(_amenities)] = ()


class RowWithRoom(Row):
    """`price_basis` says on which side of the tax the prices were typed; without any, the room is free."""

    room_name: Annotated[str, Field(max_length=80)]
    room_kind: Annotated[RoomKind, Lower]
    capacity: Annotated[int, Field(ge=1, le=500)]
    sold_as: Annotated[SoldAs, Lower] = SoldAs.WHOLE
    price_basis: Annotated[Basis, Upper] | None = None
    price_hour: Price | None = None
    price_half_day: Price | None = None
    price_day: Price | None = None


class RowWithPrice(RowWithRoom):
    price_basis: Annotated[Basis, Upper]


COLUMNS = tuple(RowWithPrice.model_fields)
NEEDED = ("reference", "owner_email", "space_name", "city")
OF_A_ROOM = frozenset(COLUMNS) - Row.model_fields.keys()
PRICES = frozenset({"price_hour", "price_half_day", "price_day"})


@dataclass(frozen=True)
class Read:
    """`row` is None when there are `notes`. `digest` is the same for the same cells."""

    number: int
    row: Row | None
    digest: str
    notes: tuple[Note, ...] = ()


def cells_of(raw: bytes, delimiter: str) -> list[str]:
    """Raises csv.Error, UnicodeDecodeError."""
    return next(csv.reader([raw.decode().rstrip("\r\n")], delimiter=delimiter, strict=True), [])


def read(record: Record, delimiter: str, columns: Sequence[str]) -> Read:
    if record.raw is None:
        return _unread(record, "row_too_large")
    try:
        cells = cells_of(record.raw, delimiter)
    except (csv.Error, UnicodeDecodeError):
        return _unread(record, "row_unreadable")
    # Spreadsheets fill rows up with blank cells.
    if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
        return _unread(record, "wrong_number_of_cells")
    given = {name: _tidy(name, cell) for name, cell in zip(columns, cells, strict=False) if cell.strip()}
    digest = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:32]
    if hidden := [name for name, cell in given.items() if INVISIBLE.search(cell)]:
        notes = tuple(note(record.number, "control_character", column=name) for name in hidden)
        return Read(record.number, None, digest, notes)
    try:
        return Read(record.number, _shape_of(given).model_validate(given), digest)
    except ValidationError as invalid:
        return Read(record.number, None, digest, tuple(_of_cells(record.number, given, invalid)))


def note(number: int, code: str, *, reference: str = "", column: str = "", value: str = "") -> Note:
    french, english = OF_ROWS[code]
    return Note(number, column, code, french, english, reference, value[:LONGEST_VALUE])


def _unread(record: Record, code: str) -> Read:
    return Read(record.number, None, "", (note(record.number, code),))


def _tidy(name: str, cell: str) -> str:
    """Only a description has lines."""
    return cell.strip() if name == "description" else " ".join(cell.split())


def _shape_of(given: dict[str, str]) -> type[Row]:
    if PRICES & given.keys():
        return RowWithPrice
    return RowWithRoom if OF_A_ROOM & given.keys() else Row


def _of_cells(number: int, given: dict[str, str], invalid: ValidationError) -> Iterator[Note]:
    reference = given.get("reference", "")[:LONGEST_VALUE]
    for fr, en in zip(field_errors(invalid, "fr"), field_errors(invalid, "en"), strict=True):
        column = fr.pointer.split("/")[1]
        value = given.get(column, "")[:LONGEST_VALUE]
        yield Note(number, column, fr.code, fr.message, en.message, reference, value)
