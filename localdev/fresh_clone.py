"""`python3 -m localdev.fresh_clone [--only run|test]`: do both commands of the README work for somebody new?

HEAD is cloned into an empty folder with an empty home beside it, so that no cache of this machine helps. There
`make run` must serve the site and the API, let a demo login in, stop at Ctrl-C without leaving anything behind, and
start again with its data; then `make test` must pass with nothing skipped. Standard library only: it runs before
there is any environment.
"""

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from localdev.progress import Progress

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = "127.0.0.1"
READY = "Ctrl-C stops"
SET_UP_SECONDS = 30 * 60.0
START_SECONDS = 120.0
STOP_SECONDS = 60.0
POLL_SECONDS = 0.2
LOG_LINES = 40
# What an outer make, an active environment or a chosen stage would otherwise tell the clone.
NOT_PASSED_ON = re.compile(
    r"MAKE\w*|MFLAGS|VIRTUAL_ENV.*|PYTHON(HOME|PATH|DONTWRITEBYTECODE)|npm_(?!config_).*|AWS_.*|STRIPE_.*|PORT|CI|GIT_.*"
)


class NotForEverybody(RuntimeError):
    """A step that a newcomer would fail at; the message says why."""


class Visit:
    """One newcomer: an empty folder, an empty home, and how long each step took."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.home = folder / "home"
        self.home.mkdir()
        self.environment = environment(self.home)
        self.port = free_ports()
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.times: dict[str, float] = {}
        self._progress = Progress()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        with self._progress.step(name):
            yield
        self.times[name] = time.monotonic() - started


def environment(home: Path) -> dict[str, str]:
    """Ours, but for the home and its caches. Where packages come from is a setting of the machine: it stays."""
    kept = {name: value for name, value in os.environ.items() if not NOT_PASSED_ON.fullmatch(name)}
    settings = {
        "PIP_CONFIG_FILE": os.environ.get("PIP_CONFIG_FILE") or _pip_settings(),
        "NPM_CONFIG_USERCONFIG": _told(["npm", "config", "get", "userconfig"]).strip(),
    }
    bare = {
        "HOME": home,
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "PIP_CACHE_DIR": home / ".cache" / "pip",
        "NPM_CONFIG_CACHE": home / ".npm",
        "PLAYWRIGHT_BROWSERS_PATH": home / ".cache" / "browsers",
    }
    found = {name: value for name, value in settings.items() if value and Path(value).exists()}
    without = {name: value for name, value in kept.items() if name.upper() not in {*bare, *found}}
    return {**without, **found, **{name: str(place) for name, place in bare.items()}, "PATH": _path()}


def _path() -> str:
    """Without the environment that somebody may have activated."""
    active = os.environ.get("VIRTUAL_ENV")
    return os.pathsep.join(
        place for place in os.environ["PATH"].split(os.pathsep) if not active or not place.startswith(active)
    )


def _pip_settings() -> str:
    """The file of this user, which pip looks for below the home; those of the machine it finds anyway."""
    told = _told([sys.executable, "-m", "pip", "config", "debug"])
    _, _, own = told.partition("\nuser:")
    files = re.findall(r"^  (.+), exists: True$", own, re.MULTILINE)
    return files[-1] if files else ""


def _told(command: Sequence[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout
    except OSError:
        return ""


def free_ports() -> int:
    """A port with two free ones behind it, where the local AWS and the Stripe double will be."""
    while True:
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port = int(probe.getsockname()[1])
        if port < 65_000 and not any(is_open(port + step) for step in (1, 2)):
            return port


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def clone(visit: Visit) -> None:
    if _told(["git", "status", "--porcelain"]):
        print("  What is not committed is not part of this.", flush=True)
    with visit.step("clone"):
        command = ["git", "clone", "--quiet", ROOT.as_uri(), str(visit.project)]
        subprocess.run(command, check=True, env=visit.environment)


class Running:
    """`make run`, as somebody at a terminal has it."""

    def __init__(self, visit: Visit, log: Path) -> None:
        self._log = log
        with log.open("wb") as output:
            self._make = subprocess.Popen(
                ["make", "run", f"PORT={visit.port}"],
                cwd=visit.project,
                env=visit.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # A group of its own, as a terminal gives it: Ctrl-C goes to all of it and not to us.
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def until(self, what: str, look: Callable[[], bool], seconds: float) -> None:
        """Raises NotForEverybody."""
        deadline = time.monotonic() + seconds
        while not look():
            if self._make.poll() is not None or time.monotonic() > deadline:
                raise NotForEverybody(f"make run: no {what}.\n\n{tail(self.said)}")
            time.sleep(POLL_SECONDS)

    def ctrl_c(self) -> None:
        """Raises NotForEverybody."""
        os.killpg(self._make.pid, signal.SIGINT)
        try:
            self._make.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            raise NotForEverybody(f"Ctrl-C did not stop it.\n\n{tail(self.said)}") from None

    def kill(self) -> None:
        """Only what is still there after a failure. Its children leave with it."""
        if self._make.poll() is None:
            os.killpg(self._make.pid, signal.SIGKILL)
            self._make.wait()


def tail(text: str) -> str:
    return "\n".join(text.splitlines()[-LOG_LINES:])


def fetch(url: str, body: Mapping[str, str] | None = None, token: str = "") -> bytes:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers)  # noqa: S310  our own address
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        told: bytes = answer.read()
    return told


def first_run(visit: Visit) -> None:
    with started(visit, "first") as running:
        with visit.step("set-up"):
            running.until("set-up", (visit.project / ".local").exists, SET_UP_SECONDS)
        with visit.step("first page"):
            greet(visit, running)
        check_logins(visit, running)
    check_nothing_left(visit)


def restart(visit: Visit) -> None:
    with started(visit, "second") as running:
        with visit.step("restart"):
            greet(visit, running)
        check_logins(visit, running)
    check_nothing_left(visit)


@contextmanager
def started(visit: Visit, name: str) -> Iterator[Running]:
    running = Running(visit, visit.home / f"{name}-run.log")
    try:
        yield running
        with visit.step(f"stop of the {name} run"):
            running.ctrl_c()
    finally:
        running.kill()


def greet(visit: Visit, running: Running) -> None:
    """Until it says that it is ready; then the site and the API must answer."""
    running.until("welcome", lambda: READY in running.said, START_SECONDS)
    page, document = fetch(visit.url), json.loads(fetch(f"{visit.url}/api/v1/openapi.json"))
    if b"<html" not in page or not document["paths"]:
        raise NotForEverybody(f"{visit.url} shows no site or no API:\n{page[:500]!r}")


def check_logins(visit: Visit, running: Running) -> None:
    """Signs in with what it printed, as its reader would."""
    password = re.search(r"with the password (\S+)", running.said)
    emails = re.findall(r"^ +\w+ +(\S+@\S+)$", running.said, re.MULTILINE)
    if not password or not emails:
        raise NotForEverybody(f"make run prints no logins.\n\n{tail(running.said)}")
    for email in emails:
        session = fetch(f"{visit.url}/api/v1/auth/sign-in", {"email": email, "password": password[1]})
        me: Any = json.loads(fetch(f"{visit.url}/api/v1/me", token=json.loads(session)["access_token"]))
        if me["email"] != email:
            raise NotForEverybody(f"{email} signs in as {me['email']}.")


def check_nothing_left(visit: Visit) -> None:
    """No process and no open port. Raises NotForEverybody."""
    remembered = json.loads((visit.project / ".local" / "state" / "ports.json").read_text(encoding="utf-8"))
    ports = [port for port in (visit.port, *remembered.values()) if is_open(port)]
    if left := processes(visit.project):
        raise NotForEverybody(f"Processes are left behind: {left}")
    if ports:
        raise NotForEverybody(f"Ports are still open: {ports}")


def processes(folder: Path) -> list[str]:
    """Those that work in `folder` or were started from it."""
    if not Path("/proc/self/cwd").exists():
        return [line for line in _told(["ps", "-axo", "pid=,command="]).splitlines() if str(folder) in line]
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(folder):
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                found.append(f"{process.name} {words}")
        except OSError:
            # Gone meanwhile, or somebody else's.
            continue
    return found


def tests(visit: Visit) -> None:
    """Raises NotForEverybody. What they say is shown as it comes: it takes a while."""
    started = time.monotonic()
    told = subprocess.run(
        ["make", "test"], cwd=visit.project, env={**visit.environment, "CI": "true"}, check=False
    ).returncode
    visit.times["tests"] = time.monotonic() - started
    if told:
        raise NotForEverybody(f"make test ended with {told}.")
    if left := processes(visit.project):
        raise NotForEverybody(f"Processes are left behind: {left}")


def show(times: Mapping[str, float]) -> None:
    print()
    for name, seconds in times.items():
        print(f"  {name:<24} {seconds:8.1f} s")
    print(f"  {'together':<24} {sum(times.values()):8.1f} s\n", flush=True)


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m localdev.fresh_clone", description="The README, from nothing.")
    parser.add_argument("--only", choices=("run", "test"), help="one of the two commands")
    only = parser.parse_args(given).only
    folder = Path(tempfile.mkdtemp(prefix="pupitre-fresh-")).resolve()
    visit = Visit(folder)
    steps = [clone, *([first_run, restart] if only != "test" else []), *([tests] if only != "run" else [])]
    try:
        for step in steps:
            step(visit)
    except (NotForEverybody, subprocess.CalledProcessError, OSError, ValueError) as problem:
        show(visit.times)
        print(f"{problem}\n\nEverything is kept in {folder}.", file=sys.stderr)
        return 1
    show(visit.times)
    shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
