"""What the races found, kept for the page that tells it: one file of figures for each race, under build/races/."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.races.conflicts import LONGEST_HOLD, SHORTEST_HOLD

FOLDER = Path(__file__).parents[2] / "build" / "races"

RACES = (
    "full_room", "never_full", "whole_room", "overlapping", "given_back", "accept_or_expire",
    "processes", "busy_day", "one_key",
)  # fmt: skip

Figures = dict[str, Any]


def keep(race: str, **figures: Any) -> None:
    """Adds to what is known of a race: its tests tell the guard's figures and each mutant's apart."""
    assert race in RACES, race
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{race}.json"
    known: Figures = json.loads(file.read_text("utf-8")) if file.exists() else {}
    for name, found in figures.items():
        known[name] = known.get(name, {}) | found if isinstance(found, dict) else found
    file.write_text(json.dumps(known, indent=2, sort_keys=True), "utf-8")


def gathered(engine: str) -> Figures:
    """Everything that one run of the suite left behind. Raises FileNotFoundError for a race that was not run."""
    races = {race: json.loads((FOLDER / f"{race}.json").read_text("utf-8")) for race in RACES}
    return {"day": datetime.now(UTC).date().isoformat(), "machine": machine(engine), "races": races}


def machine(engine: str) -> Mapping[str, Any]:
    return {
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "java": _java(),
        "engine": engine,
        "busy_ms": [round(SHORTEST_HOLD * 1000), round(LONGEST_HOLD * 1000)],
    }


def _java() -> str:
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr
    return told.split('"')[1]
