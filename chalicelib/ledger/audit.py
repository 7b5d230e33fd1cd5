"""What the rules of operations ask of the ledger: read, page by page, never written."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from chalicelib.ledger import keys, store
from chalicelib.ledger.keys import Marker
from chalicelib.ledger.manifest import GENESIS, Seal
from chalicelib.ledger.model import LedgerAccount
from chalicelib.ledger.text import digest, instant_text
from chalicelib.ledger.verify import Finding, What, look_at_journal, look_at_seal, seal_subject

MOST_SEALS = 50
MOST_JOURNALS = 1000
"""A page, which ends with the seal that passes one of the two."""


def sealed(after: str | None) -> tuple[int, list[Finding], str | None]:
    """A page of seals with their journals: how many journals were looked at, what is wrong, the next cursor."""
    number, previous = json.loads(after) if after else (0, GENESIS)
    findings: list[Finding] = []
    looked = 0
    page = store.seals_after(number, MOST_SEALS)
    for following, text in page.items():
        # A gap would be met again and again if the walk waited for the missing seal.
        findings += [Finding(What.SEAL_MISSING, seal_subject(gone)) for gone in range(number + 1, following)]
        seal, found = look_at_seal(following, text, previous)
        findings += found
        if seal:
            looked += len(seal.journals)
            findings += _journals_of(seal)
        number, previous = following, digest(text)
        if looked >= MOST_JOURNALS:
            break
    if page:
        return looked, findings, json.dumps([number, previous])
    return 0, list(_end(number)), None


def unsealed(since: datetime, *, after: str | None, limit: int) -> tuple[list[Marker], str | None]:
    """Journals that wait for their seal since `since` or longer: up to `limit`, and the next page's cursor."""
    shard, start = json.loads(after) if after else (0, None)
    # The sign after "#", so that what was written at that very instant counts.
    until = instant_text(since) + "$"
    found: list[Marker] = []
    while shard < keys.SHARDS and len(found) < limit:
        markers, start = store.markers_page(shard, until, after=start, limit=limit - len(found))
        found += markers
        shard += start is None
    return found, json.dumps([shard, start]) if shard < keys.SHARDS else None


def _journals_of(seal: Seal) -> Iterator[Finding]:
    there = store.texts(seal.journals)
    added: Counter[LedgerAccount] = Counter()
    complete = True
    for reference, sha256 in seal.journals.items():
        if reference not in there:
            yield Finding(What.JOURNAL_DELETED, reference)
            complete = False
            continue
        totals, found = look_at_journal(reference, there[reference], sha256)
        yield from found
        complete = complete and totals is not None
        added.update(totals or {})
    if complete and {account: total for account, total in added.items() if total} != seal.totals:
        yield Finding(What.TOTALS_WRONG, seal_subject(seal.number))


def _end(last: int) -> Iterator[Finding]:
    """The head is read after the last page: a seal that came since is there as well."""
    head = store.head()
    if head and head.number > store.newest():
        yield Finding(What.LEDGER_TRUNCATED, seal_subject(last + 1))
