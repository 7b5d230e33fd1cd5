"""What falls due by the double's clock: sessions, holds, settlements, refunds, disputes, checks, payouts."""

import sqlite3
from collections.abc import Callable

from localdev.doubles.stripe import balance, charges, checkout, disputes, intents, onboarding, payouts, refunds
from localdev.doubles.stripe.balance_settings import PAY_OUT_DAILY
from localdev.doubles.stripe.clock import current_time
from localdev.doubles.stripe.unit_of_work import Configuration, UnitOfWork, owner_of

_ACTIONS: dict[str, Callable[[UnitOfWork, str], None]] = {
    checkout.EXPIRE_SESSION: checkout.expire_by_clock,
    intents.EXPIRE_HOLD: intents.expire_hold,
    balance.RELEASE_FUNDS: balance.release_funds,
    refunds.SETTLE_REFUND: refunds.settle,
    charges.OPEN_DISPUTE: disputes.open_by_clock,
    onboarding.END_VERIFICATION: onboarding.end_verification,
    payouts.SEND_PAYOUT: payouts.send,
    payouts.END_PAYOUT: payouts.arrive,
    PAY_OUT_DAILY: payouts.pay_out_daily,
}


def run_due(connection: sqlite3.Connection, configuration: Configuration) -> list[str]:
    """Do everything that is due, in order, each thing dated at its own moment; the events this emitted."""
    emitted: list[str] = []
    now = current_time(connection)
    while row := connection.execute(
        "SELECT object_id, action, due_at FROM deadlines WHERE due_at <= ? ORDER BY due_at, rowid LIMIT 1",
        (now,),
    ).fetchone():
        owner = owner_of(connection, row["object_id"])
        unit = UnitOfWork(connection, row["due_at"], configuration, account=owner)
        unit.unschedule(row["action"], row["object_id"])
        _ACTIONS[row["action"]](unit, row["object_id"])
        emitted.extend(unit.emitted)
    return emitted
