"""One rule per file, which is imported when it is first examined: the API only names them, and answers sooner."""

from datetime import datetime, timedelta
from importlib import import_module

from chalicelib.operations.model import Findings, Rule


def _rule(name: str, **every: int) -> Rule:
    def examine(cursor: str | None, now: datetime) -> Findings:
        findings: Findings = import_module(f"{__name__}.{name}").examine(cursor, now)
        return findings

    return Rule(name, timedelta(**every), examine)


RULES: tuple[Rule, ...] = (
    _rule("counters_match_bookings", days=1),
    _rule("projection_matches_counters", days=1),
    _rule("payments_match_bookings", hours=1),
    _rule("pages_are_known", hours=1),
    _rule("events_are_heard", hours=1),
    _rule("requests_are_answered", minutes=30),
    _rule("waiting_is_served", minutes=30),
    _rule("facts_are_relayed", minutes=30),
    _rule("submissions_are_answered", hours=1),
    _rule("ledger_balances", days=1),
    _rule("journals_are_sealed", minutes=30),
    _rule("captures_are_documented", days=1),
    _rule("numbers_have_no_gap", days=1),
    _rule("originals_are_kept", days=7),
    _rule("orders_are_issued", minutes=30),
    _rule("refunds_are_made", hours=1),
    _rule("payables_match_bookings", days=1),
    _rule("accounts_match_stripe", days=1),
    _rule("months_are_billed", hours=1),
)
