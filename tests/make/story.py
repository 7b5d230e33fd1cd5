"""A host's life by chance: bookings, refunds, disputes, payouts that come back, in any order, heard late and twice.

A step is a name and a number that decides all that the step leaves open, so that a story without some of its steps is
still the same story elsewhere.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.errors import CannotCancel, CannotMove, CannotRefund, NothingTakenYet, PriceWouldChange
from chalicelib.bookings.model import Booking, Money
from chalicelib.bookings.move import Target, move
from chalicelib.bookings.moving import Difference
from chalicelib.bookings.quote import Span
from chalicelib.core.errors import Busy
from chalicelib.core.money import Basis
from chalicelib.payouts import policy, store
from chalicelib.payouts.closing import close
from chalicelib.payouts.errors import TransferUnderway
from chalicelib.payouts.model import MonthState, PayoutState
from chalicelib.payouts.take_back import refund_afterwards
from chalicelib.spaces.model import SoldAs, Tariff
from tests.make.payee import Payee
from tests.make.sold import Sold
from tests.make.till import GOOD_CARD, REFUND_LATER, latest

Step = tuple[str, int]

CHANCES = {
    "book": 9, "hear": 8, "settle": 8, "hours": 8, "days": 5, "follow": 5, "dispute": 3, "decide": 3, "refund": 3,
    "cancel": 2, "keep": 1, "lower": 3, "clock": 3, "close": 2, "break_bank": 1, "mend_bank": 1, "hear_bank": 3,
}  # fmt: skip
"""How often each step comes, beside the others."""


BAD_IBAN, GOOD_IBAN = "FR7630006000010000000000000", "FR1420041010050500013M02606"
HOURS = ("10:00", "12:15", "14:00", "18:00")
WORKING_DAYS = 5
AT_REST = {Money.CAPTURED, Money.REFUNDED, Money.REFUNDING, Money.REFUND_FAILED, Money.NONE, Money.RELEASED}
ROUNDS = 120
"""Days after which everything must have come to rest."""

FIRST_DAYS = 6
"""Refunds arrive within them, and what is heard of them."""

SOME_DAY = timedelta(days=200)


def told(seed: int, length: int = 36) -> list[Step]:
    by_chance = random.Random(seed)
    names = by_chance.choices(list(CHANCES), weights=list(CHANCES.values()), k=length)
    # Somebody books first, or nothing follows.
    return [(name, by_chance.randrange(1 << 30)) for name in ["book", "book", "follow", *names]]


def uneven_room(basis: Basis) -> dict[str, Any]:
    """Prices that no tax and no commission divides; room for everybody."""
    return {"tariff": Tariff(basis, hour=3333, half_day=10007, day=17999), "sold_as": SoldAs.SEAT, "capacity": 40}


@dataclass
class Story:
    host: Payee
    bookings: list[Booking] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    unfollowed: list[Booking] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    """Charges whose dispute is not decided."""
    lost: set[str] = field(default_factory=set)
    """Bookings whose dispute was lost."""
    _known: set[str] = field(default_factory=set)

    def live(self, steps: Sequence[Step]) -> None:
        for name, number in steps:
            getattr(self, f"_{name}")(random.Random(number))
            self.host.till.later(seconds=7)

    def come_to_rest(self, number: int) -> None:
        """Every dispute is decided, the bank is right, and time passes until nothing is due any more."""
        chance = random.Random(number)
        self._mend_bank(chance)
        while self.opened:
            self._decide(chance)
        for day in range(ROUNDS):
            if day < FIRST_DAYS or self._is_due(self.host.till.now):
                self._hear(chance, everything=True)
                self._follow(chance, everything=True)
                self._clock(chance)
                self._settle(chance)
            self._close(chance)
            self._hear_bank(chance)
            if self._rests():
                return
            self.host.till.later(hours=25)
        raise AssertionError("something is due for ever")

    def _rests(self) -> bool:
        """Nothing is waited for, by anybody: what the clock would look at some day counts."""
        months = [store.month(self.host.id, name) for name in self._months()]
        waits = self.unheard or self.unfollowed or not all(one.is_billed for one in months if one)
        return not waits and not self._is_due(self.host.till.now + SOME_DAY) and self._arrived()

    def _arrived(self) -> bool:
        """No payout is on its way: one arrives days after the clock has nothing to do for it any more."""
        count = store.purse(self.host.id).payouts
        sent = store.payouts(self.host.id, 1, count) if count else []
        return all(one.state in {PayoutState.PAID, PayoutState.FAILED} for one in sent)

    def _is_due(self, until: datetime) -> bool:
        purse_due = store.purse(self.host.id).due_at
        return any(store.due_of(self.host.id, until)) or bool(purse_due and purse_due <= until)

    def _months(self) -> list[str]:
        ends = {policy.month_of(policy.local_end(one)) for one in self.bookings}
        return sorted(ends | {policy.next_month(name) for name in ends})

    # Steps. Each may find nothing to do.

    def _book(self, chance: random.Random) -> None:
        day = (self.host.till.now + timedelta(days=chance.randint(1, 9))).date()
        while day.weekday() >= WORKING_DAYS:
            day += timedelta(days=1)
        span = Span(f"{day}T09:00", f"{day}T{chance.choice(HOURS)}", people=1)
        sold = Sold(self.host.till, self.host.space, self.host.room)
        booking, page = sold.request(span=span, key=f"{self.host.id}{len(self.bookings)}")
        self.host.till.later(seconds=1)
        card = chance.choice((GOOD_CARD, GOOD_CARD, GOOD_CARD, REFUND_LATER))
        assert self.host.till.pay(page, card).status_code == 303
        self.bookings.append(booking)
        self.unfollowed.append(booking)
        self._hear(chance)

    def _hear(self, chance: random.Random, *, everything: bool = False) -> None:
        """Some of what Stripe has to say, in any order, some of it twice; what is not wanted yet comes again."""
        new = [body for body in self.host.till.events() if body not in self._known]
        self._known |= set(new)
        self.unheard += new
        chance.shuffle(self.unheard)
        heard = self.unheard if everything else [one for one in self.unheard if chance.random() < 0.7]
        for body in list(heard):
            try:
                for _ in range(chance.choice((1, 1, 2))):
                    self.host.till.receive(body)
            except Busy:
                continue
            self.unheard.remove(body)

    def _hear_bank(self, chance: random.Random) -> None:
        account = self.host.account.account_id
        new = [body for body in self.host.till.events_of(account) if body not in self._known]
        self._known |= set(new)
        for body in chance.sample(new, k=len(new)):
            for _ in range(chance.choice((1, 2))):
                self.host.till.receive(body)

    def _follow(self, chance: random.Random, *, everything: bool = False) -> None:
        chance.shuffle(self.unfollowed)
        for booking in [one for one in self.unfollowed if everything or chance.random() < 0.8]:
            self.host.follow(booking)
            # The fact of a capture, or of a cancellation, is told behind it and no sooner.
            if latest(booking).money in AT_REST:
                self.unfollowed.remove(booking)

    def _settle(self, chance: random.Random) -> None:
        self.host.settles()

    def _clock(self, chance: random.Random) -> None:
        self.host.till.run_clock()

    def _hours(self, chance: random.Random) -> None:
        self.host.till.later(minutes=chance.randint(10, 900))

    def _days(self, chance: random.Random) -> None:
        self.host.till.later(hours=chance.randint(20, 110))

    def _close(self, chance: random.Random) -> None:
        """The runs of all months that are over, late or twice."""
        for name in self._months():
            if policy.is_over(name, self.host.till.now) and store.month(self.host.id, name):
                assert close(self.host.id, name, now=self.host.till.now).state is MonthState.CLOSED

    def _cancel(self, chance: random.Random) -> None:
        booking = self._any(chance)
        if booking:
            try:
                cancel_as_coworker(latest(booking), uow=self.host.till.work())
            except CannotCancel:
                return
            self.unfollowed.append(booking)

    def _keep(self, chance: random.Random) -> None:
        """The host cancels, and keeps the money."""
        booking = self._any(chance)
        if booking:
            try:
                cancel_as_host(latest(booking), refund=False, reason="Absent.", uow=self.host.till.work("sub-host"))
            except CannotCancel:
                return
            self.unfollowed.append(booking)

    def _lower(self, chance: random.Random) -> None:
        """The host moves it to where it costs less, and gives the difference back."""
        booking = self._any(chance)
        if booking is None or booking.id in self.lost:
            return
        now = latest(booking)
        start = now.period.start + timedelta(days=7 * chance.randint(0, 1))
        target = Target(
            f"{start:%Y-%m-%d}T09:00", f"{start:%Y-%m-%d}T{chance.choice(HOURS)}", None, Difference.REFUND
        )
        try:
            move(now, target, expected=now.version, uow=self.host.till.work("sub-host"))
        except (CannotMove, PriceWouldChange, NothingTakenYet):
            return
        self.unfollowed.append(booking)

    def _refund(self, chance: random.Random) -> None:
        booking = self._any(chance)
        if booking:
            try:
                refund_afterwards(
                    self.host.id, booking.id, "Chauffage en panne.", make_work=lambda: self.host.till.work("sub-host")
                )
            except (CannotRefund, TransferUnderway):
                return

    def _dispute(self, chance: random.Random) -> None:
        booking = self._any(chance)
        charge = self._charge(booking) if booking else None
        if charge and not charge["disputed"] and not charge["refunded"] and charge["captured"]:
            self.host.till.control(f"charges/{charge['id']}/dispute")
            self.opened.append(charge["id"])

    def _decide(self, chance: random.Random) -> None:
        if not self.opened:
            return
        charge_id = self.opened.pop(chance.randrange(len(self.opened)))
        client = self.host.till.gateway.client.v1
        dispute = client.disputes.list({"charge": charge_id}).data[0]
        outcome = chance.choice(("won", "lost"))
        if outcome == "lost":
            self.lost.add(str(client.payment_intents.retrieve(str(dispute.payment_intent)).metadata["booking_id"]))
        self.host.till.control(f"disputes/{dispute.id}/close", outcome=outcome)

    def _break_bank(self, chance: random.Random) -> None:
        self.host.till.control(f"accounts/{self.host.account.account_id}/finish", iban=BAD_IBAN)

    def _mend_bank(self, chance: random.Random) -> None:
        self.host.till.control(f"accounts/{self.host.account.account_id}/finish", iban=GOOD_IBAN)

    def _any(self, chance: random.Random) -> Booking | None:
        return chance.choice(self.bookings) if self.bookings else None

    def _charge(self, booking: Booking) -> Any:
        intents = self.host.till.intents(booking)
        found = intents[0]["latest_charge"] if intents else None
        if found is None:
            return None
        charge_id = found if isinstance(found, str) else found["id"]
        return self.host.till.gateway.client.v1.charges.retrieve(charge_id).to_dict()
