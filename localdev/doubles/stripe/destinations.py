"""The three addresses events go to, each with a secret of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Destination(StrEnum):
    """`platform`: snapshots of our own account; `connect`: of connected accounts; `thin`: events of v2."""

    PLATFORM = "platform"
    CONNECT = "connect"
    THIN = "thin"


@dataclass(frozen=True)
class Receiver:
    url: str
    secret: str


def destination_of(event: Mapping[str, Any]) -> Destination:
    if event["object"] == "v2.core.event":
        return Destination.THIN
    return Destination.CONNECT if "account" in event else Destination.PLATFORM
