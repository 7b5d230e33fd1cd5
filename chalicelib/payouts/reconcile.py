"""Our movements of a host's account beside the provider's own: a difference is named, not hidden. Reads only."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from chalicelib.core.errors import NotFound
from chalicelib.core.lazy import dataclass
from chalicelib.legal.collecting import account_of
from chalicelib.payments.errors import ProviderDown
from chalicelib.payments.model import BalanceLine, ProviderRefused, ProviderUnavailable
from chalicelib.payments.transfer_gateway import transfers
from chalicelib.payouts import store
from chalicelib.payouts.model import MovementKind, PayoutState

MOST_LINES = 1000
"""Of the provider's, ten calls: above them only what the account holds is compared."""

KINDS = {
    "payment": "transfers",
    "transfer": "transfers",
    "payment_refund": "reversals",
    "transfer_refund": "reversals",
    "payout": "payouts",
    "payout_failure": "returned",
    "payout_cancel": "returned",
}
OURS = {MovementKind.TRANSFER: "transfers", MovementKind.REVERSAL: "reversals", MovementKind.RETURNED: "returned"}


@dataclass(frozen=True)
class Compared:
    """Cents of one kind: `transfers`, `reversals`, `payouts`, `returned`, `other` (what only the provider books), or
    `held`, which is what the account holds in all."""

    kind: str
    ours: int
    theirs: int

    @property
    def difference(self) -> int:
        return self.theirs - self.ours


def reconcile(host_id: str) -> list[Compared]:
    """Raises NotFound for a host without an account, ProviderDown."""
    known = account_of(host_id)
    if known is None:
        raise NotFound
    ours = _ours(host_id)
    try:
        lines = list(islice(transfers().balance_lines(known.account_id), MOST_LINES + 1))
        there = transfers().balance(known.account_id)
    except (ProviderUnavailable, ProviderRefused) as failed:
        raise ProviderDown from failed
    held = Compared("held", sum(ours.values()), there.available + there.pending)
    return [*_by_kind(ours, lines), held] if len(lines) <= MOST_LINES else [held]


def _ours(host_id: str) -> Counter[str]:
    purse, sums = store.purse(host_id), Counter[str]()
    for movement in store.movements(host_id, 1, purse.movements) if purse.movements else ():
        sums[OURS[movement.kind]] += movement.amount
    for payout in store.payouts(host_id, 1, purse.payouts) if purse.payouts else ():
        left = payout.state in {PayoutState.SENT, PayoutState.PAID} or payout.returned_as
        sums["payouts"] -= payout.amount if left else 0
    return sums


def _by_kind(ours: Counter[str], lines: Sequence[BalanceLine]) -> list[Compared]:
    theirs: Counter[str] = Counter()
    for line in lines:
        theirs[KINDS.get(line.kind, "other")] += line.net
    return [Compared(kind, ours[kind], theirs[kind]) for kind in sorted(ours.keys() | theirs.keys())]
