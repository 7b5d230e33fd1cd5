"""Serves ministack and saves its state whenever something may have changed."""

import asyncio
import contextlib
import fcntl
import importlib.metadata
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config
from ministack import app as ministack

from localdev.aws.emulator.snapshot import Readers, Snapshot, provisioning

logger = logging.getLogger("localdev.aws")

Scope = MutableMapping[str, Any]
Asgi = Callable[[Scope, Any, Any], Awaitable[None]]

LOCK_PATIENCE_SECONDS = 10.0
# Receiving from a queue hides messages for a while, which need not outlive a kill.
READS = ("Get", "List", "Describe", "Query", "Scan", "BatchGet", "TransactGet", "Receive")


class Changes:
    """Passes requests on and notes whether any of them may have changed something."""

    def __init__(self, application: Asgi) -> None:
        self._application = application
        self._pending = False

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        try:
            await self._application(scope, receive, send)
        finally:
            # Afterwards: a save in the middle of a request must not count as having seen its effect.
            if scope["type"] == "http" and not _only_reads(scope):
                self._pending = True

    def take(self) -> bool:
        pending, self._pending = self._pending, False
        return pending


def _only_reads(scope: Scope) -> bool:
    headers: dict[bytes, bytes] = dict(scope["headers"])
    target = headers.get(b"x-amz-target", b"").decode()
    if target:
        return target.rpartition(".")[2].startswith(READS)
    method: str = scope["method"]
    return method in ("GET", "HEAD", "OPTIONS")


async def serve(state_dir: Path, port: int, save_every: float) -> None:
    snapshot = Snapshot(state_dir / "snapshot.json")
    ministack.load_state = snapshot.load
    ministack.save_all = snapshot.save
    snapshot.restore_mailbox()
    stop = _stop_event()
    changes = Changes(ministack.app)
    saving = asyncio.create_task(_save_changes(snapshot, changes, save_every))
    try:
        await hypercorn_serve(changes, _hypercorn_config(port), shutdown_trigger=stop.wait)
    finally:
        saving.cancel()


async def _save_changes(snapshot: Snapshot, changes: Changes, every: float) -> None:
    pause = every
    while True:
        await asyncio.sleep(pause)
        if provisioning() or not changes.take():
            continue
        started = time.monotonic()
        _save(snapshot, ministack._build_persistence_save_dict())
        # A large state must not keep the only thread busy with saving it.
        pause = max(every, 10 * (time.monotonic() - started))


def _save(snapshot: Snapshot, readers: Readers) -> None:
    for _ in range(5):
        try:
            snapshot.save(readers)
        except RuntimeError as problem:
            # Cognito works in threads, and one just changed what was being read.
            logger.info("saving again: %s", problem)
        else:
            return
    logger.warning("state not saved; trying again at the next change")


def _stop_event() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)

    def wait_for_end_of_parent() -> None:
        # Whoever started us holds the other end of this pipe, and even kill -9 closes it.
        # os.read, because the lock of sys.stdin.buffer would break the interpreter's own exit.
        while os.read(0, 4096):
            pass
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=wait_for_end_of_parent, daemon=True).start()
    return stop


def _hypercorn_config(port: int) -> Config:
    config = Config()
    config.bind = [f"127.0.0.1:{port}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 1
    config.loglevel = "WARNING"
    return config


def refuse_other_versions(supported: str) -> None:
    installed = importlib.metadata.version("ministack")
    if installed != supported:
        sys.exit(f"localdev/aws knows the internals of ministack {supported}, not of {installed}")


@contextlib.contextmanager
def sole_user_of(state_dir: Path) -> Iterator[None]:
    """A predecessor whose parent was killed may still be saving."""
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    with (state_dir / "lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    sys.exit(f"{state_dir} is in use by another local AWS")
                time.sleep(0.1)
        yield
