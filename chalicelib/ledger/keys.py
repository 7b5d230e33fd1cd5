"""Where things lie (docs/ledger.md). Pure.

journal   ledger table   pk J#<reference>          sk J
seal      ledger table   pk SEAL                   sk <number, 12 digits>
head      main table     pk SEAL                   sk HEAD
marker    main table     pk UNSEALED#<shard>       sk <at>#<reference>
balance   main table     pk BALANCE#<account>      sk B
anchor    archive        ledger/seals/<number, 12 digits>.json
"""

import zlib
from typing import NamedTuple

from chalicelib.ledger.model import LedgerAccount

SHARDS = 16
JOURNAL, JOURNAL_SK = "J#", "J"
SEALS, HEAD = "SEAL", "HEAD"
BALANCE_SK = "B"
ANCHORS = "ledger/seals/"
LAST_NUMBER = 10**12 - 1


class Marker(NamedTuple):
    """Says that a journal waits for its seal, since `at`, a canonical instant. In the order of time."""

    at: str
    reference: str


def journal_pk(reference: str) -> str:
    return JOURNAL + reference


def seal_sk(number: int) -> str:
    return f"{number:012d}"


def anchor_name(number: int) -> str:
    return f"{ANCHORS}{seal_sk(number)}.json"


def number_of_anchor(name: str) -> int | None:
    """None for what is no anchor's name."""
    digits = name.removeprefix(ANCHORS).removesuffix(".json")
    return int(digits) if digits.isdecimal() and name == anchor_name(int(digits)) else None


def marker_key(marker: Marker) -> tuple[str, str]:
    shard = zlib.crc32(marker.reference.encode()) % SHARDS
    return shard_pk(shard), f"{marker.at}#{marker.reference}"


def shard_pk(shard: int) -> str:
    return f"UNSEALED#{shard}"


def marker_of(sk: str) -> Marker:
    at, _, reference = sk.partition("#")
    return Marker(at, reference)


def balance_pk(account: LedgerAccount) -> str:
    return f"BALANCE#{account}"
