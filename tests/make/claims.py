"""Files of listings, and imports that run as on AWS."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from chalicelib.claims import find, objects, work
from chalicelib.claims.model import Import
from chalicelib.claims.upload import begin
from chalicelib.kit import queue
from chalicelib.kit.aws import s3
from chalicelib.kit.settings import settings
from tests.make import identity

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
OPERATOR = "sub-operator"
OWNER = "marie@fabrique.example"

Cells = dict[str, str]


def a_row(reference: str = "WL-1", **cells: str) -> Cells:
    """Complete, with a paid room; an empty cell takes one away."""
    return {
        "reference": reference,
        "owner_email": OWNER,
        "host_name": "La Fabrique",
        "space_name": f"Espace {reference}",
        "description": "Un atelier clair, calme et bien équipé au bord du canal.",
        "street": "12 quai de Valmy",
        "postcode": "75010",
        "city": "Paris",
        "phone": "+33 1 23 45 67 89",
        "opening_hours": "lun-ven 09:00-18:00",
        "amenities": "wifi coffee",
        "room_name": "Salle Canal",
        "room_kind": "meeting_room",
        "capacity": "8",
        "price_basis": "HT",
        "price_hour": "25,50",
        "price_day": "160",
    } | cells


def a_file(rows: Iterable[Cells], *, delimiter: str = ",") -> bytes:
    rows = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


class Imports:
    """The queue of claims, handled by hand. `sent` are messages that nobody has handled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[str] = []
        monkeypatch.setattr(queue, "send", lambda _url, body, **_: self.sent.append(body))

    def sends(self, raw: bytes, *, key: str = "first", now: datetime = NOW) -> str:
        """Posts a file; its worker is told. Returns the import."""
        begun = begin("fiches.csv", key=key, user_id=OPERATOR, uow=identity.work(OPERATOR, now=now))
        put(begun.known.id, raw)
        self.sent.append(told(begun.known.id))
        return begun.known.id

    def run(self, *, now: datetime = NOW) -> None:
        while self.sent:
            self.step(now=now)

    def step(self, *, now: datetime = NOW) -> str:
        message = self.sent.pop(0)
        work.handle(message, now)
        return message

    def imported(self, raw: bytes, *, key: str = "first", now: datetime = NOW) -> Import:
        import_id = self.sends(raw, key=key, now=now)
        self.run(now=now)
        return find.import_of(import_id)


def put(import_id: str, raw: bytes) -> None:
    s3().put_object(Bucket=settings().uploads_bucket, Key=objects.name_of(import_id), Body=raw)


def told(import_id: str) -> str:
    """What EventBridge sends of its file."""
    detail = {"bucket": {"name": settings().uploads_bucket}, "object": {"key": objects.name_of(import_id)}}
    return json.dumps({"source": "aws.s3", "detail-type": "Object Created", "detail": detail})


def codes(import_id: str) -> list[tuple[int, str, str]]:
    """Row, column and code of each note."""
    notes, _ = find.notes(import_id, after="", limit=1000)
    return [(note.row, note.column, note.code) for note in notes]
