"""A process of its own with a client of its own, as a Lambda container is: `python -m tests.races.container ORDER`.

It says "ready" once it could book, waits for a line, books for its people at once and tells what became of them.
Nothing is injected: what meets between processes meets in the engine.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import pytest

from chalicelib.spaces.find import live_space
from tests.races.conflicts import ConflictingClient, untouched
from tests.races.crowd import Outcomes, wish
from tests.races.installation import client_of, install, warm_up
from tests.races.mutants import MUTANTS, without_the_look

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


@dataclass(frozen=True)
class Order:
    """Who books in one container. `mutant` names what its product forgot, if it forgot something."""

    endpoint: str
    space_id: str
    room_id: str
    people: list[str]
    mutant: str = ""


def crowd_of_processes(orders: Sequence[Order]) -> Outcomes:
    """Every container starts, and once all are ready, all book."""
    containers = [_container(order) for order in orders]
    try:
        for container in containers:
            assert _pipe(container.stdout).readline() == "ready\n"
        for container in containers:
            _pipe(container.stdin).write("go\n")
            _pipe(container.stdin).flush()
        told = [container.communicate(timeout=PATIENCE)[0] for container in containers]
    finally:
        for container in containers:
            container.kill()
            container.wait()
    return sum((Counter(json.loads(outcomes)) for outcomes in told), Counter())


def _container(order: Order) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.races.container", json.dumps(asdict(order))]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def main(order: Order) -> Outcomes:
    tamper = MUTANTS[order.mutant] if order.mutant else untouched
    client = ConflictingClient(client_of(order.endpoint), tamper=tamper, injects=False)
    with pytest.MonkeyPatch.context() as monkeypatch:
        install(client, order.endpoint, monkeypatch)
        if order.mutant:
            without_the_look(monkeypatch)
        warm_up()
        space = live_space(order.space_id)
        room = space.room(order.room_id)
        assert room
        wishes = [wish(space, room, user, f"key of {user}") for user in order.people]
        _say("ready")
        sys.stdin.readline()
        with ThreadPoolExecutor(len(wishes)) as people:
            return Counter(people.map(lambda one: one(), wishes))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _say(json.dumps(main(Order(**json.loads(sys.argv[1])))))
