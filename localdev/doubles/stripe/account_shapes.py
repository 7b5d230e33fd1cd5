"""Connected accounts as v2 and v1 show them, and what their state means."""

from typing import Any, Literal

from localdev.doubles.stripe.instants import iso
from localdev.doubles.stripe.unit_of_work import Json

Deadline = Literal["currently_due", "past_due"]
TRANSFERS = "stripe_balance.stripe_transfers"

_CONFIGURATIONS = ("customer", "merchant", "recipient")
_PARTS = ("defaults", "future_requirements", "identity", "requirements")
_NOTHING_DUE: Json = {"alternatives": None, "entries": [], "summary": None}


def shown(account: Json, include: list[str]) -> Json:
    """Only what was asked for is filled; the rest is null, as an account would look that has none."""
    hidden: Json = {part: None for part in _PARTS if part not in include}
    wanted = {name for name in _CONFIGURATIONS if f"configuration.{name}" in include}
    applied = account["configuration"]
    hidden["configuration"] = {name: applied[name] if name in wanted else None for name in _CONFIGURATIONS}
    if not wanted:
        hidden["configuration"] = None
    return {**account, **hidden}


def capability_of(account: Json) -> Json | None:
    """The one that lets the platform transfer money to the account; None when it was never asked for."""
    recipient = account["configuration"]["recipient"] or {}
    balance = (recipient.get("capabilities") or {}).get("stripe_balance") or {}
    found: Json | None = balance.get("stripe_transfers")
    return found


def status_of(account: Json) -> str:
    return str((capability_of(account) or {"status": "unrequested"})["status"])


def is_active(account: Json) -> bool:
    return status_of(account) == "active" and not account["closed"]


def recipient(*, requested: bool) -> Json:
    if not requested:
        return {"applied": True, "capabilities": None}
    balance = {"payouts": capability("restricted"), "stripe_transfers": capability("restricted")}
    capabilities = {"bank_accounts": None, "cards": None, "stripe_balance": balance}
    return {"applied": True, "capabilities": capabilities}


def capability(status: str, code: str = "requirements_past_due", resolution: str = "provide_info") -> Json:
    details = [] if status == "active" else [{"code": code, "resolution": resolution}]
    return {"status": status, "status_details": details}


def requirements(entries: list[Json]) -> Json:
    if not entries:
        return dict(_NOTHING_DUE)
    first = entries[0]["minimum_deadline"]["status"]
    return {
        "alternatives": None,
        "entries": entries,
        "summary": {"minimum_deadline": {"status": first, "time": None}},
    }


def entry(
    description: str,
    *,
    waits_on: Literal["stripe", "user"] = "user",
    deadline: Deadline = "currently_due",
    errors: tuple[Json, ...] = (),
) -> Json:
    restricts = {"capability": TRANSFERS, "configuration": "recipient", "deadline": {"status": deadline}}
    return {
        "awaiting_action_from": waits_on,
        "description": description,
        "errors": list(errors),
        "impact": {"restricts_capabilities": [restricts]},
        "minimum_deadline": {"status": deadline},
        "reference": None,
        "requested_reasons": [{"code": "routine_onboarding"}],
    }


def at_birth() -> list[Json]:
    wanted = ("representative.given_name", "representative.surname", "external_account", "terms_of_service.account")
    return [entry(description) for description in wanted]


def snapshot(account: Json, *, submitted: bool) -> Json:
    """The account as an event of v1 shows it (`account.updated`)."""
    states: dict[str, Any] = {"active": "active", "pending": "pending"}
    due = [one for one in account["requirements"]["entries"] if one["awaiting_action_from"] == "user"]
    past = [one["description"] for one in due if one["minimum_deadline"]["status"] == "past_due"]
    return {
        "id": account["id"],
        "object": "account",
        "business_type": (account["identity"] or {}).get("entity_type"),
        "capabilities": {"transfers": states.get(status_of(account), "inactive")},
        "charges_enabled": False,
        "country": ((account["identity"] or {}).get("country") or "fr").upper(),
        "default_currency": account["defaults"]["currency"],
        "details_submitted": submitted,
        "email": account["contact_email"],
        "metadata": account["metadata"],
        "payouts_enabled": is_active(account),
        "requirements": {
            "alternatives": [],
            "current_deadline": None,
            "currently_due": [one["description"] for one in due],
            "disabled_reason": None if is_active(account) else "requirements.past_due",
            "errors": [],
            "eventually_due": [one["description"] for one in due],
            "past_due": past,
            "pending_verification": [],
        },
        "type": "none",
    }


def newborn(account_id: str, now: int) -> Json:
    return {
        "id": account_id,
        "object": "v2.core.account",
        "closed": False,
        "created": iso(now),
        "future_requirements": dict(_NOTHING_DUE),
        "livemode": False,
    }
