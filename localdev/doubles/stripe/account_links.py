"""Links to the onboarding page: for one use, within five minutes."""

from localdev.doubles.stripe import accounts, single_use
from localdev.doubles.stripe.errors import invalid_request, refused_by_state
from localdev.doubles.stripe.instants import iso
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork

KIND = "v2.core.account_link"
PATH = "/connect/onboarding"
_LIVES_SECONDS = 5 * 60


def create(unit: UnitOfWork, params: Json) -> Json:
    use_case = params["use_case"]
    if use_case["type"] not in use_case:
        raise invalid_request(f"`use_case.{use_case['type']}` is missing.", code="parameter_missing")
    account = accounts.found(unit, params["account"], param="account")
    if account["closed"]:
        raise refused_by_state(f"Account {account['id']} is closed.")
    expires_at = unit.now + _LIVES_SECONDS
    link = {
        "object": KIND,
        "account": account["id"],
        "created": iso(unit.now),
        "expires_at": iso(expires_at),
        "livemode": False,
        "use_case": use_case,
    }
    url = single_use.make(unit, KIND, PATH, link, account_id=account["id"], expires_at=expires_at)
    return {**link, "url": url}
