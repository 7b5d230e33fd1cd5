"""What became of the books since they were written: journals against seals, seals against their anchors. Pure.

The anchors are the truth, where there are any: nobody can change them. Everything is given as texts that were read in
this order: anchors, head, seals, markers, journals. What comes later then holds all that came earlier, and a ledger
that is written meanwhile looks sound.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from chalicelib.core.lazy import dataclass
from chalicelib.ledger.keys import Marker
from chalicelib.ledger.manifest import GENESIS, Seal, Totals, merkle_root, seal_from
from chalicelib.ledger.model import LedgerAccount
from chalicelib.ledger.text import Unreadable, digest, instant_text, journal_from

LATE = timedelta(hours=1)
"""A journal is sealed within minutes of its instant. Beyond that, something is wrong."""


class What(StrEnum):
    JOURNAL_ALTERED = "journal altered"
    JOURNAL_DELETED = "journal deleted"
    JOURNAL_INSERTED = "journal inserted: neither sealed nor marked"
    JOURNAL_BACKDATED = "journal backdated: older than what was sealed before it"
    JOURNAL_SEALED_TWICE = "journal sealed twice"
    LEDGER_TRUNCATED = "ledger truncated: anchored, and gone from its end"
    HEAD_MOVED = "head moved: it does not name the last seal"
    SEAL_ALTERED = "seal altered"
    SEAL_MISSING = "seal missing"
    SEAL_UNANCHORED = "seal not anchored"
    ANCHOR_COVERED = "anchor covered by another version"
    CHAIN_BROKEN = "chain broken: it does not name the seal before it"
    ROOT_WRONG = "Merkle root wrong"
    TOTALS_WRONG = "totals wrong: its journals add up to others"
    UNBALANCED = "trial balance not zero"


@dataclass(frozen=True)
class Finding:
    """`subject` is a journal's reference or `seal <number>`."""

    what: What
    subject: str


class Stored(NamedTuple):
    """An item of the ledger table that is no seal; `pristine` when it has no attributes but its own."""

    reference: str
    text: str
    pristine: bool


@dataclass(frozen=True)
class Books:
    """Texts of anchors and seals by number. `covered`: anchors that have more than the one version they may have.
    `head`: number and SHA-256 of the newest seal, as the main table has them."""

    anchors: Mapping[int, str]
    covered: Collection[int]
    head: tuple[int, str] | None
    seals: Mapping[int, str]
    markers: Collection[Marker]


def verify(books: Books, journals: Iterable[Stored], now: datetime) -> Iterator[Finding]:
    """Reads `journals` once; keeps the hashes of all of them in memory, some 300 bytes each."""
    yield from _against_anchors(books, now)
    yield from _head_findings(books, now)
    held, seals = _Held(), []
    previous = GENESIS
    for number in range(1, max({*books.anchors, *books.seals}, default=0) + 1):
        text = books.anchors.get(number, books.seals.get(number))
        if text is None:
            yield Finding(What.SEAL_MISSING, seal_subject(number))
            continue
        seal, found = look_at_seal(number, text, previous)
        yield from found
        if seal:
            yield from held.take(seal)
            seals.append(seal)
        previous = digest(text)
    yield from _look_at_journals(books, held, journals, now)
    yield from (finding for seal in seals for finding in held.totals_findings(seal))


def look_at_seal(number: int, text: str, previous: str) -> tuple[Seal | None, list[Finding]]:
    """What the text of a seal says against itself and against the hash of the one before it. None: nobody can read
    it."""
    subject = seal_subject(number)
    try:
        seal = seal_from(text)
        root = merkle_root(seal.journals.values())
    except (Unreadable, ValueError):
        return None, [Finding(What.SEAL_ALTERED, subject)]
    wrong = {
        What.SEAL_ALTERED: seal.number != number,
        What.CHAIN_BROKEN: seal.previous != previous,
        What.ROOT_WRONG: seal.root != root,
        What.UNBALANCED: sum(seal.totals.values()) != 0,
    }
    return seal, [Finding(what, subject) for what, found in wrong.items() if found]


def look_at_journal(reference: str, text: str, sha256: str) -> tuple[Totals | None, list[Finding]]:
    """What a sealed journal adds to its accounts. None: it is not what was sealed."""
    try:
        journal = journal_from(text)
    except Unreadable:
        journal = None
    if journal is None or digest(text) != sha256 or journal.reference != reference:
        return None, [Finding(What.JOURNAL_ALTERED, reference)]
    return journal.balances(), []


def seal_subject(number: int) -> str:
    return f"seal {number}"


