"""The folder that a local product lives in, and the rule that only one lives there at a time."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any


class StateInUse(RuntimeError):
    """Another product holds the folder."""


class StateDir:
    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.aws = self.folder / "aws"
        self.stripe = self.folder / "stripe.sqlite3"
        self.clock = self.folder / "clock.json"
        self.logs = self.folder / "logs"
        self._lock = self.folder / "lock"
        self._ports = self.folder / "ports.json"
        self._serving = self.folder / "serving.json"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Raises StateInUse. A killed holder lets go by dying."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as held:
                where = _read(self._serving).get("url", "another start")
                raise StateInUse(f"Pupitre already runs from {self.folder} ({where}).") from held
            self._serving.unlink(missing_ok=True)
            yield
            self._serving.unlink(missing_ok=True)

    def empty(self) -> None:
        """Only while held: the lock itself stays."""
        for each in self.folder.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            elif each != self._lock:
                each.unlink()

    def port(self, name: str) -> int:
        """The port used last time, which links handed out then still name; 0 when there was none."""
        return int(_read(self._ports).get(name, 0))

    def remember_ports(self, **ports: int) -> None:
        _write(self._ports, ports)

    def announce(self, **facts: Any) -> None:
        """Tells whoever started us that we are ready."""
        _write(self._serving, facts)

    def announced(self) -> dict[str, Any]:
        return _read(self._serving)

    def log(self, name: str) -> IO[str]:
        """A log of this life; that of the one before stays beside it."""
        self.logs.mkdir(exist_ok=True)
        file = self.logs / f"{name}.log"
        if file.exists():
            file.replace(file.with_suffix(".log.1"))
        return file.open("a", encoding="utf-8", buffering=1)


def _read(file: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return told


def _write(file: Path, value: dict[str, Any]) -> None:
    part = file.with_suffix(".part")
    part.write_text(json.dumps(value), encoding="utf-8")
    part.replace(file)
