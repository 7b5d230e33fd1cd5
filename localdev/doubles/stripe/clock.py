"""The double's time: real time plus an offset that the control page moves and the store remembers."""

import sqlite3
import time

from localdev.doubles.stripe.store import read_setting, write_setting

_OFFSET = "clock_offset_seconds"


def offset_seconds(connection: sqlite3.Connection) -> int:
    return int(read_setting(connection, _OFFSET, "0"))


def set_offset(connection: sqlite3.Connection, seconds: int) -> None:
    write_setting(connection, _OFFSET, str(seconds))


def current_time(connection: sqlite3.Connection) -> int:
    return int(time.time()) + offset_seconds(connection)
