"""From Stripe's accounts (v2) to ours, and from what we know of a host to theirs. Pure: no calls."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from chalicelib.core.money import CURRENCY
from chalicelib.payments.model import Capability, NewConnectedAccount, ProviderAccount

if TYPE_CHECKING:
    import stripe
    from stripe.params.v2.core import AccountCreateParams

HOST = "host_id"
"""Under which name our metadata hold the host."""

CAPABILITIES = {
    "active": Capability.ACTIVE,
    "pending": Capability.PENDING,
    "restricted": Capability.RESTRICTED,
    "rejected": Capability.REFUSED,
    "unsupported": Capability.REFUSED,
}
"""Of `stripe_transfers`: whether money can be sent to the account."""


def params_of(wanted: NewConnectedAccount) -> "AccountCreateParams":
    """A recipient: it receives transfers and has the Express dashboard; the platform carries fees and losses."""
    return {
        "contact_email": wanted.email,
        "display_name": wanted.name,
        "dashboard": "express",
        "identity": {
            "country": "fr",
            "entity_type": wanted.entity_type,
            "business_details": {"registered_name": wanted.name},
        },
        "configuration": {
            "recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}
        },
        "defaults": {
            "currency": CURRENCY.lower(),
            "locales": ["fr-FR" if wanted.language == "fr" else "en-GB"],
            "responsibilities": {"fees_collector": "application", "losses_collector": "application"},
        },
        "metadata": {HOST: wanted.host_id},
        "include": ["configuration.recipient", "requirements"],
    }


def account_of(found: "stripe.v2.core.Account") -> ProviderAccount:
    """Needs `configuration.recipient` and `requirements` included."""
    summary = found.requirements.summary if found.requirements else None
    deadline = summary.minimum_deadline if summary else None
    return ProviderAccount(
        id=found.id,
        host_id=str(found.metadata[HOST]) if found.metadata and HOST in found.metadata else "",
        capability=Capability.REFUSED if found.closed else _capability(found),
        waits_for=tuple(_from_user(found)),
        due_by=_instant(deadline.time) if deadline and deadline.time else None,
    )


def _capability(found: "stripe.v2.core.Account") -> Capability:
    recipient = found.configuration.recipient if found.configuration else None
    balance = recipient.capabilities.stripe_balance if recipient and recipient.capabilities else None
    transfers = balance.stripe_transfers if balance else None
    return CAPABILITIES[transfers.status] if transfers else Capability.RESTRICTED


def _from_user(found: "stripe.v2.core.Account") -> list[str]:
    entries = found.requirements.entries if found.requirements else None
    return sorted({entry.description for entry in entries or () if entry.awaiting_action_from == "user"})


def _instant(text: str) -> datetime:
    """RFC 3339, with a Z."""
    return datetime.fromisoformat(text).astimezone(UTC)
