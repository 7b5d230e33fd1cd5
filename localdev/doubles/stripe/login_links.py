"""Links to the Express dashboard of an account: for one use, once the account has been through onboarding."""

from localdev.doubles.stripe import accounts, single_use
from localdev.doubles.stripe.errors import refused_by_state
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork

KIND = "login_link"
PATH = "/connect/login"
_LIVES_SECONDS = 5 * 60


def create(unit: UnitOfWork, _params: Json, account_id: str) -> Json:
    account = accounts.found(unit, account_id, param="account")
    if account["dashboard"] != "express" or account["closed"]:
        raise refused_by_state(f"Account {account_id} has no Express dashboard.", param="account")
    if not unit.private(account_id)["submitted"]:
        raise refused_by_state(
            "Cannot create a login link for an account that has not completed onboarding.", param="account"
        )
    link = {"object": KIND, "created": unit.now}
    expires_at = unit.now + _LIVES_SECONDS
    url = single_use.make(unit, KIND, PATH, link, account_id=account_id, expires_at=expires_at)
    return {**link, "url": url}
