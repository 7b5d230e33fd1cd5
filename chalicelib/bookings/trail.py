"""The price trail: from what the host typed to what the documents print, and why they differ where they do. Pure."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from chalicelib.billing.model import Document
from chalicelib.core.lazy import dataclass
from chalicelib.core.money import Amounts, Basis
from chalicelib.legal.model import SellingTerms, SettlementMode
from chalicelib.pricing.model import Price


class Step(StrEnum):
    """What separates the price that was typed from the one that is paid."""

    NOTHING = "nothing"
    VAT_ADDED = "vat_added"
    VAT_WITHIN = "vat_within"
    NO_VAT = "no_vat"
    PLATFORM_VAT = "platform_vat"
    ROUNDING = "rounding"


class Difference(StrEnum):
    """What a document says otherwise than its booking. There is never one; if there were, this is what people see."""

    HT = "ht"
    VAT = "vat"
    TTC = "ttc"
    PRICE_CHANGED = "price_changed"


@dataclass(frozen=True)
class Trail:
    """`typed` cents on the basis of the tariff; `steps` lead from there to `amounts`."""

    typed: int
    amounts: Amounts
    steps: tuple[Step, ...]
    sha256: str
    differences: tuple[tuple[str, Difference], ...]


def snapshot(price: Price) -> dict[str, Any]:
    """All that a price came from, as JSON values: it is frozen with the booking, and its hash in the ledger."""
    amounts, terms = price.amounts, price.terms
    return {
        "rule": price.rule,
        "basis": price.basis,
        # Sorted: the table keeps equal lines together, and a day's come back in another order.
        "lines": sorted(
            [one.day.isoformat(), one.unit, str(one.quantity), one.unit_price, one.amount] for one in price.lines
        ),
        "seats": price.seats,
        "discount": 0,
        "amounts": [amounts.ht, amounts.vat, amounts.rounding, amounts.ttc],
        "terms": _said(terms) if terms else None,
    }


def _said(terms: SellingTerms) -> dict[str, Any]:
    """Only what has a value: a field that a later version adds leaves earlier hashes as they are."""
    return {name: value for name, value in vars(terms).items() if value is not None}


def price_hash(price: Price) -> str:
    """SHA-256, hexadecimal, of the snapshot's canonical JSON."""
    text = json.dumps(snapshot(price), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def trail_of(
    price: Price, meant: Mapping[str, Amounts], documents: list[Document], recorded_hash: str | None
) -> Trail:
    """`meant` is what each document should say, by its id; `recorded_hash` is the one that the ledger kept when the
    price was paid, None before."""
    found = price_hash(price)
    differences = [one for document in documents for one in _differences(meant.get(document.id), document)]
    if recorded_hash not in (None, found):
        differences.append(("booking", Difference.PRICE_CHANGED))
    typed = sum(line.amount for line in price.lines) * price.seats
    return Trail(typed, price.amounts, _steps(price), found, tuple(differences))


def _steps(price: Price) -> tuple[Step, ...]:
    amounts, terms = price.amounts, price.terms
    if terms is None:
        return (Step.NOTHING,)
    if terms.vat_rate == 0:
        return (Step.NO_VAT,)
    resold = terms.mode is SettlementMode.MONTHLY
    added = Step.PLATFORM_VAT if resold else Step.VAT_ADDED
    first = added if price.basis is Basis.HT else Step.VAT_WITHIN
    return (first, Step.ROUNDING) if amounts.rounding else (first,)


def _differences(meant: Amounts | None, document: Document) -> list[tuple[str, Difference]]:
    if meant is None:
        return []
    said = document.draft.totals
    pairs = {
        Difference.HT: (said.ht, meant.ht),
        Difference.VAT: (said.vat, meant.vat),
        Difference.TTC: (said.payable, meant.ttc),
    }
    return [(document.number, what) for what, (one, other) in pairs.items() if one != other]
