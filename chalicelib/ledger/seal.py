"""Sealing: what has been posted is listed by hash, chained, and anchored where nobody can change it (ADR 0013).

    seal and head (one transaction) -> anchor (object lock) -> markers gone

A death between two steps is made good by the next run. Two sealers at once are harmless: of two seals with one number
one is refused, and whoever sees a new seal ends its steps before making the next.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from chalicelib.core.facts import SYSTEM
from chalicelib.kit import files
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger import keys, store
from chalicelib.ledger.keys import Marker
from chalicelib.ledger.manifest import Seal, next_seal, seal_from
from chalicelib.ledger.store import Head, Overtaken
from chalicelib.ledger.text import Unreadable, digest, journal_from

MOST_JOURNALS = 1000
MOST_SEALS = 10
"""A run, which leaves the rest to the next."""

MOST_BYTES = 300_000
"""An item of DynamoDB takes 400 KB."""


class Tampered(Exception):
    """What seals say does not fit together: nothing more is sealed until somebody has looked (docs/runbooks)."""


def run(now: datetime) -> int:
    """Seals what waits and returns how many journals that was. Raises Tampered."""
    uow = UnitOfWork(now=now, actor=SYSTEM)
    sealed = 0
    # Overtaken: the other sealer goes on.
    with suppress(Overtaken):
        last, waiting = _settle(uow)
        for markers, later in _batches(waiting):
            last, count = _seal(uow.again(), last, markers, later)
            sealed += count
    return sealed


def _settle(uow: UnitOfWork) -> tuple[str | None, list[Marker]]:
    """Ends the steps of every seal since the head's; returns the newest seal's text and the markers of no seal.

    The head lies in the table of the markers: a main table that was put back to an earlier instant has markers of
    sealed journals again, and a head that says since when. Seals are read before markers, or a journal that another
    sealer seals in between would be sealed twice.
    """
    head, newest = store.head() or Head(0, ""), store.newest()
    if head.number > newest:
        raise Tampered(f"seal {head.number} was made, and {newest} is the last one in the table")
    last, held = None, set[str]()
    for number in range(max(head.number, 1), newest + 1):
        last = store.seal_text(number)
        if last is None or (number == head.number and digest(last) != head.sha256):
            raise Tampered(f"seal {number} is missing, or is not the one that the head names")
        _anchor(number, last)
        held |= seal_from(last).journals.keys()
    waiting = store.markers()
    store.remove([marker for marker in waiting if marker.reference in held])
    if last and head.number < newest:
        caught_up = uow.again()
        store.move_head(caught_up, head.number, Head(newest, digest(last)))
        caught_up.commit()
    return last, [marker for marker in waiting if marker.reference not in held]


def _batches(waiting: Sequence[Marker]) -> Iterator[tuple[Sequence[Marker], Sequence[Marker]]]:
    """The oldest first, each with what comes after it."""
    for start in range(0, min(len(waiting), MOST_SEALS * MOST_JOURNALS), MOST_JOURNALS):
        end = start + MOST_JOURNALS
        yield waiting[start:end], waiting[end:]


def _seal(
    uow: UnitOfWork, last: str | None, markers: Sequence[Marker], later: Sequence[Marker]
) -> tuple[str | None, int]:
    """Seals a batch; returns the text of the seal that is the newest now, and how many journals it took."""
    texts = _readable(markers)
    if not texts:
        return last, 0
    seal = next_seal(last, list(texts.values()), until=_until(uow.now, later), now=uow.now)
    if len(seal.text.encode()) > MOST_BYTES and len(markers) > 1:
        half = len(markers) // 2
        last, first_half = _seal(uow.again(), last, markers[:half], [*markers[half:], *later])
        last, second_half = _seal(uow.again(), last, markers[half:], later)
        return last, first_half + second_half
    store.append(uow, seal)
    uow.commit()
    _finish(seal, [marker for marker in markers if marker.reference in seal.journals])
    return seal.text, len(seal.journals)


def _until(now: datetime, later: Sequence[Marker]) -> datetime:
    return min(datetime.fromisoformat(later[0].at), now) if later else now


def _readable(markers: Sequence[Marker]) -> dict[str, str]:
    """Texts by reference. One that is gone, or that nobody wrote, keeps its marker, which a rule tells in an hour;
    it must not keep the others from being sealed."""
    found = store.texts(marker.reference for marker in markers)
    for marker in markers:
        try:
            if journal_from(found.get(marker.reference, "")).reference == marker.reference:
                continue
        except Unreadable:
            pass
        found.pop(marker.reference, None)
        logger.error("journal_not_sealed", extra={"reference": marker.reference, "at": marker.at})
    return found


def _finish(seal: Seal, markers: Sequence[Marker]) -> None:
    """In this order, so that a seal which somebody could still change has its markers."""
    _anchor(seal.number, seal.text)
    store.remove(markers)


def _anchor(number: int, text: str) -> None:
    """Raises Tampered when another text is anchored under this number."""
    body = text.encode()
    if files.put_once(settings().archive_bucket, keys.anchor_name(number), body, "application/json") != body:
        raise Tampered(f"seal {number} is not the one that is anchored")
