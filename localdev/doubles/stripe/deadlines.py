"""What falls due by the double's clock: sessions, holds, settlements, late refunds."""

import sqlite3
from collections.abc import Callable

from localdev.doubles.stripe import balance, checkout, intents, refunds
from localdev.doubles.stripe.clock import current_time
from localdev.doubles.stripe.unit_of_work import Configuration, UnitOfWork

_ACTIONS: dict[str, Callable[[UnitOfWork, str], None]] = {
    checkout.EXPIRE_SESSION: checkout.expire_by_clock,
    intents.EXPIRE_HOLD: intents.expire_hold,
    balance.RELEASE_FUNDS: balance.release_funds,
    refunds.SETTLE_REFUND: refunds.settle,
}


def run_due(connection: sqlite3.Connection, configuration: Configuration) -> list[str]:
    """Do everything that is due, in order, each thing dated at its own moment; the events this emitted."""
    emitted: list[str] = []
    now = current_time(connection)
    while row := connection.execute(
        "SELECT object_id, action, due_at FROM deadlines WHERE due_at <= ? ORDER BY due_at, rowid LIMIT 1",
        (now,),
    ).fetchone():
        unit = UnitOfWork(connection, row["due_at"], configuration)
        unit.unschedule(row["action"], row["object_id"])
        _ACTIONS[row["action"]](unit, row["object_id"])
        emitted.extend(unit.emitted)
    return emitted
