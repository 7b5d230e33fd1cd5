"""What a seal says: which journals there were, by hash, what they add up to, and which seal came before. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from chalicelib.core.lazy import dataclass
from chalicelib.ledger.model import LedgerAccount
from chalicelib.ledger.text import Unreadable, canonical, digest, instant_text, journal_from

GENESIS = "0" * 64
"""The hash before the first seal."""

LEAF, NODE = b"\x00", b"\x01"
Totals = Mapping[LedgerAccount, int]


@dataclass(frozen=True)
class Seal:
    """`journals` maps references, in order, to the SHA-256 of their texts; `totals` is what they add to each account,
    debits positive; `root` their Merkle root; `previous` the hash of seal `number - 1`.

    `until`: whatever was written before and is not in this seal or an earlier one came late.
    """

    number: int
    at: datetime
    until: datetime
    previous: str
    journals: Mapping[str, str]
    totals: Totals
    root: str

    @property
    def text(self) -> str:
        return canonical(
            {
                "number": self.number,
                "at": instant_text(self.at),
                "until": instant_text(self.until),
                "previous": self.previous,
                "journals": [[reference, sha256] for reference, sha256 in self.journals.items()],
                "totals": dict(self.totals),
                "root": self.root,
            }
        )


def next_seal(last: str | None, texts: Sequence[str], *, until: datetime, now: datetime) -> Seal:
    """The one after the seal whose text is `last`, over journals given by their texts. Raises Unreadable."""
    journals = {journal_from(text).reference: digest(text) for text in texts}
    in_order = dict(sorted(journals.items()))
    return Seal(
        number=seal_from(last).number + 1 if last else 1,
        at=now,
        until=until,
        previous=digest(last) if last else GENESIS,
        journals=in_order,
        totals=totals_of(texts),
        root=merkle_root(in_order.values()),
    )


def seal_from(text: str) -> Seal:
    """Raises Unreadable."""
    try:
        told = json.loads(text)
        return Seal(
            number=told["number"],
            at=datetime.fromisoformat(told["at"]),
            until=datetime.fromisoformat(told["until"]),
            previous=told["previous"],
            journals={reference: sha256 for reference, sha256 in told["journals"]},  # noqa: C416  says what they are
            totals=told["totals"],
            root=told["root"],
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise Unreadable(type(problem).__name__) from problem


def totals_of(texts: Iterable[str]) -> Totals:
    """Debits positive, credits negative; accounts on which nothing is left are absent. Raises Unreadable."""
    totals: Counter[LedgerAccount] = Counter()
    for text in texts:
        totals.update(journal_from(text).balances())
    return {account: total for account, total in sorted(totals.items()) if total}


def merkle_root(hashes: Iterable[str]) -> str:
    """Of the tree of RFC 6962 (2.1), whose leaves are the journals' SHA-256 in the order of their references."""
    return _root([bytes.fromhex(one) for one in hashes]).hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(LEAF + leaves[0]).digest()
    # The largest power of two below their number.
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(NODE + _root(leaves[:split]) + _root(leaves[split:])).digest()
