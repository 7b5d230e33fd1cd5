"""Starts and stops the local AWS."""

import os
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-ministack" / "bin" / "python"
START_SECONDS = 30.0
LEAVE_SECONDS = 12.0
LOG_LINES = 20


class LocalAwsFailed(Exception):
    """The local AWS did not start; the message says what it wrote."""


@dataclass(frozen=True)
class LocalAws:
    endpoint: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self, timeout: float = LEAVE_SECONDS) -> None:
        """Let it save, then leave."""
        self.process.terminate()
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()


def start(
    state_dir: Path,
    port: int,
    *,
    custom_message_url: str | None = None,
    python: Path = PYTHON,
    save_every: float = 2.0,
) -> LocalAws:
    """Serve `state_dir` on 127.0.0.1:`port` until `stop()`, or until this process ends in whatever way."""
    if not python.exists():
        raise LocalAwsFailed(f"ministack's own environment is missing: {python}")
    _wait_until_free(port)
    state_dir.mkdir(parents=True, exist_ok=True)
    log = state_dir / "ministack.log"
    command = [str(python), "-m", "localdev.aws.emulator", "--state-dir", str(state_dir.resolve())]
    command += ["--port", str(port), "--save-every", str(save_every)]
    if custom_message_url is not None:
        command += ["--custom-message-url", custom_message_url]
    with log.open("wb") as output:
        process = _spawn(command, output)
    aws = LocalAws(f"http://127.0.0.1:{port}", process, log)
    _wait_until_healthy(aws)
    return aws


def _spawn(command: list[str], output: IO[bytes]) -> subprocess.Popen[bytes]:
    # AWS_* of the caller would point ministack's own clients elsewhere.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        # The child leaves when this pipe closes, so that a killed parent leaves no orphan behind.
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        # Ctrl-C goes to the group; the server must be able to finish its calls before its AWS disappears.
        start_new_session=True,
    )


def _wait_until_free(port: int) -> None:
    deadline = time.monotonic() + LEAVE_SECONDS
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return
        if time.monotonic() > deadline:
            raise LocalAwsFailed(f"port {port} is in use by another program")
        time.sleep(0.1)


def _wait_until_healthy(aws: LocalAws) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if aws.process.poll() is not None:
            raise LocalAwsFailed(f"it exited with {aws.process.returncode}:\n{_tail(aws.log)}")
        try:
            with urllib.request.urlopen(f"{aws.endpoint}/_ministack/health", timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.05)
    aws.process.kill()
    raise LocalAwsFailed(f"no answer within {START_SECONDS:.0f} s:\n{_tail(aws.log)}")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:])
