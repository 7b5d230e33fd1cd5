"""What happens to billing settings, mandates and buyers' profiles. Facts are kept for ever, so they name users by id
only."""

from typing import Any

from chalicelib.core.facts import Fact, changes_between
from chalicelib.core.lazy import dataclass
from chalicelib.legal.model import BillingSettings, Dated


@dataclass(frozen=True, kw_only=True)
class BillingSettingsSaved(Fact):
    """`changes` is that of `changes`, below."""


@dataclass(frozen=True, kw_only=True)
class MandateFact(Fact):
    """`accepted_at` (ISO) and the host name the mandate; `version` is that of its text."""

    version: str
    accepted_at: str


@dataclass(frozen=True, kw_only=True)
class MandateAccepted(MandateFact):
    """The host side of the terms of sale was accepted with it, in their version `terms`."""

    terms: str


@dataclass(frozen=True, kw_only=True)
class MandateRevoked(MandateFact):
    """By the host, at any time and without a reason."""


@dataclass(frozen=True, kw_only=True)
class ConnectedAccountOpened(Fact):
    """`account` is the provider's id."""

    account: str


@dataclass(frozen=True, kw_only=True)
class ConnectedAccountChanged(Fact):
    """From the state `was` to `state`, waiting for what `waits_for` names in the provider's codes."""

    state: str
    was: str
    waits_for: list[str]


@dataclass(frozen=True, kw_only=True)
class BillingProfileSaved(Fact):
    """`fields` only: a person's old names are not ours to keep."""

    fields: list[str]


Changes = dict[str, list[Any]]


def changes(before: BillingSettings, after: BillingSettings) -> Changes:
    """`{"entity.name": [old, new], "regimes": [["2026-11-22 franchise"], […]], …}`; capital in cents."""
    return changes_between(_fields(before), _fields(after))


def _fields(settings: BillingSettings) -> dict[str, object]:
    entity = vars(settings.entity)
    return {
        **{f"entity.{name}": value for name, value in entity.items() if name not in {"address", "is_company"}},
        **{f"address.{name}": value for name, value in vars(settings.entity.address).items()},
        "regimes": [_dated(one) for one in settings.regimes],
        "modes": [_dated(one) for one in settings.modes],
        "commissions": [_dated(one) for one in settings.commissions],
        "footer": settings.footer,
        "payment_days": settings.payment_days,
        "logo": settings.logo,
    }


def _dated(one: Dated[Any]) -> str:
    return f"{one.since.isoformat()} {one.value}"
