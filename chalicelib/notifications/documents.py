"""What the mails about documents say: a coworker's, and those of a host's month. Pure."""

from chalicelib.billing.model import Document
from chalicelib.core.errors import Language
from chalicelib.notifications.cases import Context, DocumentCase, HostDocumentCase
from chalicelib.notifications.labels import labelled
from chalicelib.notifications.mails import Role
from chalicelib.notifications.words import capitalised, day, euros, month, of_month, one_line, price
from chalicelib.payouts.policy import CONTEST


def of_coworker(case: DocumentCase, language: Language, public_url: str) -> Context:
    document = case.document
    back = document.draft.kind.gives_back
    lines = {
        "number": document.number,
        "what": _what(document),
        "seller": one_line(document.draft.seller.name),
        "issued": day(document.issued_on, language),
        "cites": _cited(document),
        "why": one_line(document.draft.reason),
        "given_back" if back else "ttc": price(document.draft.totals.payable, language),
    }
    return _common(document, language) | {
        "role": Role.COWORKER.value,
        "why": capitalised(lines["why"]),
        "dates": case.dates,
        "link": f"{public_url}/mes-documents",
        "facts": labelled(lines.items(), language),
    }


def of_host(case: HostDocumentCase, language: Language, public_url: str) -> Context:
    """An invoice names its month, a credit note the room of the one booking that it takes off."""
    document, draft = case.document, case.document.draft
    about = draft.period[0] if draft.period and not draft.kind.gives_back else None
    lines = {
        "host": one_line(case.host.name),
        "number": document.number,
        "month": capitalised(month(about, language)) if about else "",
        "what": "" if about else _what(document),
        "issued": day(document.issued_on, language),
        "cites": _cited(document),
        "why": one_line(draft.reason),
        "ttc": price(draft.totals.payable, language),
    }
    return _common(document, language) | {
        "role": Role.OWNER.value,
        "cited": lines["cites"],
        "of_month": of_month(about, language) if about else "",
        "due_on": day(document.due_on, language),
        "contest_until": day(document.issued_on + CONTEST, language),
        "link": f"{public_url}/hote/{case.host.id}/versements",
        "facts": labelled(lines.items(), language),
    }


def _common(document: Document, language: Language) -> Context:
    return {
        "number": document.number,
        "what": _what(document),
        "amount": euros(document.draft.totals.payable, language),
    }


def _what(document: Document) -> str:
    return one_line(document.draft.lines[0].label)


def _cited(document: Document) -> str:
    return document.draft.corrects.number if document.draft.corrects else ""
