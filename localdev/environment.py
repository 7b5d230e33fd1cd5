"""The environment of the process, made to point at this machine only."""

import logging
import os
import warnings
from collections.abc import Mapping
from contextlib import suppress
from typing import IO

from chalicelib.kit.observability import logger as application
from localdev.mishaps import Mishaps

NO_FILE = os.devnull
LOOPBACK = "127.0.0.1,localhost"


def isolate() -> None:
    """A forgotten profile or endpoint must never make the local product reach a real account."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(AWS_CONFIG_FILE=NO_FILE, AWS_SHARED_CREDENTIALS_FILE=NO_FILE)
    # They would be printed for CloudWatch to collect, with a warning when there are none.
    os.environ["POWERTOOLS_METRICS_DISABLED"] = "true"
    warnings.filterwarnings("ignore", "No application metrics to publish")
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), LOOPBACK)))


def apply(variables: Mapping[str, str]) -> None:
    """Before app.py and what it imports: stores name their table while they are imported."""
    os.environ.update(variables)


class _Terse(logging.Formatter):
    """One line on the terminal; the console and the log have the rest."""

    def format(self, record: logging.LogRecord) -> str:
        return f"  ! {record.getMessage()} (see /_local/errors)"


def log_to(own: IO[str], mishaps: Mishaps) -> None:
    """Our own log: all of it in a file, what went wrong on the terminal and on the console."""
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.ERROR)
    terminal.setFormatter(_Terse())
    file = logging.StreamHandler(own)
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("localdev")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for handler in (terminal, file, mishaps):
        logger.addHandler(handler)


def redirect_application_log(to: IO[str], mishaps: Mishaps) -> None:
    """The application writes JSON to the terminal, as CloudWatch wants it; nobody here does."""
    # By the name that it has: the environment gives it one, and may come too late for that.
    logger = logging.getLogger(application.name)
    for handler in logger.handlers:
        with suppress(AttributeError):
            handler.setStream(to)  # type: ignore[attr-defined]
    logger.addHandler(mishaps)
