"""The local console's clock reaches everything that people look at."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

from tests.journeys.market import Market

CLOSE = timedelta(seconds=30)


def test_answers_are_dated_by_the_moved_clock(market: Market) -> None:
    """The SPA takes the time of its countdowns and calendars from the Date header."""
    market.product.advance(timedelta(days=1))
    now = market.product.now()
    assert now - datetime.now(UTC) > timedelta(hours=23)
    for path in ("/api/v1/catalogue/spaces", "/"):
        told = parsedate_to_datetime(requests.get(f"{market.product.url}{path}", timeout=10).headers["Date"])
        assert abs(told - now) < CLOSE, path


def test_a_schedule_can_be_run_by_hand(market: Market) -> None:
    for name in ("run_deadlines", "relay_missed_facts"):
        assert market.product.run_schedule(name)["name"] == name


def test_nothing_went_wrong_behind_the_scenes(market: Market) -> None:
    told = market.product.state()
    assert told["errors"] == 0, market.product.log()
    dead = {name: count for name, count in told["queues"].items() if name.endswith("-dlq") and count}
    assert not dead
