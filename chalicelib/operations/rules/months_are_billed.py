"""Each host's month is billed a day after its run; the operator's page of closings has those that are not."""

from datetime import datetime, timedelta

from chalicelib.operations.model import Findings, Violation
from chalicelib.payouts import policy
from chalicelib.payouts.model import MonthState
from chalicelib.payouts.run import months_named

PATIENCE = timedelta(days=1)
MOST = 200


def examine(cursor: str | None, now: datetime) -> Findings:
    month = policy.month_before(now)
    if not policy.is_over(month, now - PATIENCE):
        return Findings(examined=0)
    found, after = months_named(month, after=cursor, limit=MOST)
    late = [one for one in found if one.state in {MonthState.OPEN, MonthState.PARKED}]
    return Findings(
        examined=len(found),
        violations=[Violation(one.host_id, f"{month}: {one.state} {one.reason}".strip()) for one in late],
        cursor=after,
    )
