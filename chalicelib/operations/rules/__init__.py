"""One rule per file."""

from chalicelib.operations.model import Rule
from chalicelib.operations.rules import (
    counters_match_bookings,
    events_are_heard,
    facts_are_relayed,
    pages_are_known,
    payments_match_bookings,
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
)
