"""How many journals are posted in a second, against the same three items written by hand."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from bench.replay import Call, by_hand, recorded, twin
from chalicelib.core.clock import now
from chalicelib.core.facts import SYSTEM
from chalicelib.core.ids import new_id
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger.chart import PSP, host_payable
from chalicelib.ledger.model import Journal, Posting
from chalicelib.ledger.post import post

THREADS = 32
ROUNDS = 9
A_ROUND = 320

T = TypeVar("T")


@dataclass(frozen=True)
class Posted:
    """Journals a second at the median of rounds that were measured in turns."""

    per_second: float
    by_hand: float

    @property
    def ratio(self) -> float:
        return self.per_second / self.by_hand


def posting(rounds: int = ROUNDS) -> Posted:
    """One booking's journal each, 32 at once: with its marker and its host's balance, three items of one transaction.

    Each is another host's: two at once on one balance would wait for each other, on both sides.
    """
    with recorded() as calls:
        _rate(post_one, range(A_ROUND))
    ours, hand = [], []
    for _ in range(rounds):
        ours.append(_rate(post_one, range(A_ROUND)))
        hand.append(_rate(_put, twin(calls)))
    return Posted(median(ours), median(hand))


def post_one(_: int) -> None:
    uow = UnitOfWork(now=now(), actor=SYSTEM)
    post(uow, _journal(uow))
    uow.commit()


def _journal(uow: UnitOfWork) -> Journal:
    host_id = new_id("ho")
    postings = (Posting(PSP, host_payable(host_id), 12_000),)
    return Journal(f"sale:{new_id('bk')}", "sale", uow.now, postings, host_id)


def _put(call: Call) -> None:
    by_hand([call])


def _rate(act: Callable[[T], None], subjects: Sequence[T]) -> float:
    with ThreadPoolExecutor(THREADS) as workers:
        began = time.perf_counter()
        list(workers.map(act, subjects))
        return len(subjects) / (time.perf_counter() - began)