@dataclass()
class _Held:
    """What seals hold, and how much of it was found."""

    journals: dict[str, tuple[Seal, str]] = field(default_factory=dict)
    since: dict[int, str] = field(default_factory=dict)
    totals: dict[int, Counter[LedgerAccount]] = field(default_factory=dict)
    incomplete: set[int] = field(default_factory=set)
    covered_until: str = ""

    def take(self, seal: Seal) -> Iterator[Finding]:
        self.since[seal.number] = self.covered_until
        self.totals[seal.number] = Counter()
        self.covered_until = instant_text(seal.until - LATE)
        for reference, sha256 in seal.journals.items():
            if reference in self.journals:
                yield Finding(What.JOURNAL_SEALED_TWICE, reference)
            else:
                self.journals[reference] = seal, sha256

    def look_at(self, stored: Stored) -> Iterator[Finding]:
        seal, sha256 = self.journals[stored.reference]
        totals, found = look_at_journal(stored.reference, stored.text, sha256)
        if totals is None:
            self.incomplete.add(seal.number)
            yield from found
            return
        self.totals[seal.number].update(totals)
        if not stored.pristine:
            yield Finding(What.JOURNAL_ALTERED, stored.reference)
        if instant_text(journal_from(stored.text).at) < self.since[seal.number]:
            yield Finding(What.JOURNAL_BACKDATED, stored.reference)

    def missing(self, seen: Collection[str]) -> Iterator[Finding]:
        for reference, (seal, _) in self.journals.items():
            if reference not in seen:
                self.incomplete.add(seal.number)
                yield Finding(What.JOURNAL_DELETED, reference)

    def totals_findings(self, seal: Seal) -> Iterator[Finding]:
        """Of a seal whose journals are all there: any other has a finding already."""
        added = {account: total for account, total in self.totals[seal.number].items() if total}
        if seal.number not in self.incomplete and added != seal.totals:
            yield Finding(What.TOTALS_WRONG, seal_subject(seal.number))


def _against_anchors(books: Books, now: datetime) -> Iterator[Finding]:
    for number in sorted(books.covered):
        yield Finding(What.ANCHOR_COVERED, seal_subject(number))
    last = max(books.seals, default=0)
    for number, anchored in sorted(books.anchors.items()):
        text = books.seals.get(number)
        if text is None:
            yield Finding(What.LEDGER_TRUNCATED if number > last else What.SEAL_MISSING, seal_subject(number))
        elif text != anchored:
            yield Finding(What.SEAL_ALTERED, seal_subject(number))
    for number in sorted(books.seals.keys() - books.anchors.keys()):
        # The newest may be on its way into the archive.
        if number < last or not _is_fresh(books.seals[number], now):
            yield Finding(What.SEAL_UNANCHORED, seal_subject(number))


def _head_findings(books: Books, now: datetime) -> Iterator[Finding]:
    number, sha256 = books.head or (0, digest(""))
    last = max(books.seals, default=0)
    if number > last:
        yield Finding(What.LEDGER_TRUNCATED, seal_subject(number))
        return
    follower = books.seals.get(number + 1)
    # Seals are read after the head, and may have been made meanwhile.
    fell_behind = follower is not None and not _is_fresh(follower, now)
    if fell_behind or (number in books.seals and digest(books.seals[number]) != sha256):
        yield Finding(What.HEAD_MOVED, seal_subject(number))


def _is_fresh(seal_text: str, now: datetime) -> bool:
    try:
        return abs(now - seal_from(seal_text).at) < LATE
    except Unreadable:
        return False


def _look_at_journals(books: Books, held: _Held, journals: Iterable[Stored], now: datetime) -> Iterator[Finding]:
    marked = {marker.reference for marker in books.markers}
    seen: set[str] = set()
    for stored in journals:
        seen.add(stored.reference)
        if stored.reference in held.journals:
            yield from held.look_at(stored)
        else:
            yield from _unsealed(stored, marked=stored.reference in marked, since=held.covered_until, now=now)
    yield from held.missing(seen)
    for reference in sorted(marked - seen - held.journals.keys()):
        yield Finding(What.JOURNAL_DELETED, reference)


def _unsealed(stored: Stored, *, marked: bool, since: str, now: datetime) -> Iterator[Finding]:
    try:
        at = journal_from(stored.text).at
    except Unreadable:
        yield Finding(What.JOURNAL_ALTERED, stored.reference)
        return
    # One that was written after the markers were read is not among them.
    if not marked and abs(now - at) >= LATE:
        yield Finding(What.JOURNAL_INSERTED, stored.reference)
    elif instant_text(at) < since:
        yield Finding(What.JOURNAL_BACKDATED, stored.reference)
