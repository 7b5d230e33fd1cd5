"""Every figure of the XML computed again from its lines, to the cent, by other code than ours.

The official rules let VAT be wrong by up to one euro and never look at quantity × price.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from xml.etree.ElementTree import Element

from tests.billing.validators.attachment import NAMES, tree

CENT = Decimal("0.01")
WITHHELD = "97"
LINE = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem"
SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
SUMS = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
Key = tuple[str, Decimal]


def faults(xml: bytes) -> list[str]:
    root = tree(xml)
    found: list[str] = []
    bases: dict[Key, Decimal] = defaultdict(Decimal)
    for line in root.iterfind(LINE, NAMES):
        net = amount(line, ".//ram:LineTotalAmount")
        off = amount(line, ".//ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount")
        wanted = _cents(amount(line, ".//ram:BilledQuantity") * amount(line, ".//ram:ChargeAmount")) - off
        found += _differs(f"line {_text(line, './/ram:LineID')}", net, wanted)
        bases[_key(line)] += net
    vat = Decimal(0)
    for tax in root.iterfind(f"{SETTLEMENT}/ram:ApplicableTradeTax", NAMES):
        base = bases.pop(_key(tax), Decimal(-1))
        found += _differs(f"base of {_key(tax)}", amount(tax, "ram:BasisAmount"), base)
        found += _differs(
            f"VAT of {_key(tax)}", amount(tax, "ram:CalculatedAmount"), _cents(base * _key(tax)[1] / 100)
        )
        vat += amount(tax, "ram:CalculatedAmount")
    found += [f"no VAT is said for {key}" for key in bases]
    return found + _totals(root, vat)


def _totals(root: Element, vat: Decimal) -> list[str]:
    ht = sum((amount(line, ".//ram:LineTotalAmount") for line in root.iterfind(LINE, NAMES)), Decimal(0))
    said = {name: amount(root, f"{SUMS}/ram:{name}") for name in TOTALS}
    return [
        *_differs("sum of lines", said["LineTotalAmount"], ht),
        *_differs("HT", said["TaxBasisTotalAmount"], ht),
        *_differs("VAT", said["TaxTotalAmount"], vat),
        *_differs("TTC", said["GrandTotalAmount"], ht + vat),
        *_differs("due", said["DuePayableAmount"], ht + vat + said["RoundingAmount"] - said["TotalPrepaidAmount"]),
        *([] if abs(said["RoundingAmount"]) <= _most(root, said) else [f"rounding of {said['RoundingAmount']}"]),
    ]


TOTALS = (
    "LineTotalAmount", "TaxBasisTotalAmount", "TaxTotalAmount", "RoundingAmount", "GrandTotalAmount",
    "TotalPrepaidAmount", "DuePayableAmount",
)  # fmt: skip


def _most(root: Element, said: dict[str, Decimal]) -> Decimal:
    """That rounding may explain: a cent; of what was withheld sale by sale, a hundredth of the whole."""
    is_withheld = _text(root, f"{SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode") == WITHHELD
    return max(CENT, said["GrandTotalAmount"] / 100) if is_withheld else CENT


def amount(within: Element, path: str) -> Decimal:
    return Decimal(_text(within, path) or "0")


def _text(within: Element, path: str) -> str:
    return within.findtext(path, "", NAMES)


def _key(taxed: Element) -> Key:
    rate = _text(taxed, ".//ram:RateApplicablePercent") or "0"
    return _text(taxed, ".//ram:CategoryCode"), Decimal(rate).normalize()


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def _differs(what: str, found: Decimal, wanted: Decimal) -> list[str]:
    return [] if found == wanted else [f"{what} is {found}, not {wanted}"]
