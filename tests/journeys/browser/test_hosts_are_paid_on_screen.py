"""Two months on the clock: a host paid by booking, one by month, one by month who charges no VAT.

Bookings over the end of March and over the night when the clocks change, cancelled before, given back after; at the
end each bank has what the documents say, and the books hold nothing of anybody's.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from localdev import demo
from tests.journeys import offers
from tests.journeys.browser.visitor import TELEPHONE, Welcome
from tests.journeys.client import Json
from tests.journeys.days import PARIS
from tests.journeys.market import Market, opened
from tests.journeys.offers import ROUND_THE_CLOCK, Host, Offer, a_room
from tests.journeys.product import Product
from tests.journeys.waiting import until

BEGINNING = datetime(2027, 3, 18, 9, tzinfo=PARIS)
END = datetime(2027, 4, 16, 9, tzinfo=PARIS)
FIRST_OF_APRIL = datetime(2027, 4, 1, 15, tzinfo=PARIS)
A_DAY = timedelta(days=1)
REASON = "Le chauffage était en panne."


@dataclass(frozen=True)
class Payee:
    host: Host
    offer: Offer


@pytest.fixture(scope="module")
def product(own_product: Product) -> Product:
    own_product.move_to(BEGINNING)
    return own_product


@pytest.fixture(scope="module")
def market(product: Product) -> Market:
    return opened(product)


def test_each_host_is_paid_what_his_documents_say(market: Market, welcome: Welcome) -> None:
    by_booking = _payee(market, "per_booking", "normal")
    by_month = _payee(market, "monthly", "normal")
    franchised = _payee(market, "monthly", "franchise")
    all_of_them = (by_booking, by_month, franchised)
    for payee in all_of_them:
        _book(market, payee, "2027-03-23T09:00", "2027-03-23T12:00")
        # The night of the 28th has no hour from two to three.
        _book(market, payee, "2027-03-27T22:00", "2027-03-28T06:00")
        # Its scheduled end is in April: April's run bills it.
        _book(market, payee, "2027-03-31T20:00", "2027-04-01T04:00")
        called_off = _book(market, payee, "2027-03-24T09:00", "2027-03-24T12:00")
        market.coworker.api.post(f"/bookings/{called_off['id']}/cancellation")
    regretted = [_book(market, payee, "2027-03-25T09:00", "2027-03-25T12:00") for payee in all_of_them]
    _until(market, datetime(2027, 3, 26, 9, tzinfo=PARIS))
    _give_back(market, by_booking, regretted[0])
    _until(market, FIRST_OF_APRIL)
    _closed(market, "2027-03", count=3)
    for payee, booking in list(zip(all_of_them, regretted, strict=True))[1:]:
        _give_back(market, payee, booking)
    _until(market, END)

    for payee in all_of_them:
        month = payee.host.api.get(f"{payee.host.path}/settlements/2027-03")
        assert month["difference"] is None
        assert month["arrived"] == month["net"] - month["recovered"]
        assert _is_what_the_documents_say(month, payee)
    assert _in_the_bank(by_booking) == sum(_net(by_booking, month) for month in ("2027-03", "2027-04"))
    for payee in (by_month, franchised):
        assert _in_the_bank(payee) == _net(payee, "2027-03")
        assert _paid_between_the_10th_and_the_15th(payee)
        found = payee.host.api.get(f"{payee.host.path}/payouts/reconciliation")
        assert (found["agrees"], [one for one in found["items"] if one["difference"]]) == (True, [])
    _look_at_the_pages(market, welcome, by_month)


def _payee(market: Market, mode: str, regime: str) -> Payee:
    since = "2027-03-18"
    host = offers.found(market.join("Hôte", mode.capitalize()))
    settings = demo.host_settings(since) | {
        "modes": [{"since": since, "mode": mode}],
        "regimes": [{"since": since, "regime": regime}],
    }
    if regime == "franchise":
        settings["entity"] = settings["entity"] | {"vat_number": ""}
    host.api.put(f"{host.path}/billing-settings", settings, version=0)
    host.api.post(f"{host.path}/mandate", {"version": offers.MANDATE})
    offers.collects(host)
    room = a_room(automatic_acceptance=True, tariff={"basis": "HT", "hour": 1333})
    return Payee(host, offers.published(host, market.moderator, room, opening_hours=ROUND_THE_CLOCK))


def _book(market: Market, payee: Payee, start: str, end: str) -> Json:
    day = datetime.fromisoformat(start).date()
    body = payee.offer.body(day, "00:00", "01:00") | {"start": start, "end": end}
    booking = market.book(market.coworker, payee.offer, body)
    market.till.pay(booking["checkout_url"])
    return market.status(market.coworker, booking, "confirmed", "captured")


def _give_back(market: Market, payee: Payee, booking: Json) -> None:
    """Its payable may be on its way at the very moment."""
    path = f"{payee.host.path}/bookings/{booking['id']}/refund"
    payee.host.api.post(path, {"reason": REASON})
    market.product.advance(timedelta(minutes=5))
    market.status(market.coworker, booking, "confirmed", "refunded")


def _until(market: Market, instant: datetime) -> None:
    """A day at a time: whatever a schedule does more often, it then has to catch up with."""
    while (now := market.product.now()) < instant:
        market.product.advance(min(A_DAY, instant - now + timedelta(seconds=1)))
        market.product.run_schedule("settle_hosts")
        market.product.settle()


def _closed(market: Market, month: str, *, count: int) -> None:
    def all_closed() -> Json | None:
        found: Json = market.operator.api.get(f"/operations/closings/{month}")
        return found if found["closed"] == count and not found["remaining"] else None

    until(f"{count} hosts billed for {month}", all_closed)
    market.product.settle()


def _net(payee: Payee, month: str) -> int:
    found = payee.host.api.get(f"{payee.host.path}/settlements/{month}")
    return int(found["arrived"])


def _in_the_bank(payee: Payee) -> int:
    found = payee.host.api.get(f"{payee.host.path}/payouts", limit=100)["items"]
    return sum(one["amount"] for one in found if one["state"] == "paid")


def _paid_between_the_10th_and_the_15th(payee: Payee) -> bool:
    found = payee.host.api.get(f"{payee.host.path}/payouts", limit=100)["items"]
    return all("2027-04-10" <= one["arrives_on"] <= "2027-04-15" for one in found) and bool(found)


def _is_what_the_documents_say(month: Json, payee: Payee) -> bool:
    """Self-billed less its credit notes is what the host sold, commission invoices less theirs what was withheld."""
    sums: Counter[str] = Counter()
    for paper in month["documents"]:
        sign = -1 if "credit" in paper["kind"] else 1
        side = "sold" if paper["kind"].startswith("self_billed") else "commission"
        sums[side] += sign * paper["ttc"]
    sold = month["gross"]["ttc"] if any(one["kind"] == "self_billed" for one in month["documents"]) else 0
    assert (sums["sold"], sums["commission"]) == (sold, month["commission"]["ttc"]), (month, payee.host.id)
    return True


def _look_at_the_pages(market: Market, welcome: Welcome, payee: Payee) -> None:
    for width in (TELEPHONE, 1280):
        owner = welcome(payee.host.owner, width=width)
        owner.open(f"/hote/{payee.host.id}/versements").title("Mes versements")
        owner.reads("mars 2027")
        owner.inspect(f"host-payouts-{width}")
        owner.open(f"/hote/{payee.host.id}/versements/2027-03")
        owner.inspect(f"host-payouts-month-{width}")
    operator = welcome(market.operator)
    operator.open("/exploitation/clotures").inspect("operator-closings")
