"""The one secret of a stage, kept in Secrets Manager as JSON and read again every few minutes."""

import json
import time
from dataclasses import field

from chalicelib.core.lazy import dataclass, made
from chalicelib.kit.aws import secrets_manager
from chalicelib.kit.settings import settings

KEEP_SECONDS = 300.0


class SecretMissing(RuntimeError):
    """An empty secret verifies against an empty key, which anyone can forge: refuse to go on."""


@dataclass(frozen=True)
class Secrets:
    stripe_secret_key: str = field(repr=False)
    stripe_webhook_secret: str = field(repr=False)
    signing_key: str = field(repr=False)


_kept: tuple[float, Secrets] | None = None


def secrets() -> Secrets:
    """Raises SecretMissing when the store has no value for one of the fields."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEEP_SECONDS:
        _kept = (time.monotonic(), _read())
    return _kept[1]


def forget() -> None:
    global _kept
    _kept = None


def _read() -> Secrets:
    value = json.loads(secrets_manager().get_secret_value(SecretId=settings().secret_name)["SecretString"])
    missing = [name for name in made(Secrets).__dataclass_fields__ if not value.get(name)]
    if missing:
        raise SecretMissing(f"{settings().secret_name} lacks {', '.join(missing)}")
    return Secrets(**{name: value[name] for name in Secrets.__dataclass_fields__})
