"""The errors of the API, in Stripe's shape: type, code, param, message."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from localdev.doubles.stripe.param_reading import Problem


class StripeFailure(Exception):
    """An answer other than 200.

    `executed`: the endpoint had begun its work. Only then is the answer kept for the idempotency key.
    """

    def __init__(
        self,
        status: int,
        kind: str,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        executed: bool = False,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.executed = executed
        self.headers = dict(headers or {})
        named = {"type": kind, "code": code, "param": param, "message": message, **(details or {})}
        self.error = {name: value for name, value in named.items() if value is not None}

    def body(self, *, v2: bool) -> dict[str, Any]:
        """v2 names no parameter, and has its own words for two things."""
        if not v2:
            return {"error": self.error}
        error = {name: value for name, value in self.error.items() if name in ("type", "code", "message")}
        if error.get("code") == "resource_missing":
            error["code"] = "not_found"
        if self.status == HTTPStatus.TOO_MANY_REQUESTS:
            error["type"] = "rate_limit"
        return {"error": error}


def invalid_request(message: str, *, code: str | None = None, param: str | None = None) -> StripeFailure:
    return StripeFailure(400, "invalid_request_error", message, code=code, param=param)


def refused_by_state(
    message: str,
    *,
    code: str | None = None,
    param: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> StripeFailure:
    """The call was well formed, but the object's present state does not allow it."""
    return StripeFailure(
        400, "invalid_request_error", message, code=code, param=param, executed=True, details=details
    )


def from_problem(problem: Problem) -> StripeFailure:
    codes = {
        "unknown": "parameter_unknown",
        "missing": "parameter_missing",
        "empty": "parameter_invalid_empty",
        "type": "parameter_invalid_integer" if "int" in problem.detail else None,
        "enum": None,
    }
    messages = {
        "unknown": f"Received unknown parameter: {problem.param}",
        "missing": f"Missing required param: {problem.param}.",
    }
    message = messages.get(problem.kind, f"Invalid {problem}")
    return invalid_request(message, code=codes[problem.kind], param=problem.param)


def missing_parameter(param: str) -> StripeFailure:
    return invalid_request(f"Missing required param: {param}.", code="parameter_missing", param=param)


def not_doubled(param: str) -> StripeFailure:
    """Stripe knows the parameter, this double does not: say so instead of quietly ignoring it."""
    return invalid_request(f"The local double of Stripe does not implement `{param}` yet.", param=param)


def resource_missing(kind: str, object_id: str, param: str) -> StripeFailure:
    return StripeFailure(
        404, "invalid_request_error", f"No such {kind}: '{object_id}'", code="resource_missing", param=param
    )


def unknown_endpoint(method: str, path: str) -> StripeFailure:
    return StripeFailure(404, "invalid_request_error", f"Unrecognized request URL ({method}: {path}).")


def unauthorized(message: str) -> StripeFailure:
    return StripeFailure(401, "invalid_request_error", message, headers={"WWW-Authenticate": "Bearer"})


def account_invalid(account_id: str) -> StripeFailure:
    return StripeFailure(
        403,
        "invalid_request_error",
        f"The key does not have access to account '{account_id}' (or that account does not exist).",
        code="account_invalid",
    )


def balance_insufficient(message: str) -> StripeFailure:
    return refused_by_state(message, code="balance_insufficient")


def idempotency_mismatch(key: str) -> StripeFailure:
    return StripeFailure(
        400,
        "idempotency_error",
        f"The idempotency key '{key}' was first used with another call or other parameters.",
    )


def idempotency_in_flight(key: str) -> StripeFailure:
    return StripeFailure(
        409,
        "invalid_request_error",
        f"Another call with the idempotency key '{key}' is still in progress.",
        code="idempotency_key_in_use",
    )


def rate_limited() -> StripeFailure:
    return StripeFailure(429, "invalid_request_error", "Too many requests, slow down.", code="rate_limit")


def server_error(*, executed: bool) -> StripeFailure:
    # Stripe asks not to retry once the endpoint has run: the stored answer would only be replayed.
    headers = {"Stripe-Should-Retry": "false"} if executed else {}
    return StripeFailure(
        500,
        "api_error",
        "An error occurred on the side of Stripe's double.",
        executed=executed,
        headers=headers,
    )


def card_error(
    message: str, *, code: str, decline_code: str | None = None, details: Mapping[str, Any] | None = None
) -> StripeFailure:
    extra = {"decline_code": decline_code, **(details or {})}
    return StripeFailure(402, "card_error", message, code=code, executed=True, details=extra)
