"""One payment for several bookings is compared with all of them: a series at rest breaks no rule."""

import pytest

from chalicelib.bookings import deadlines
from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.decide import accept
from tests.make.checks import Checks
from tests.make.dashboard import at_dashboard
from tests.make.series import bookings_of, paid
from tests.make.sold import AUTOMATIC, sold
from tests.make.till import Till

RULE = "payments_match_bookings"


def test_a_series_is_sound_while_it_waits_and_once_a_date_went_back(
    till: Till, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "WORKERS", 1)
    series = paid(sold(till), weeks=3)
    till.later(hours=1)
    assert checks.looked(till, RULE) == (0, [])
    accept(bookings_of(series)[0], uow=till.work("host"))
    cancel_as_coworker(bookings_of(series)[1], uow=till.work())
    till.later(hours=1)
    till.deliver()
    assert checks.looked(till, RULE) == (0, [])


def test_a_refund_by_hand_of_no_named_date_is_told(till: Till, checks: Checks) -> None:
    series = paid(sold(till, **AUTOMATIC), weeks=2)
    payer = bookings_of(series)[0]
    at_dashboard(till, "refund", payer.payment_intent_id, amount=500)
    till.later(hours=1)
    assert checks.looked(till, RULE) == (0, [payer.payment_intent_id])
