"""One rule per file."""

from chalicelib.operations.model import Rule
from chalicelib.operations.rules import (
    captures_are_documented,
    counters_match_bookings,
    events_are_heard,
    facts_are_relayed,
    journals_are_sealed,
    ledger_balances,
    numbers_have_no_gap,
    orders_are_issued,
    originals_are_kept,
    pages_are_known,
    payments_match_bookings,
    refunds_are_made,
    requests_are_answered,
    submissions_are_answered,
)

RULES: tuple[Rule, ...] = (
    counters_match_bookings.RULE,
    payments_match_bookings.RULE,
    pages_are_known.RULE,
    events_are_heard.RULE,
    requests_are_answered.RULE,
    facts_are_relayed.RULE,
    submissions_are_answered.RULE,
    ledger_balances.RULE,
    journals_are_sealed.RULE,
    captures_are_documented.RULE,
    numbers_have_no_gap.RULE,
    originals_are_kept.RULE,
    orders_are_issued.RULE,
    refunds_are_made.RULE,
)
