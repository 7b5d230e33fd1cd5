"""The local AWS as a child that is started again when it dies."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from localdev.aws import server

_log = logging.getLogger("localdev.aws")

MOST_DEATHS = 3
WITHIN_SECONDS = 60.0


class LocalAwsChild:
    """`revived` is called after each new start, `lost` when it does not stay alive."""

    def __init__(self, state_dir: Path, port: int, custom_message_url: str) -> None:
        self._state_dir = state_dir
        self._port = port
        self._custom_message_url = custom_message_url
        self._aws = self._start()
        self._stopping = threading.Event()

    @property
    def endpoint(self) -> str:
        return self._aws.endpoint

    @property
    def pid(self) -> int:
        return self._aws.process.pid

    def watch(self, *, revived: Callable[[], None], lost: Callable[[], None]) -> None:
        threading.Thread(target=self._watch, args=(revived, lost), name="aws-watch", daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()
        self._aws.stop()

    def _start(self) -> server.LocalAws:
        return server.start(self._state_dir, self._port, custom_message_url=self._custom_message_url)

    def _watch(self, revived: Callable[[], None], lost: Callable[[], None]) -> None:
        deaths: list[float] = []
        while True:
            code = self._aws.process.wait()
            if self._stopping.is_set():
                return
            deaths = [*(at for at in deaths if at > time.monotonic() - WITHIN_SECONDS), time.monotonic()]
            _log.error("the local AWS ended with %s; it starts again from its last save", code)
            if len(deaths) > MOST_DEATHS or not self._revive():
                _log.error("the local AWS does not stay alive")
                lost()
                return
            revived()

    def _revive(self) -> bool:
        try:
            self._aws = self._start()
        except server.LocalAwsFailed:
            _log.exception("the local AWS does not start again")
            return False
        return True
