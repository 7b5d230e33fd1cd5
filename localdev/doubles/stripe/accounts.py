"""Connected accounts (Accounts v2): recipients of transfers, with an Express dashboard."""

from localdev.doubles.stripe import account_shapes, onboarding, thin_events
from localdev.doubles.stripe.account_shapes import shown
from localdev.doubles.stripe.balance_settings import PAY_OUT_DAILY
from localdev.doubles.stripe.errors import invalid_request, not_doubled, refused_by_state
from localdev.doubles.stripe.instants import next_midnight
from localdev.doubles.stripe.listing import ListParams
from localdev.doubles.stripe.metadata import merged_metadata
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

_PLAIN = ("contact_email", "contact_phone", "dashboard", "display_name")
_CREATE_PARAMS = {*_PLAIN, "configuration", "defaults", "identity", "include", "metadata"}
_UPDATE_PARAMS = {*_PLAIN, "identity", "include", "metadata"}
_LARGEST_PAGE = 20
_BUSINESS = ("phone", "registered_name", "structure")
_PERSON = ("email", "given_name", "phone", "surname")


def create(unit: UnitOfWork, params: Json) -> Json:
    _refuse_undoubled(params, _CREATE_PARAMS)
    wanted = params.get("configuration", {})
    _refuse_undoubled(wanted, {"customer", "recipient"}, "configuration.")
    account = account_shapes.newborn(new_id("acct_1", 16), unit.now)
    requested = _asks_for_transfers(wanted.get("recipient", {}))
    account.update({name: params.get(name) for name in _PLAIN})
    account.update(
        applied_configurations=sorted(wanted),
        configuration={
            "customer": {"applied": True} if "customer" in wanted else None,
            "merchant": None,
            "recipient": account_shapes.recipient(requested=requested) if "recipient" in wanted else None,
        },
        defaults=_defaults(params.get("defaults", {})),
        identity=_identity(params.get("identity", {})),
        metadata=merged_metadata({}, params),
        requirements=account_shapes.requirements(account_shapes.at_birth() if requested else []),
    )
    unit.put(account, {"bank": None, "submitted": False})
    unit.schedule(PAY_OUT_DAILY, account["id"], next_midnight(unit.now))
    return shown(account, params.get("include", []))


def retrieve(unit: UnitOfWork, params: Json, account_id: str) -> Json:
    return shown(found(unit, account_id), params.get("include", []))


def update(unit: UnitOfWork, params: Json, account_id: str) -> Json:
    _refuse_undoubled(params, _UPDATE_PARAMS)
    account = found(unit, account_id)
    account.update({name: params[name] for name in _PLAIN if name in params})
    if "identity" in params:
        account["identity"] = {**account["identity"], **_identity(params["identity"])}
    account["metadata"] = merged_metadata(account["metadata"], params)
    unit.put(account)
    onboarding.tell(unit, account)
    return shown(account, params.get("include", []))


def close(unit: UnitOfWork, params: Json, account_id: str) -> Json:
    account = found(unit, account_id)
    missing = set(account["applied_configurations"]) - set(params.get("applied_configurations", []))
    if missing:
        raise invalid_request(f"All applied configurations must be given: {', '.join(sorted(missing))} is missing.")
    return shut(unit, account)


def shut(unit: UnitOfWork, account: Json) -> Json:
    if account["closed"]:
        raise refused_by_state(f"Account {account['id']} is closed already.")
    account.update(closed=True, applied_configurations=[])
    unit.put(account)
    unit.unschedule(PAY_OUT_DAILY, account["id"])
    unit.unschedule(onboarding.END_VERIFICATION, account["id"])
    thin_events.emit(unit, thin_events.ACCOUNT_CLOSED, account["id"])
    return shown(account, [])


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    """Pages of v2: `next_page_url` leads to the rest."""
    limit = params.get("limit", _LARGEST_PAGE)
    if not 1 <= limit <= _LARGEST_PAGE:
        raise invalid_request(f"`limit` must be between 1 and {_LARGEST_PAGE}.")
    wanted = [
        shown(account, [])
        for account in unit.all("v2.core.account")
        if account["closed"] == params.get("closed", False)
        and set(params.get("applied_configurations", [])) <= set(account["applied_configurations"])
    ]
    start = int(params.get("page", "0"))
    more = len(wanted) > start + limit
    following = f"/v2/core/accounts?limit={limit}&page={start + limit}" if more else None
    return {"data": wanted[start : start + limit], "next_page_url": following, "previous_page_url": None}


def found(unit: UnitOfWork, account_id: str, *, param: str = "id") -> Json:
    return unit.within(None).get("v2.core.account", account_id, param=param)


def _asks_for_transfers(recipient: Json) -> bool:
    capabilities = recipient.get("capabilities", {})
    _refuse_undoubled(capabilities, {"stripe_balance"}, "configuration.recipient.capabilities.")
    transfers = capabilities.get("stripe_balance", {}).get("stripe_transfers", {})
    return bool(transfers.get("requested", False))


def _defaults(given: Json) -> Json:
    _refuse_undoubled(given, {"currency", "locales", "profile", "responsibilities"}, "defaults.")
    responsibilities = given.get("responsibilities", {})
    # Stripe collects what it needs to know of an account with one of its own dashboards.
    collected = {"requirements_collector": "stripe"}
    return {
        "currency": given.get("currency", "eur"),
        "locales": given.get("locales"),
        "profile": given.get("profile"),
        "responsibilities": {**responsibilities, **collected} if responsibilities else None,
    }


def _identity(given: Json) -> Json:
    """A number of identity is taken and never shown again."""
    _refuse_undoubled(given, {"business_details", "country", "entity_type", "individual"}, "identity.")
    identity: Json = {name: given[name] for name in ("country", "entity_type") if name in given}
    if business := given.get("business_details"):
        _refuse_undoubled(business, {*_BUSINESS, "address", "id_numbers"}, "identity.business_details.")
        numbers = [{"registrar": None, "type": number["type"]} for number in business.get("id_numbers", [])]
        kept = {name: business.get(name) for name in _BUSINESS}
        identity["business_details"] = {**kept, "address": business.get("address"), "id_numbers": numbers}
    if person := given.get("individual"):
        _refuse_undoubled(person, set(_PERSON), "identity.individual.")
        identity["individual"] = {name: person.get(name) for name in _PERSON}
    return identity


def _refuse_undoubled(params: ListParams, known: set[str], prefix: str = "") -> None:
    for param in sorted(params.keys() - known):
        raise not_doubled(f"{prefix}{param}")
