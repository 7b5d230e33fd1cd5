"""The endpoints this double answers, and who answers them.

Connect, subscriptions, SEPA, transfers and payouts come later: a module per resource, its routes listed here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from localdev.doubles.stripe import balance, charges, checkout, events, intents, refunds
from localdev.doubles.stripe.unit_of_work import Json

Endpoint = Callable[..., Json]


@dataclass(frozen=True)
class Route:
    method: str
    template: str
    endpoint: Endpoint

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
    Route("POST", "/v1/refunds", refunds.create),
    Route("GET", "/v1/refunds", refunds.list_all),
    Route("GET", "/v1/refunds/{id}", refunds.retrieve),
    Route("POST", "/v1/refunds/{id}", refunds.update),
    Route("GET", "/v1/balance_transactions", balance.list_all),
    Route("GET", "/v1/balance_transactions/{id}", balance.retrieve),
    Route("GET", "/v1/events", events.list_all),
    Route("GET", "/v1/events/{id}", events.retrieve),
)


def find_route(method: str, path: str) -> tuple[Endpoint, tuple[Any, ...]] | None:
    for route in ROUTES:
        if match := route.match(method, path):
            return route.endpoint, match.groups()
    return None
