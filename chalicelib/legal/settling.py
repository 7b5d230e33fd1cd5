"""Under which tax a host invoices the platform, and the platform its commission to a host."""

from datetime import date

from chalicelib.core.lazy import dataclass
from chalicelib.legal import store
from chalicelib.legal.model import PLATFORM, BillingSettings, Tax, VatRegime, in_force
from chalicelib.legal.selling import taxed
from chalicelib.legal.vat import VatRule, rule_named, rule_of


@dataclass(frozen=True)
class SettlingTaxes:
    of_host: Tax
    of_commission: Tax


def settling_taxes(host_id: str, vat_rule: str, day: date) -> SettlingTaxes:
    """Of a room sold under the row `vat_rule` of the VAT table, by the regimes in force on `day`.

    The host's sale is taxed where the room is; the commission at the platform's seat. One BatchGet, strongly read.
    Raises LookupError for a host or a platform without billing settings.
    """
    found = store.standings([host_id, PLATFORM])
    platform = found[PLATFORM].settings
    return SettlingTaxes(
        of_host=_tax(_regime(found[host_id].settings, day), rule_named(vat_rule)),
        of_commission=_tax(_regime(platform, day), rule_of(platform.entity.address.postcode, day)),
    )


def regime_of(owner_id: str, day: date) -> VatRegime:
    """Raises LookupError."""
    return _regime(store.standings([owner_id])[owner_id].settings, day)


def _regime(settings: BillingSettings, day: date) -> VatRegime:
    regime = in_force(settings.regimes, day)
    if regime is None:
        raise LookupError(f"{settings.owner_id} has no VAT regime on {day}")
    return regime


def _tax(regime: VatRegime, rule: VatRule) -> Tax:
    return Tax(*taxed(regime, rule))
