"""Each host's account is as Stripe has it: what it may receive, what was paid out, what moved on it, to the cent.

What no event told is looked at and noted (`repaired`); a difference of money is a violation. The platform's own
payouts are told to wait for us, should somebody have changed it in the dashboard.
"""

from datetime import datetime

from chalicelib.core.facts import SYSTEM
from chalicelib.identity.hosts import host_ids
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.collecting import account_of
from chalicelib.operations.model import Findings, Violation
from chalicelib.payments import onboarding
from chalicelib.payments.transfer_gateway import transfers
from chalicelib.payouts.audit import look_at_payouts
from chalicelib.payouts.reconcile import reconcile

MOST = 10
"""Each asks Stripe five times."""


def examine(cursor: str | None, now: datetime) -> Findings:
    work = UnitOfWork(now=now, actor=SYSTEM)
    if cursor is None:
        transfers().hold_own_payouts(key=f"own:{now:%Y%m%d}")
    hosts, more = host_ids(after=cursor, limit=MOST)
    found = [(host_id, account_of(host_id)) for host_id in hosts]
    open_ones = [(host_id, account) for host_id, account in found if account]
    repaired, violations = 0, []
    for host_id, account in open_ones:
        seen = onboarding.look(host_id, make_work=work.again)
        repaired += seen.state is not account.state
        repaired += look_at_payouts(host_id, account.account_id, work)
        said = [f"{one.kind}: {one.ours} here, {one.theirs} there" for one in reconcile(host_id) if one.difference]
        if said:
            violations.append(Violation(host_id, "; ".join(said)))
    return Findings(len(open_ones), violations, repaired, cursor=hosts[-1] if more else None)
