"""The platform's own payouts: made by the operator, from what is neither owed to hosts nor to clients.

A transfer from a charge that has settled needs the platform's available balance, so the money of open payables stays.
"""

from chalicelib.core.ids import new_id
from chalicelib.core.lazy import dataclass
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger import chart
from chalicelib.ledger.model import Journal, Posting
from chalicelib.ledger.post import post
from chalicelib.payments.errors import ProviderDown
from chalicelib.payments.model import BankPayout, ProviderRefused, ProviderUnavailable
from chalicelib.payments.transfer_gateway import transfers
from chalicelib.payouts import store
from chalicelib.payouts.errors import MoreThanFree, NothingToSend
from chalicelib.payouts.facts import PlatformPaidOut


@dataclass(frozen=True)
class OwnBalance:
    """Cents. `owed` is what open payables may need: what their coworkers paid, before the commission."""

    available: int
    pending: int
    owed: int

    @property
    def free(self) -> int:
        return max(0, self.available - self.owed)


def balance() -> OwnBalance:
    """Raises ProviderDown."""
    try:
        found = transfers().balance(None)
    except (ProviderUnavailable, ProviderRefused) as failed:
        raise ProviderDown from failed
    return OwnBalance(found.available, found.pending, store.reserve())


def pay_out(amount: int, *, uow: UnitOfWork) -> BankPayout:
    """Raises NothingToSend, MoreThanFree, ProviderDown."""
    free = balance().free
    if free == 0:
        raise NothingToSend
    if amount > free:
        raise MoreThanFree(free=free, euros=f"{free / 100:.2f} €".replace(".", ","))
    name = new_id("pp")
    try:
        made = transfers().pay_out(None, amount, name=name)
    except (ProviderUnavailable, ProviderRefused) as failed:
        raise ProviderDown from failed
    moved = (Posting(chart.BANK, chart.PSP, amount),)
    post(uow, Journal(f"platform_payout:{name}", "platform_payout", uow.now, moved, None, {"payout": made.id}))
    uow.record(PlatformPaidOut(subject="PLATFORM", amount=amount, payout=made.id))
    uow.commit()
    return made
