"""What `make package` leaves, made anew only when something that it is made of has changed."""

import fcntl
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.compose import Template

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "package"
MADE_OF = ("app.py", "chalicelib", "infra", "requirements.txt", "localdev/requirements.txt", ".chalice/config.json")
LEFT_OUT = (".pyc", ".md")
# The suite's own variables would be imported into the package.
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass(frozen=True)
class Artefact:
    folder: Path

    @property
    def archive(self) -> Path:
        return self.folder / "deployment.zip"

    def template(self) -> Template:
        told: Template = json.loads((self.folder / "sam.json").read_text(encoding="utf-8"))
        return told


def packaged() -> Artefact:
    """Minutes when something changed, nothing otherwise."""
    made = CACHE / _fingerprint()
    with _alone():
        if not made.exists():
            part = CACHE / "part"
            shutil.rmtree(part, ignore_errors=True)
            _package(part)
            _forget_others()
            part.rename(made)
    return Artefact(made)


def _package(out: Path) -> None:
    command = [sys.executable, "-m", "infra.package", "--stage", "prod", "--out", str(out)]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def _fingerprint() -> str:
    digest = hashlib.sha256(platform.python_version().encode())
    for name in MADE_OF:
        for file in _files(ROOT / name):
            digest.update(f"\0{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and file.suffix not in LEFT_OUT)


def _forget_others() -> None:
    """Each holds more than 40 MB."""
    for folder in CACHE.iterdir():
        if folder.is_dir() and folder.name != "part":
            shutil.rmtree(folder)


@contextmanager
def _alone() -> Iterator[None]:
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
