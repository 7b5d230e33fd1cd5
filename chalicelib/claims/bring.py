"""A stretch of a file becomes listings, row by row. Everything may be repeated, after a crash between any two writes:
a space's id follows from its reference, and its origin says which row made it."""

from collections.abc import Sequence

from chalicelib.claims import facts, objects, store
from chalicelib.claims.listing import draft_of
from chalicelib.claims.model import (
    Claim,
    Claimant,
    Counts,
    Import,
    Layout,
    Note,
    Origin,
    claimant_of,
    host_of,
    normal,
    space_of,
)
from chalicelib.claims.records import Record, records
from chalicelib.claims.rows import Read, Row, note, read
from chalicelib.core.errors import Busy
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.core.lazy import dataclass
from chalicelib.identity.model import host_key
from chalicelib.identity.ownerless import add_ownerless
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.spaces.bring_in import bring_in

MOST_ROWS = 200
"""In one message: some four seconds, of which a crash repeats all."""
MOST_STRETCH_BYTES = 1024 * 1024
MOST_TRIES = 5


@dataclass(frozen=True)
class Stretch:
    """What became of rows; `offset` and `row` are those of the last one. `ended` says that none is left."""

    counts: Counts
    notes: tuple[Note, ...]
    offset: int
    row: int
    ended: bool


def bring(known: Import, layout: Layout, *, uow: UnitOfWork) -> Stretch:
    """Raises FileReplaced."""
    taken = _next_records(known, layout)
    rows = [read(record, layout.delimiter, layout.columns) for record in taken if not record.is_blank]
    there = store.origins([space_of(one.row.reference) for one in rows if one.row])
    counts, notes = Counts(), list[Note]()
    for one in rows:
        outcome, said = _bring_one(one, there, known, uow)
        counts, notes = counts + outcome, [*notes, *said]
    end = taken[-1] if taken else None
    return Stretch(
        counts=counts,
        notes=tuple(notes),
        offset=end.end if end else known.offset,
        row=end.number if end else known.row,
        ended=known.counts.read + counts.read >= layout.total,
    )


def _next_records(known: Import, layout: Layout) -> list[Record]:
    stream = records(
        objects.chunks(known.id, layout.etag, offset=known.offset),
        layout.delimiter,
        offset=known.offset,
        number=known.row,
    )
    taken: list[Record] = []
    for record in stream:
        taken.append(record)
        if len(taken) == MOST_ROWS or record.end - known.offset >= MOST_STRETCH_BYTES:
            break
    return taken


def _bring_one(one: Read, there: dict[str, Origin], known: Import, uow: UnitOfWork) -> tuple[Counts, Sequence[Note]]:
    if one.row is None:
        return Counts(refused=1), one.notes
    origin = there.get(space_of(one.row.reference)) or _made(one, one.row, known, uow)
    if (origin.import_id, origin.row) == (known.id, one.number):
        return Counts(made=1), ()
    if origin.import_id == known.id:
        return Counts(refused=1), [_said(one, "reference_twice")]
    if origin.digest == one.digest:
        return Counts(present=1), ()
    claim = store.claim(origin.claimant_id, origin.host_id)
    return Counts(present=1), [_said(one, "already_there" if claim and claim.is_open else "already_claimed")]


def _said(one: Read, code: str) -> Note:
    return note(one.number, code, reference=one.row.reference if one.row else "")


def _made(one: Read, row: Row, known: Import, uow: UnitOfWork) -> Origin:
    """Ours, or that of whoever was faster: another row of the file, another import. Raises Busy."""
    claimant_id = claimant_of(row.owner_email)
    host_id = host_of(claimant_id, row.host_name)
    origin = Origin(space_of(row.reference), row.reference, claimant_id, host_id, known.id, one.number, one.digest)
    for _ in range(MOST_TRIES):
        try:
            _make(origin, row, known, uow)
        except Replayed:
            # Its space came, or its owner's first listing, in between.
            if found := store.origins([origin.space_id]).get(origin.space_id):
                return found
        else:
            return origin
    raise Busy


def _make(origin: Origin, row: Row, known: Import, uow: UnitOfWork) -> None:
    """A space of two or three items, and what its owner's first listing adds: host, claim, address.

    Raises Replayed.
    """
    work = UnitOfWork(now=uow.now, actor=Actor(ActorKind.USER, known.created_by))
    claim = store.claim(origin.claimant_id, origin.host_id)
    store.add_origin(work, origin)
    bring_in(work, draft_of(row, origin.host_id, uow.now))
    work.record(
        facts.ListingImported(
            subject=host_key(origin.host_id),
            host_id=origin.host_id,
            space_id=origin.space_id,
            space_name=row.space_name,
            reference=row.reference,
            import_id=known.id,
        )
    )
    if claim is None:
        name = row.host_name or row.space_name
        add_ownerless(work, origin.host_id, name, row.language)
        store.add_claim(work, Claim(origin.claimant_id, origin.host_id, name))
        if store.claimant(origin.claimant_id) is None:
            store.add_claimant(work, Claimant(origin.claimant_id, normal(row.owner_email), row.language))
    if claim is None or claim.is_open:
        store.put_owner(work, known.id, origin.claimant_id)
    work.commit()
