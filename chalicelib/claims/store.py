"""Imports, where listings came from, and the claims on them, as items of the table.

    import     pk IMPORT#<id>        sk META               listed_pk IMPORTS, listed_sk <created>#<id>; ttl if awaited
    note       pk IMPORT#<id>        sk NOTE#<row>#<n>     ttl
    invited    pk IMPORT#<id>        sk OWNER#<claimant>   an owner to whom this import brought something; ttl
    origin     pk SPACE#<id>         sk IMPORTED           of a space that came from a file
    claimant   pk CLAIM#<claimant>   sk HEAD               an address, by its hash
    claim      pk CLAIM#<claimant>   sk HOST#<host>        open, or by whom it was taken
    takeover   pk HOST#<host>        sk CLAIM              the way from a host to its claim

An origin sorts before META, so that no read of a space meets it.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.claims.model import (
    NOTES_KEPT,
    Claim,
    Claimant,
    ClaimState,
    Counts,
    Import,
    ImportState,
    Layout,
    Note,
    Origin,
    claimant_key,
    import_key,
)
from chalicelib.core.errors import Language
from chalicelib.identity.model import host_key
from chalicelib.kit import table
from chalicelib.kit.table import Item, Key
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.model import space_key

META, HEAD, IMPORTS = "META", "HEAD", "IMPORTS"
NOTE, OWNER, HOST = "NOTE#", "OWNER#", "HOST#"
IMPORTED, CLAIM = "IMPORTED", "CLAIM"


def add_import(uow: UnitOfWork, added: Import) -> None:
    """At commit, Replayed when its id is taken."""
    uow.create(_import_item(added))


def save_import(uow: UnitOfWork, after: Import) -> None:
    """At commit, StaleVersion unless the one in the table is the version before."""
    uow.replace(_import_item(after), version=after.version - 1)


def load_import(import_id: str) -> Import | None:
    found = table.read(import_key(import_id), META)
    return _import_of(found) if found else None


def page_of_imports(*, after: Key | None, limit: int) -> tuple[list[Import], Key | None]:
    """The newest first."""
    keys, last = table.index_page("listed", IMPORTS, after=after, limit=limit, newest_first=True)
    found = [_import_of(item) for item in table.read_many(keys, consistent=True)]
    return sorted(found, key=lambda one: (one.created_at, one.id), reverse=True), last


def put_notes(import_id: str, notes: Iterable[Note], now: datetime) -> None:
    """The same row has the same notes, so that a second time changes nothing."""
    numbered: dict[int, int] = {}
    items = []
    for one in notes:
        numbered[one.row] = number = numbered.get(one.row, -1) + 1
        items.append(
            table.key(import_key(import_id), f"{NOTE}{one.row:08}#{number:03}")
            | {"data": {"S": json.dumps(vars(one), ensure_ascii=False)}, **_forgotten(now)}
        )
    table.put_many(items)


def notes_of(import_id: str, *, after: str, limit: int) -> list[tuple[str, Note]]:
    """With the sort key of each, in the order of the file, behind `after`."""
    return [
        (item["sk"]["S"], Note(**json.loads(item["data"]["S"]))) for item in _behind(import_id, NOTE, after, limit)
    ]


def put_owner(uow: UnitOfWork, import_id: str, claimant_id: str) -> None:
    uow.put(table.key(import_key(import_id), OWNER + claimant_id) | _forgotten(uow.now))


def owners_of(import_id: str, *, after: str, limit: int) -> list[str]:
    """Ids of claimants in order, behind the one that is named."""
    found = _behind(import_id, OWNER, OWNER + after if after else "", limit)
    return [item["sk"]["S"].removeprefix(OWNER) for item in found]


def add_origin(uow: UnitOfWork, origin: Origin) -> None:
    """At commit, Replayed when the space came already."""
    fields = {name: value for name, value in vars(origin).items() if name != "space_id"}
    uow.create(table.key(space_key(origin.space_id), IMPORTED) | _attributes(fields))


def origins(space_ids: Sequence[str]) -> dict[str, Origin]:
    """By space; strongly consistent, 1 RCU each."""
    keys = [table.key(space_key(one), IMPORTED) for one in space_ids]
    found = map(_origin_of, table.read_many(keys, consistent=True))
    return {origin.space_id: origin for origin in found}


def add_claimant(uow: UnitOfWork, added: Claimant) -> None:
    """At commit, Replayed when somebody else added it meanwhile."""
    uow.create(_claimant_item(added))


def save_claimant(uow: UnitOfWork, after: Claimant) -> None:
    uow.replace(_claimant_item(after), version=after.version - 1)


def claimant(claimant_id: str) -> Claimant | None:
    found = table.read(claimant_key(claimant_id), HEAD)
    return _claimant_of(found) if found else None


def claimants(ids: Sequence[str]) -> dict[str, Claimant]:
    keys = [table.key(claimant_key(one), HEAD) for one in ids]
    found = map(_claimant_of, table.read_many(keys, consistent=True))
    return {one.id: one for one in found}


def add_claim(uow: UnitOfWork, added: Claim) -> None:
    """With the way to it from its host. At commit, Replayed when somebody else added it meanwhile."""
    uow.create(_claim_item(added))
    uow.put(table.key(host_key(added.host_id), CLAIM) | {"claimant_id": {"S": added.claimant_id}})


def save_claim(uow: UnitOfWork, after: Claim) -> None:
    uow.replace(_claim_item(after), version=after.version - 1)


def claim(claimant_id: str, host_id: str) -> Claim | None:
    found = table.read(claimant_key(claimant_id), HOST + host_id)
    return _claim_of(found) if found else None


def claims_of(claimant_id: str) -> list[Claim]:
    """Strongly consistent, one Query."""
    return [_claim_of(item) for item in table.partition(claimant_key(claimant_id), HOST, f"{HOST}~")]


def claim_on(host_id: str) -> Claim | None:
    """None for a host that no import made. Two reads."""
    found = table.read(host_key(host_id), CLAIM)
    return claim(found["claimant_id"]["S"], host_id) if found else None


def _behind(import_id: str, start: str, after: str, limit: int) -> list[Item]:
    found = table.partition(import_key(import_id), f"{after}!" if after else start, f"{start}~")
    return [item for item, _ in zip(found, range(limit), strict=False)]


def _import_item(one: Import) -> Item:
    fields: dict[str, Any] = {
        "file_name": one.file_name,
        "created_by": one.created_by,
        "created_at": one.created_at,
        "expires_at": one.expires_at,
        "state": one.state.value,
        "offset": one.offset,
        "row": one.row,
        "counts": json.dumps(vars(one.counts)),
        "invited": one.invited,
        "invited_to": one.invited_to,
        "reason": one.reason,
        "reason_row": one.reason_row,
        "finished_at": one.finished_at,
        "layout": json.dumps(vars(one.layout)) if one.layout else None,
        "version": one.version,
        "listed_pk": IMPORTS,
        "listed_sk": f"{_text(one.created_at)}#{one.id}",
    }
    awaited = one.state is ImportState.AWAITING
    return table.key(one.key, META) | _attributes(fields) | (_until(one.forgotten_at) if awaited else {})


def _import_of(item: Item) -> Import:
    layout = json.loads(item["layout"]["S"]) if "layout" in item else None
    return Import(
        id=item["pk"]["S"].removeprefix(import_key("")),
        file_name=item["file_name"]["S"],
        created_by=item["created_by"]["S"],
        created_at=datetime.fromisoformat(item["created_at"]["S"]),
        expires_at=datetime.fromisoformat(item["expires_at"]["S"]),
        state=ImportState(item["state"]["S"]),
        layout=Layout(**layout | {"columns": tuple(layout["columns"])}) if layout else None,
        offset=int(item["offset"]["N"]),
        row=int(item["row"]["N"]),
        counts=Counts(**json.loads(item["counts"]["S"])),
        invited=int(item["invited"]["N"]),
        invited_to=item["invited_to"]["S"],
        reason=item["reason"]["S"],
        reason_row=int(item["reason_row"]["N"]),
        finished_at=_instant(item, "finished_at"),
        version=int(item["version"]["N"]),
    )


def _origin_of(item: Item) -> Origin:
    texts = {name: item[name]["S"] for name in ("reference", "claimant_id", "host_id", "import_id", "digest")}
    return Origin(space_id=item["pk"]["S"].removeprefix(space_key("")), row=int(item["row"]["N"]), **texts)


def _claimant_item(one: Claimant) -> Item:
    fields = {name: value for name, value in vars(one).items() if name != "id"}
    return table.key(one.key, HEAD) | _attributes(fields)


def _claimant_of(item: Item) -> Claimant:
    language: Language = "en" if item["language"]["S"] == "en" else "fr"
    return Claimant(
        id=item["pk"]["S"].removeprefix(claimant_key("")),
        email=item["email"]["S"],
        language=language,
        invited_at=_instant(item, "invited_at"),
        invited_by=item["invited_by"]["S"],
        version=int(item["version"]["N"]),
    )


def _claim_item(one: Claim) -> Item:
    fields = {name: value for name, value in vars(one).items() if name not in {"claimant_id", "host_id"}}
    return table.key(claimant_key(one.claimant_id), HOST + one.host_id) | _attributes(fields)


def _claim_of(item: Item) -> Claim:
    return Claim(
        claimant_id=item["pk"]["S"].removeprefix(claimant_key("")),
        host_id=item["sk"]["S"].removeprefix(HOST),
        host_name=item["host_name"]["S"],
        state=ClaimState(item["state"]["S"]),
        by=item["by"]["S"],
        at=_instant(item, "at"),
        checked_at=_instant(item, "checked_at"),
        version=int(item["version"]["N"]),
    )


def _attributes(fields: dict[str, Any]) -> Item:
    """What is None is left out."""
    return {name: _attribute(value) for name, value in fields.items() if value is not None}


def _attribute(value: Any) -> dict[str, str]:
    if isinstance(value, int):
        return {"N": str(value)}
    return {"S": _text(value) if isinstance(value, datetime) else str(value)}


def _instant(item: Item, name: str) -> datetime | None:
    return datetime.fromisoformat(item[name]["S"]) if name in item else None


def _forgotten(now: datetime) -> Item:
    return _until(now + NOTES_KEPT)


def _until(instant: datetime) -> Item:
    return {"ttl": {"N": str(int(instant.timestamp()))}}


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
