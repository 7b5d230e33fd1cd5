"""A host who is paid: billing settings, an account at the double, a live space whose rooms are booked and paid."""

from dataclasses import dataclass, replace
from typing import Any

from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import Span
from chalicelib.identity.model import Host
from chalicelib.ledger.model import LedgerAccount
from chalicelib.legal.collecting import account_of
from chalicelib.legal.model import PLATFORM, ConnectedAccount, Dated, SettlementMode, VatRegime
from chalicelib.legal.settings import settings_of
from chalicelib.legal.store import save_settings
from chalicelib.payments import onboarding
from chalicelib.payouts import store
from chalicelib.payouts.model import Month, Payable, Payout
from chalicelib.payouts.payables import follow, payable_of
from chalicelib.payouts.settle import settle_host
from chalicelib.spaces.model import Room, Space
from localdev.doubles.stripe import applicant
from tests.make.identity import saved_host, saved_user
from tests.make.legal import LONG_AGO, in_mode, platform_settings, ready_settings, under
from tests.make.legal import saved as saved_settings
from tests.make.papers import balances, issue_all, journals
from tests.make.sold import Sold
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.till import GOOD_CARD, Till, latest

COMMISSION = 1500


@dataclass
class Payee:
    till: Till
    host: Host
    space: Space
    room: Room

    @property
    def id(self) -> str:
        return self.host.id

    def books(
        self, day: str, *, start: str = "09:00", end: str = "12:00", card: str = GOOD_CARD, follow: bool = True
    ) -> Booking:
        """Booked and paid, its payable known unless the fact of it is lost."""
        sold = Sold(self.till, self.space, self.room)
        span = Span(f"{day}T{start}", f"{day}T{end}", people=1)
        booking = sold.paid(card, span=span, key=f"{self.id}{day}{start}")
        if follow:
            self.follow(booking)
        return latest(booking)

    def follow(self, booking: Booking) -> None:
        follow(booking.id, now=self.till.now)

    def settles(self) -> int:
        return settle_host(self.id, now=self.till.now)

    def payable(self, booking: Booking) -> Payable:
        found = payable_of(latest(booking))
        assert found
        return found

    def month(self, name: str) -> Month:
        found = store.month(self.id, name)
        assert found
        return found

    def payout(self, number: int = 1) -> Payout:
        found = store.payout(self.id, number)
        assert found
        return found

    def delivers(self) -> None:
        """What Stripe has to tell of his payouts."""
        self.till.deliver(self.account.account_id)

    def issues(self) -> None:
        issue_all(self.till, self.id)

    @property
    def account(self) -> ConnectedAccount:
        found = account_of(self.id)
        assert found
        return found

    @property
    def owed(self) -> dict[LedgerAccount, int]:
        """What the books hold of him, debits positive."""
        return {name: cents for name, cents in balances(journals()).items() if self.id in name}

    @property
    def bank(self) -> list[int]:
        """What his bank got, as the double's account says."""
        options: Any = {"stripe_account": self.account.account_id}
        found = self.till.gateway.client.v1.payouts.list({"limit": 100}, options)
        return [one.amount for one in reversed(found.data) if one.status == "paid"]


def payee(
    till: Till,
    *,
    mode: SettlementMode = SettlementMode.PER_BOOKING,
    regime: VatRegime = VatRegime.NORMAL,
    name: str = "sub-host",
    commission: int = COMMISSION,
    **room: Any,
) -> Payee:
    """Under the platform's commission of 15 % unless told otherwise; his rooms accept by themselves."""
    person, host = saved_user(name), saved_host(name)
    if settings_of(PLATFORM) is None:
        saved_settings(platform_settings(commissions=(Dated(LONG_AGO, COMMISSION),)))
    settings = under(in_mode(ready_settings(host.id), mode), regime)
    settings = replace(settings, commissions=(Dated(LONG_AGO, commission),))
    uow = till.work(name)
    save_settings(uow, settings, read_at=0)
    uow.commit()
    applicant.finish(onboarding.begin(host, person, uow=till.work(name)))
    assert onboarding.look(host.id, make_work=lambda: till.work(name)).can_receive
    the_room = a_room(**{"automatic_acceptance": True} | room)
    space = saved(a_live_space(host_id=host.id, rooms=(the_room,)))
    return Payee(till, host, space, the_room)
