"""Where the time of a handler goes, by whose code it is."""

import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable
from typing import Any

OWNERS = (
    ("waiting for the engine", ("~:", "socket.py", "selectors.py", "ssl.py")),
    ("botocore, urllib3, http.client", ("botocore", "urllib3", "boto3", "http/client.py", "jmespath", "dateutil")),
    ("pydantic", ("pydantic",)),
    ("pynamodb", ("pynamodb",)),
    ("Chalice", ("/chalice/",)),
    ("powertools", ("aws_lambda_powertools",)),
    ("Pupitre", ("chalicelib", "/app.py")),
)
WAITING = ("recv_into", "sendall", "poll", "select", "sleep", "acquire", "connect")
OTHER = "the rest of Python"


def shares(act: Callable[[int], Any], rounds: int = 100, first: int = 0) -> dict[str, float]:
    """Share of each owner's own time, in percent, the largest first."""
    profile = cProfile.Profile()
    profile.enable()
    for number in range(first, first + rounds):
        act(number)
    profile.disable()
    spent: dict[str, float] = defaultdict(float)
    statistics: Any = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for (file, _, function), (_, _, own, _, _) in statistics.items():
        spent[_owner(file, function)] += own
    whole = sum(spent.values())
    return {name: 100 * own / whole for name, own in sorted(spent.items(), key=lambda pair: -pair[1])}


def _owner(file: str, function: str) -> str:
    if file == "~":
        return "waiting for the engine" if any(word in function for word in WAITING) else OTHER
    for name, marks in OWNERS[1:]:
        if any(mark in file for mark in marks):
            return name
    return OTHER
