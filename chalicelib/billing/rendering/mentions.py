"""Every legal sentence of documents in one dated table, and which of them a document needs. Pure.

A text is corrected by ending its row and adding one (docs/documents.md): documents of earlier days keep their words.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from chalicelib.billing.model import Document, Kind, Payment, Reference
from chalicelib.billing.rendering.figures import day, money
from chalicelib.billing.rendering.labels import method
from chalicelib.billing.rendering.texts import TEXTS, Element, Place, Text
from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass
from chalicelib.legal.model import Exemption, VatRegime

SELF_BILLED = {Kind.SELF_BILLED, Kind.SELF_BILLED_CREDIT_NOTE}
WITHHELD = "97"
"""UNTDID 4461: clearing between partners."""


class Treatment(StrEnum):
    """BR-FR-20: what becomes of a document in the exchange between companies (note BAR)."""

    COMPANY = "B2B"
    FOREIGN_COMPANY = "B2BINT"
    CONSUMER = "B2C"
    FOREIGN_CONSUMER = "B2CINT"


@dataclass(frozen=True)
class Mention:
    """A sentence as one document says it; `subject` (BT-21) and `vatex` (BT-121) may be empty."""

    code: str
    text: str
    place: Place
    element: Element
    subject: str = ""
    vatex: str = ""


def mentions(document: Document) -> tuple[Mention, ...]:
    """In the order of the page. Raises LookupError when no text is in force on the day of issue."""
    return (*_origin(document), *_settlement(document), *_tax(document), *_terms(document))


def exemption(document: Document, reason: Exemption) -> Mention:
    """Why a line bears no VAT. Raises LookupError."""
    return _said(document, reason.value)


def treatment(document: Document) -> Treatment | None:
    """None for a French company of unknown SIREN: B2B would promise one (BR-FR-11)."""
    buyer = document.draft.buyer
    is_french = buyer.address.country == "FR"
    if not buyer.is_company:
        return Treatment.CONSUMER if is_french else Treatment.FOREIGN_CONSUMER
    if is_french:
        return Treatment.COMPANY if buyer.siren else None
    return Treatment.FOREIGN_COMPANY


def _origin(document: Document) -> Iterator[Mention]:
    """Who issued it, and what it corrects."""
    draft = document.draft
    if draft.kind in SELF_BILLED:
        yield _said(document, "self_billed")
    if draft.on_behalf_by:
        mandate = "mandate_credit" if draft.kind.gives_back else "mandate"
        yield _said(document, mandate, issuer=draft.on_behalf_by, seller=draft.seller.name)
    if draft.corrects:
        yield _said(document, "corrects", **_cited(draft.corrects, draft.language))
    if draft.reason:
        yield _said(document, "reason", reason=draft.reason)
    if draft.kind is Kind.DEPOSIT:
        yield _said(document, "deposit")


def _settlement(document: Document) -> Iterator[Mention]:
    """What was paid, or when it must be."""
    draft = document.draft
    for deposit in draft.deposits:
        amount = money(deposit.amount, draft.language)
        yield _said(document, "deposit_deducted", amount=amount, **_cited(deposit, draft.language))
    if draft.payment:
        words = {
            "date": day(draft.payment.on, draft.language),
            "method": method(draft.payment.method, draft.language),
            "amount": money(draft.payment.amount, draft.language),
        }
        yield _said(document, _payment(document, draft.payment), **words)
    if draft.totals.due and not draft.kind.gives_back:
        due = day(document.due_on, draft.language)
        yield _said(document, _term(document), days=str(draft.payment_days), date=due)


def _payment(document: Document, payment: Payment) -> str:
    """What was withheld has no day of its own: money moved with the payouts, before and after."""
    is_withheld = payment.method == WITHHELD
    if document.draft.kind.gives_back:
        return "refunded_by_deduction" if is_withheld else "refunded"
    if document.draft.totals.due:
        return "paid_in_part"
    return "paid_by_deduction" if is_withheld else "paid"


def _term(document: Document) -> str:
    """The day stands alone where it is not the seller's own term that gives it."""
    days = document.draft.payment_days
    if document.due_on != document.issued_on + timedelta(days=days):
        return "term_on_day"
    return "term" if days else "term_at_once"


def _tax(document: Document) -> Iterator[Mention]:
    if document.draft.annex:
        yield _said(document, "annex")
    yield _said(document, "nature")
    if document.draft.regime is VatRegime.DEBITS:
        yield _said(document, "debits")
    for reason in dict.fromkeys(line.vat.exemption for line in document.draft.lines if line.vat.exemption):
        yield exemption(document, reason)


def _terms(document: Document) -> Iterator[Mention]:
    """PMT, PMD and AAB are wanted in the XML of every document (BR-FR-05), once each (BR-FR-06), but a consumer owes
    neither penalty nor indemnity (C. com. L.441-10 binds professionals), nor does whoever gets money back."""
    draft = document.draft
    binds = draft.buyer.is_company and not draft.kind.gives_back
    yield _said(document, "late_penalties" if binds else "no_late_penalties")
    yield _said(document, "recovery" if binds else "no_recovery")
    yield _said(document, "no_discount" if binds else "no_discount_unprinted")


def _cited(reference: Reference, language: Language) -> dict[str, str]:
    return {"number": reference.number, "date": day(reference.issued_on, language)}


def _said(document: Document, code: str, **words: str) -> Mention:
    text = text_in_force(code, document.issued_on)
    wording = text.fr if document.draft.language == "fr" else text.en
    return Mention(code, wording.format(**words).strip(), text.place, text.element, text.subject, text.vatex)


def text_in_force(code: str, on: date) -> Text:
    """Raises LookupError."""
    for text in TEXTS:
        if text.code == code and text.since <= on and (text.until is None or on <= text.until):
            return text
    raise LookupError(f"no text {code!r} is in force on {on}")
