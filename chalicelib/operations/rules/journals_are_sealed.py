"""No journal waits for its seal: the sealer comes every five minutes."""

from datetime import datetime, timedelta

from chalicelib.ledger.audit import unsealed
from chalicelib.operations.model import Findings, Violation

PATIENCE = timedelta(hours=1)
"""By then somebody could have changed it for long, and nobody would know."""

MOST = 100


def examine(cursor: str | None, now: datetime) -> Findings:
    late, after = unsealed(now - PATIENCE, after=cursor, limit=MOST)
    return Findings(
        examined=len(late),
        violations=[Violation(marker.reference, f"not sealed since {marker.at[:16]} UTC") for marker in late],
        cursor=after,
    )
