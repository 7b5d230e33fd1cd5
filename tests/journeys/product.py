"""The whole local product in a process of its own, and its console as tests use it."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import requests

from localdev.aws.provision import provision
from localdev.running import STAGE
from tests.journeys.till import Till
from tests.journeys.waiting import until

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 30.0
# The suite's own variables name another stage: the product gets none of them.
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHONDONTWRITEBYTECODE")

Mail = dict[str, Any]


class Product:
    """Lives in `folder`, on any free port the first time and on the same one afterwards."""

    def __init__(self, folder: Path) -> None:
        self._state = folder / "state"
        self._log = folder / "product.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._console = requests.Session()
        self.url = ""

    def start(self) -> "Product":
        command = [sys.executable, "-m", "localdev.serve", "--port", str(self._port), "--no-seed"]
        command += ["--state-dir", str(self._state), "--stop-with-parent"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.url = until("the product serving", self._announced, seconds=START_SECONDS)
        self._port = int(self.url.rsplit(":", 1)[1])
        self._console = requests.Session()
        return self

    def stop(self) -> None:
        """As Ctrl-C does."""
        self._end(signal.SIGINT)

    def kill(self, *, with_its_aws: bool = False) -> None:
        """kill -9. Without its parent the local AWS still saves; `with_its_aws` takes even that away."""
        for child in self._children() if with_its_aws else []:
            os.kill(child, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def wait_until_saved(self) -> None:
        """Until the local AWS wrote a change made now to its disk. Call it twice, a change in between: what was
        there before the first is then surely in the second."""
        since = time.time()
        folder = self._state / "aws"
        until("a save", lambda: any(file.stat().st_mtime > since for file in folder.glob("*.json")))

    def now(self) -> datetime:
        return datetime.fromisoformat(self.state()["clock"]["now"])

    def state(self) -> dict[str, Any]:
        return cast(dict[str, Any], self._look("/state"))

    def till(self) -> Till:
        return Till(self.state()["stage"]["Stripe"])

    def advance(self, by: timedelta) -> datetime:
        """Moves the clock and does what became due. Returns the new time."""
        return self._moved({"advance_seconds": int(by.total_seconds())})

    def move_to(self, instant: datetime) -> datetime:
        return self._moved({"to": instant.isoformat()})

    def run_schedule(self, name: str) -> dict[str, Any]:
        run = cast(dict[str, Any], self._act(f"/schedules/{name}", {}))
        assert not run["failure"], run
        return run

    def mails(self, to: str) -> list[Mail]:
        """Newest first."""
        return cast(list[Mail], self._look("/mails", to=to))

    def wait_for_mail(self, to: str, subject: str, text: str = "", *, copies: int = 1) -> Mail:
        """The newest mail to `to` whose subject and text hold these words, once there are `copies` of them."""

        def arrived() -> Mail | None:
            found = [mail for mail in self.mails(to) if subject in mail["subject"] and text in mail["text"]]
            return found[0] if len(found) >= copies else None

        return until(f"a mail « {subject} » to {to}", arrived)

    def settle(self) -> None:
        """Waits until no queue holds anything."""
        until("empty queues", lambda: not any(self.state()["queues"].values()))

    def bootstrap(self, email: str, *roles: str) -> None:
        """Names staff with the command that an operator runs after the first deployment."""
        endpoint = self.state()["stage"]["AWS local"]
        environment = {**_environment(), **provision(STAGE, endpoint, public_url=self.url)}
        command = [sys.executable, "-m", "chalicelib.identity.bootstrap", "--email", email]
        command += [part for role in roles for part in ("--role", role)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=60)

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def _announced(self) -> str | None:
        assert self._process is not None
        assert self._process.poll() is None, f"the product did not start:\n{self.log()}"
        try:
            told = json.loads((self._state / "serving.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        # A killed product leaves its announcement behind.
        return str(told["url"]) if told["pid"] == self._process.pid else None

    def _children(self) -> list[int]:
        assert self._process is not None
        stats = [stat.read_text(encoding="utf-8", errors="replace") for stat in Path("/proc").glob("[0-9]*/stat")]
        # pid (name) state parent …: the name may hold spaces.
        parents = {int(stat.split(" ", 1)[0]): int(stat.rsplit(")", 1)[1].split()[1]) for stat in stats}
        return [pid for pid, parent in parents.items() if parent == self._process.pid]

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(STOP_SECONDS)
        self._process = None

    def _moved(self, order: dict[str, Any]) -> datetime:
        told = cast(dict[str, Any], self._act("/clock", order))
        failures = [run for run in told["schedules"] if run["failure"]]
        assert not failures, failures
        return datetime.fromisoformat(told["now"])

    def _look(self, path: str, **query: str) -> Any:
        answer = self._console.get(f"{self.url}/_local{path}", params=query, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def _act(self, path: str, order: dict[str, Any]) -> Any:
        answer = self._console.post(f"{self.url}/_local{path}", json=order, timeout=120)
        assert answer.status_code == 200, answer.text
        return answer.json()


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}
