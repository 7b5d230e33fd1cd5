"""The endpoints this double answers, and who answers them.

Subscriptions and SEPA come later: a module per resource, its routes listed here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from localdev.doubles.stripe import (
    account_links,
    accounts,
    balance,
    balance_settings,
    charges,
    checkout,
    disputes,
    events,
    intents,
    login_links,
    payouts,
    refunds,
    thin_events,
    transfer_reversals,
    transfers,
)
from localdev.doubles.stripe.unit_of_work import Json

Endpoint = Callable[..., Json]


@dataclass(frozen=True)
class Route:
    method: str
    template: str
    endpoint: Endpoint
    # Whether a connected account may be named (Stripe-Account): the answer is then about its objects.
    of_any_account: bool = False

    def match(self, method: str, path: str) -> re.Match[str] | None:
        pattern = self.template.replace("{id}", "([^/]+)")
        return re.fullmatch(pattern, path) if method == self.method else None


ROUTES = (
    Route("POST", "/v1/checkout/sessions", checkout.create),
    Route("GET", "/v1/checkout/sessions", checkout.list_all),
    Route("GET", "/v1/checkout/sessions/{id}", checkout.retrieve),
    Route("GET", "/v1/checkout/sessions/{id}/line_items", checkout.line_items),
    Route("POST", "/v1/checkout/sessions/{id}/expire", checkout.expire),
    Route("GET", "/v1/payment_intents", intents.list_all),
    Route("GET", "/v1/payment_intents/{id}", intents.retrieve),
    Route("POST", "/v1/payment_intents/{id}", intents.update),
    Route("POST", "/v1/payment_intents/{id}/capture", intents.capture),
    Route("POST", "/v1/payment_intents/{id}/cancel", intents.cancel),
    Route("GET", "/v1/charges", charges.list_all),
    Route("GET", "/v1/charges/{id}", charges.retrieve),
    Route("POST", "/v1/charges/{id}", charges.update),
    Route("POST", "/v1/refunds", refunds.create),
    Route("GET", "/v1/refunds", refunds.list_all),
    Route("GET", "/v1/refunds/{id}", refunds.retrieve),
    Route("POST", "/v1/refunds/{id}", refunds.update),
    Route("GET", "/v1/disputes", disputes.list_all),
    Route("GET", "/v1/disputes/{id}", disputes.retrieve),
    Route("GET", "/v1/balance", balance.overview, of_any_account=True),
    Route("GET", "/v1/balance_transactions", balance.list_all, of_any_account=True),
    Route("GET", "/v1/balance_transactions/{id}", balance.retrieve, of_any_account=True),
    Route("GET", "/v1/balance_settings", balance_settings.retrieve, of_any_account=True),
    Route("POST", "/v1/balance_settings", balance_settings.update, of_any_account=True),
    Route("POST", "/v1/transfers", transfers.create),
    Route("GET", "/v1/transfers", transfers.list_all),
    Route("GET", "/v1/transfers/{id}", transfers.retrieve),
    Route("POST", "/v1/transfers/{id}", transfers.update),
    Route("POST", "/v1/transfers/{id}/reversals", transfer_reversals.create),
    Route("GET", "/v1/transfers/{id}/reversals", transfer_reversals.list_all),
    Route("GET", "/v1/transfers/{id}/reversals/{id}", transfer_reversals.retrieve),
    Route("POST", "/v1/payouts", payouts.create, of_any_account=True),
    Route("GET", "/v1/payouts", payouts.list_all, of_any_account=True),
    Route("GET", "/v1/payouts/{id}", payouts.retrieve, of_any_account=True),
    Route("POST", "/v1/payouts/{id}/cancel", payouts.cancel, of_any_account=True),
    Route("POST", "/v1/accounts/{id}/login_links", login_links.create),
    Route("POST", "/v2/core/accounts", accounts.create),
    Route("GET", "/v2/core/accounts", accounts.list_all),
    Route("GET", "/v2/core/accounts/{id}", accounts.retrieve),
    Route("POST", "/v2/core/accounts/{id}", accounts.update),
    Route("POST", "/v2/core/accounts/{id}/close", accounts.close),
    Route("POST", "/v2/core/account_links", account_links.create),
    Route("GET", "/v2/core/events/{id}", thin_events.retrieve),
    Route("GET", "/v1/events", events.list_all, of_any_account=True),
    Route("GET", "/v1/events/{id}", events.retrieve, of_any_account=True),
)


def find_route(method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
    for route in ROUTES:
        if match := route.match(method, path):
            return route, match.groups()
    return None
