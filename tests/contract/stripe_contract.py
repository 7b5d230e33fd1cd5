"""Checks every request sent to Stripe against the installed SDK, offline.

Give `ContractClient(real_client)` to `StripeClient(http_client=...)`: a request that the pinned API version
would refuse raises before it leaves. Breaches are also kept in `breaches`, for code that swallows exceptions.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import stripe

from localdev.doubles.stripe.form_encoding import decode_form
from localdev.doubles.stripe.sdk_contract import operation_for, read_params

_RANDOM_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHORTEST_SESSION_SECONDS = 30 * 60
_LONGEST_SESSION_SECONDS = 24 * 3600
# The session's window is judged by Stripe's clock, a network away from ours.
_CLOCK_TOLERANCE_SECONDS = 5


class ContractBreach(AssertionError):
    """A request that Stripe would refuse, or that breaks a rule its types cannot express."""


@dataclass(frozen=True)
class SentRequest:
    method: str
    path: str
    params: Mapping[str, Any]
    idempotency_key: str | None
    # The connected account the call is about (Stripe-Account).
    account: str | None = None


class ContractClient(stripe.HTTPClient):
    name = "contract"

    def __init__(self, inner: stripe.HTTPClient, *, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._inner = inner
        self._now = now
        self.sent: list[SentRequest] = []
        self.breaches: list[str] = []

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[Any, int, Mapping[str, str]]:
        request, problems = examine(method, url, headers or {}, post_data, self._now())
        if problems:
            breach = f"{request.method} {request.path}: " + "; ".join(problems)
            self.breaches.append(breach)
            raise ContractBreach(breach)
        self.sent.append(request)
        return self._inner.request(method, url, headers, post_data)

    def close(self) -> None:
        self._inner.close()  # type: ignore[no-untyped-call]


def examine(
    method: str, url: str, headers: Mapping[str, str], post_data: Any, now: float
) -> tuple[SentRequest, list[str]]:
    address = urlsplit(url)
    verb = method.lower()
    named = {name.lower(): value for name, value in headers.items()}
    key, account = named.get("idempotency-key"), named.get("stripe-account")
    operation = operation_for(verb, address.path)
    if verb in ("get", "delete"):
        decoded = decode_form(address.query)
    else:
        decoded = (
            json.loads(post_data or "{}") if operation and operation.takes_json else decode_form(post_data or "")
        )
    if operation is None:
        return SentRequest(verb, address.path, decoded, key, account), ["the SDK knows no such endpoint"]
    params, problems = read_params(operation, decoded)
    request = SentRequest(verb, address.path, params, key, account)
    if problems:
        return request, [str(problem) for problem in problems]
    return request, [breach for rule in _RULES if (breach := rule(request, now))]


def _key_is_ours(request: SentRequest, _now: float) -> str | None:
    if request.method != "post":
        return None
    if not request.idempotency_key:
        return "no Idempotency-Key"
    if _RANDOM_KEY.fullmatch(request.idempotency_key):
        # The SDK invents one per call when none is given: it protects its own retries, never ours.
        return "the Idempotency-Key is random: derive it from the business fact"
    return None


def _session_ends_in_the_window(request: SentRequest, now: float) -> str | None:
    if (request.method, request.path) != (
        "post",
        "/v1/checkout/sessions",
    ) or "expires_at" not in request.params:
        return None
    lasts = request.params["expires_at"] - now
    shortest, longest = _SHORTEST_SESSION_SECONDS, _LONGEST_SESSION_SECONDS
    if shortest - _CLOCK_TOLERANCE_SECONDS <= lasts <= longest + _CLOCK_TOLERANCE_SECONDS:
        return None
    return f"expires_at is {lasts:.0f} s away: a session lasts 30 minutes to 24 hours"


def _a_hold_is_on_a_card(request: SentRequest, _now: float) -> str | None:
    if (request.method, request.path) != ("post", "/v1/checkout/sessions"):
        return None
    manual = request.params.get("payment_intent_data", {}).get("capture_method") == "manual"
    if manual and request.params.get("allowed_payment_method_types") != ["card"]:
        return "manual capture needs allowed_payment_method_types=['card']: other methods cannot be held"
    return None


def _a_hosted_session_leads_back(request: SentRequest, _now: float) -> str | None:
    if (request.method, request.path) != ("post", "/v1/checkout/sessions"):
        return None
    hosted = request.params.get("ui_mode", "hosted_page") == "hosted_page"
    missing = [name for name in ("mode", "success_url", "line_items") if name not in request.params]
    return f"a hosted session also needs {', '.join(missing)}" if hosted and missing else None


def _an_inline_price_is_complete(request: SentRequest, _now: float) -> str | None:
    if (request.method, request.path) != ("post", "/v1/checkout/sessions"):
        return None
    for index, item in enumerate(request.params.get("line_items", [])):
        if ("price" in item) == ("price_data" in item) or "quantity" not in item:
            return f"line_items[{index}] needs a quantity and exactly one of price and price_data"
        price = item.get("price_data")
        if price and len({"product", "product_data"} & price.keys()) != 1:
            return f"line_items[{index}][price_data] needs exactly one of product and product_data"
        if price and len({"unit_amount", "unit_amount_decimal"} & price.keys()) != 1:
            return f"line_items[{index}][price_data] needs an amount"
    return None


def _a_refund_names_one_payment(request: SentRequest, _now: float) -> str | None:
    if (request.method, request.path) != ("post", "/v1/refunds"):
        return None
    named = {"charge", "payment_intent"} & request.params.keys()
    return None if len(named) == 1 else "a refund names exactly one of payment_intent and charge"


def _metadata_fits(request: SentRequest, _now: float) -> str | None:
    for place in (request.params, request.params.get("payment_intent_data", {})):
        metadata = place.get("metadata") or {}
        too_long = [key for key, value in metadata.items() if len(key) > 40 or len(value) > 500]
        if len(metadata) > 50 or too_long:
            return "metadata takes 50 keys of 40 characters with values of 500"
    return None


def _a_transfer_says_how_much(request: SentRequest, _now: float) -> str | None:
    transfers = (request.method, request.path) == ("post", "/v1/transfers")
    return "a transfer needs an amount" if transfers and "amount" not in request.params else None


def _a_link_leads_back(request: SentRequest, _now: float) -> str | None:
    if (request.method, request.path) != ("post", "/v2/core/account_links"):
        return None
    use_case = request.params["use_case"]
    named = use_case.get(use_case["type"])
    if named is None:
        return f"use_case.type is {use_case['type']}, and its block is missing"
    return None if "return_url" in named else "an account link needs a return_url"


_RULES: tuple[Callable[[SentRequest, float], str | None], ...] = (
    _key_is_ours,
    _session_ends_in_the_window,
    _a_hold_is_on_a_card,
    _a_hosted_session_leads_back,
    _an_inline_price_is_complete,
    _a_refund_names_one_payment,
    _metadata_fits,
    _a_transfer_says_how_much,
    _a_link_leads_back,
)
