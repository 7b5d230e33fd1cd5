"""How a connected account comes to be usable, or not: the outcomes of Stripe's questions and checks."""

from dataclasses import dataclass

from localdev.doubles.stripe import account_shapes, thin_events
from localdev.doubles.stripe.account_shapes import TRANSFERS, capability, capability_of, entry, status_of
from localdev.doubles.stripe.errors import refused_by_state
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork

END_VERIFICATION = "end_verification"
_VERIFICATION_SECONDS = 3600
# The last digits of an account number whose bank refuses every payout.
_CLOSED_ACCOUNT = "0000"


@dataclass(frozen=True)
class Bank:
    """What is kept of an IBAN: never the number itself."""

    last4: str

    @classmethod
    def of(cls, iban: str) -> "Bank":
        return cls(iban[-4:])

    @property
    def refuses(self) -> bool:
        return self.last4 == _CLOSED_ACCOUNT


def bank_of(unit: UnitOfWork, account_id: str) -> Bank | None:
    last4 = unit.private(account_id)["bank"]
    return Bank(last4) if last4 else None


def finish(unit: UnitOfWork, account: Json, bank: Bank) -> None:
    _keep(unit, account, bank)
    _become(unit, account, capability("active"), [])


def verify(unit: UnitOfWork, account: Json, bank: Bank) -> None:
    """Everything was given; the outcome comes an hour later by the double's clock."""
    _keep(unit, account, bank)
    waiting = entry("representative.verification.document", waits_on="stripe")
    state = capability("pending", "requirements_pending_verification", "no_resolution")
    _become(unit, account, state, [waiting])
    unit.schedule(END_VERIFICATION, account["id"], unit.now + _VERIFICATION_SECONDS)


def end_verification(unit: UnitOfWork, account_id: str) -> None:
    _become(unit, unit.get("v2.core.account", account_id), capability("active"), [])


def reject(unit: UnitOfWork, account: Json) -> None:
    _become(unit, account, capability("unsupported", "rejected_other", "contact_stripe"), [])


def restrict(unit: UnitOfWork, account: Json) -> None:
    expired = {"code": "verification_document_expired", "description": "The document has expired."}
    late = entry("representative.verification.document", deadline="past_due", errors=(expired,))
    _become(unit, account, capability("restricted"), [late])


def tell(unit: UnitOfWork, account: Json) -> None:
    """Listeners of v1 learn of any change of an account, by the account's own event."""
    submitted = bool(unit.private(account["id"])["submitted"])
    unit.within(account["id"]).emit("account.updated", account_shapes.snapshot(account, submitted=submitted))


def _keep(unit: UnitOfWork, account: Json, bank: Bank) -> None:
    unit.put(account, {"bank": bank.last4, "submitted": True})


def _become(unit: UnitOfWork, account: Json, state: Json, entries: list[Json]) -> None:
    if account["closed"] or capability_of(account) is None:
        raise refused_by_state(f"Account {account['id']} is closed or never asked for {TRANSFERS}.")
    before, due_before = status_of(account), account["requirements"]["entries"]
    account["configuration"]["recipient"]["capabilities"]["stripe_balance"] = {
        "payouts": state,
        "stripe_transfers": state,
    }
    account["requirements"] = account_shapes.requirements(entries)
    unit.put(account)
    unit.unschedule(END_VERIFICATION, account["id"])
    if entries != due_before:
        thin_events.emit(unit, thin_events.REQUIREMENTS_UPDATED, account["id"])
    if state["status"] != before:
        changed = {"updated_capability": TRANSFERS}
        thin_events.emit(unit, thin_events.CAPABILITY_UPDATED, account["id"], changed)
    tell(unit, account)
