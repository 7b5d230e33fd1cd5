"""The same calls to DynamoDB made by hand: what a handler asked for is recorded, then asked again with raw boto3.

Nothing is guessed about what "the same work" is: the hand-made side sends exactly the parameters that the handler
sent, with other ids where it must write something new.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any
from unittest.mock import patch

from botocore import xform_name
from botocore.client import BaseClient

from chalicelib.core.ids import new_id
from chalicelib.kit.aws import dynamodb

WRITTEN_IDS = re.compile(r"\b(bk|fc)_[0-9a-z]{26}")

Call = tuple[str, dict[str, Any]]


@contextmanager
def recorded() -> Iterator[list[Call]]:
    """Every call of any boto3 client, pynamodb's included, as (operation, parameters)."""
    calls: list[Call] = []
    plain = BaseClient._make_api_call  # type: ignore[attr-defined]

    def record(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        calls.append((operation, parameters))
        return plain(client, operation, parameters)

    with patch.object(BaseClient, "_make_api_call", record):
        yield calls


def twin(calls: list[Call]) -> list[Call]:
    """The same calls about another booking and other facts."""
    fresh: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        return fresh.setdefault(found[0], new_id(found[1]))

    copies: list[Call] = json.loads(WRITTEN_IDS.sub(other, json.dumps(calls)))
    for _, parameters in copies:
        parameters.pop("ClientRequestToken", None)
    return copies


def by_hand(calls: list[Call]) -> None:
    client = dynamodb()
    for operation, parameters in calls:
        getattr(client, xform_name(operation))(**parameters)


@dataclass(frozen=True)
class Ratio:
    """Milliseconds at the median of both sides, measured in turns; `ratio` is that of the medians."""

    ours: float
    by_hand: float
    calls: int

    @property
    def ratio(self) -> float:
        return self.ours / self.by_hand


def against_hand(act: Callable[[int], object], rounds: int, warm: int = 20) -> Ratio:
    """`act` is the handler on the n-th subject; in each round it runs once and its calls are made by hand once."""
    ours, hand, count = [], [], 0
    for number in range(warm + rounds):
        with recorded() as calls:
            act(number)
        copies = twin(calls)
        count = len(calls)
        first = _timed(lambda number=number: act(number + warm + rounds))  # type: ignore[misc]
        second = _timed(lambda copies=copies: by_hand(copies))  # type: ignore[misc]
        if number >= warm:
            ours.append(first)
            hand.append(second)
    return Ratio(median(ours), median(hand), count)


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
