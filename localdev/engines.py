"""What this machine must have beyond Python packages: Node to build, Java and Chromium to test.

Standard library only: it is asked before there is any environment.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

LEAST_NODE = (20, 19)
LEAST_JAVA = 17
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


class Missing(RuntimeError):
    """Says what to install."""


def need_node() -> None:
    """Raises Missing."""
    version = _version(["node", "--version"])
    if version < LEAST_NODE or shutil.which("npm") is None:
        raise Missing("Node.js 20.19 or newer with npm is needed: https://nodejs.org")


def need_java() -> None:
    """For DynamoDB Local. Raises Missing."""
    if _version(["java", "-version"]) < (LEAST_JAVA,):
        _install("default-jre-headless")
    if _version(["java", "-version"]) < (LEAST_JAVA,):
        raise Missing("Java 17 or newer is missing: the races need it to run Amazon's own engine.")


def need_chromium() -> Path:
    """For the browser journeys. Raises Missing."""
    found = chromium()
    if found is None:
        _install("chromium")
        found = chromium()
    if found is None:
        raise Missing("Chromium is missing: the browser journeys need it (apt-get install chromium).")
    return found


def chromium() -> Path | None:
    """CHROMIUM names another one than Debian's."""
    named = os.environ.get("CHROMIUM")
    places = (named,) if named else BROWSERS
    found = next(filter(None, map(shutil.which, places)), None)
    return Path(found) if found else None


def _version(command: list[str]) -> tuple[int, ...]:
    """(0,) when there is none."""
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return (0,)
    found = re.search(r"(\d+)\.(\d+)", told.stdout + told.stderr)
    return tuple(map(int, found.groups())) if found else (0,)


def _install(package: str) -> None:
    """With Debian's packages where we may; elsewhere the caller says what is missing."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    print(f"  Installing {package} with apt-get", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", package]):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
