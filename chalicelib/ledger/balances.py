"""Balances that never pass zero: what we owe a host, before it is paid out.

A guarded balance is counted where it is spent, in the transaction of the journal that moves it. Accounts of the
platform have none (see `chart`).
"""

from chalicelib.kit import table
from chalicelib.kit.unit_of_work import Refused, UnitOfWork
from chalicelib.ledger import keys
from chalicelib.ledger.model import LedgerAccount


def move(uow: UnitOfWork, account: LedgerAccount, delta: int, *, refused: Refused) -> None:
    """Adds `delta` cents to what we owe: **positive when the account is credited, negative when it is debited**.

    That is the sign of a liability, and the opposite of `Journal.balances`. The commit raises what `refused` makes
    when less would be left than nothing. 2 WCU, on one item per account: a crowd on one account queues up.
    """
    most = {":most": {"N": str(-delta)}} if delta < 0 else {}
    condition = {"ConditionExpression": "cents >= :most"} if most else {}
    uow.update(
        keys.balance_pk(account),
        keys.BALANCE_SK,
        refused=refused,
        UpdateExpression="ADD cents :delta",
        ExpressionAttributeValues={":delta": {"N": str(delta)}, **most},
        **condition,
    )


def balance_of(account: LedgerAccount) -> int:
    """Cents that we owe, strongly read; 0 for an account that never moved."""
    item = table.read(keys.balance_pk(account), keys.BALANCE_SK)
    return int(item["cents"]["N"]) if item else 0
