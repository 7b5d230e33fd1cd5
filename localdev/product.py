"""The whole product for a test, as a process of its own on a free port:

with Product(tmp_path / "state") as product:
    browser.goto(product.url)
    code = product.wait_for_mail("ada@example.org")["code"]
    product.advance(hours=1)
"""

import json
import os
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from localdev.state import StateDir

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60.0
LEAVE_SECONDS = 20.0
MAIL_SECONDS = 10.0
POLL_SECONDS = 0.1


class ProductFailed(RuntimeError):
    """It did not start; the message holds what it printed."""


class Product:
    """`seed` plants the demo: its logins are in `localdev.seed`. The same folder starts with the same data."""

    def __init__(self, state_dir: Path, *, port: int = 0, seed: bool = False) -> None:
        self._state = StateDir(state_dir)
        self._options = ["--port", str(port), "--state-dir", str(state_dir), *([] if seed else ["--no-seed"])]
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self) -> Self:
        """Raises ProductFailed."""
        self._state.folder.mkdir(parents=True, exist_ok=True)
        # As in the Makefile: packages are installed uncompiled, and starts must not compile them again.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        with (self._state.folder / "output.log").open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "localdev.serve", "--stop-with-parent", *self._options],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_SECONDS
        while self._state.announced().get("pid") != self._process.pid:
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise ProductFailed((self._state.folder / "output.log").read_text(encoding="utf-8"))
            time.sleep(POLL_SECONDS)
        self.url = str(self._state.announced()["url"])
        return self

    def stop(self) -> None:
        """Lets it save and take its children along."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(LEAVE_SECONDS)
            self._process = None

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def mails(self, to: str = "") -> list[dict[str, Any]]:
        """Newest first: id, at, sender, to, subject, text, html, code."""
        mails: list[dict[str, Any]] = self._local(f"mails?{urllib.parse.urlencode({'to': to})}")
        return mails

    def wait_for_mail(self, to: str, subject: str = "", *, patience: float = MAIL_SECONDS) -> dict[str, Any]:
        """The newest mail whose subject contains `subject`. Raises TimeoutError."""
        deadline = time.monotonic() + patience
        while True:
            mails = self.mails(to)
            found = next((mail for mail in mails if subject in mail["subject"]), None)
            if found is not None:
                return found
            if time.monotonic() > deadline:
                raise TimeoutError(f"no mail {subject!r} to {to}; there are {[m['subject'] for m in mails]}")
            time.sleep(POLL_SECONDS)

    def advance(self, **duration: float) -> dict[str, Any]:
        """`advance(hours=1)` moves the clock and runs every schedule before it returns."""
        return self._post("clock", {"advance_seconds": round(timedelta(**duration).total_seconds())})

    def run_schedule(self, name: str) -> dict[str, Any]:
        return self._post(f"schedules/{name}", {})

    def state(self) -> dict[str, Any]:
        """Clock, depth of every queue, number of errors."""
        state: dict[str, Any] = self._local("state")
        return state

    def _post(self, path: str, fields: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self._local(path, json.dumps(fields).encode())
        return answer

    def _local(self, path: str, body: bytes | None = None) -> Any:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/_local/{path}", body, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)
