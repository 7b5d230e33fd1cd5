"""Results as JSON and as a table that people read."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
LIBRARIES = ("boto3", "chalice", "pynamodb", "pydantic", "aws-lambda-powertools")
ONE_DAY, FURTHER_DAY = 12, 2


@dataclass(frozen=True)
class Line:
    """One promise: what was measured, what it must be."""

    what: str
    found: str
    wanted: str
    holds: bool


def lines(found: dict[str, Any]) -> list[Line]:
    month, expiry, units = found["month"], found["expiry"], found["write_units"]
    return [
        _at_most("POST /v1/bookings, 12 quarters ÷ the same calls by hand", found["booking_12"]["ratio"], 1.5),
        _at_most("POST /v1/bookings, 96 quarters ÷ the same calls by hand", found["booking_96"]["ratio"], 1.5),
        _at_most("GET /v1/bookings/{id} ÷ the same calls by hand", found["reading"]["ratio"], 1.3),
        Line(
            "journals posted a second ÷ the same two items put by hand, 32 at once",
            f"{found['ledger']['ratio']:.2f}",
            "≥ 0.9",
            found["ledger"]["ratio"] >= 0.9,
        ),
        Line(
            "a document of five lines, ms of processor",
            f"{found['document']:.0f}",
            "≤ 60",
            found["document"] <= 60,
        ),
        _at_most("cold import of the API function ÷ its libraries alone", found["imports"]["ratio"], 1.3),
        *[
            Line(
                f"WCU of a booking of {days} day{'s' * (days != '1')}",
                str(cost),
                f"≤ {_budget(days)}",
                cost <= _budget(days),
            )
            for days, cost in units.items()
        ],
        Line(
            "a month of a room",
            f"{month['queries']} query, {month['units']:g} RCU",
            "1 query, ≤ 2 RCU",
            month["queries"] == 1 and month["units"] <= 2,
        ),
        Line(
            "requests expired a second ÷ the same transactions by hand, 16 at once",
            f"{expiry['ratio']:.2f}",
            "≥ 0.8",
            expiry["ratio"] >= 0.8,
        ),
        Line(
            f"requests expired a second ({expiry['requests']} at once)",
            f"{expiry['per_second']:.0f}",
            "≥ 300",
            expiry["per_second"] >= 300,
        ),
    ]


def table(found: dict[str, Any]) -> str:
    rows = [[line.what, line.found, line.wanted, "yes" if line.holds else "NO"] for line in lines(found)]
    return _markdown(["measured", "found", "wanted", "holds"], rows)


def save(found: dict[str, Any]) -> None:
    (DOCS / "bench.json").write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (DOCS / "bench.md").write_text(page(found), encoding="utf-8")


def page(found: dict[str, Any]) -> str:
    """`docs/bench.md`, whose explanations live in `docs/bench-notes.md`."""
    machine = "\n".join(f"* {name}: {value}" for name, value in found["machine"].items())
    per_call = [
        [name, f"{found[key]['ours']:.1f}", f"{found[key]['by_hand']:.1f}", str(found[key]["calls"])]
        for name, key in (
            ("POST /v1/bookings, 12 quarters", "booking_12"),
            ("POST /v1/bookings, 96 quarters", "booking_96"),
            ("GET /v1/bookings/{id}", "reading"),
        )
    ]
    traffic = [[name, f"{rate:.0f}"] for name, rate in found["traffic"]["per_second"].items()]
    shares = [
        _markdown(["whose code", "%"], [[owner, f"{share:.1f}"] for owner, share in by_owner.items() if share >= 0.5])
        for by_owner in found["shares"].values()
    ]
    titled = "\n".join(f"### {name}\n\n{each}\n" for name, each in zip(found["shares"], shares, strict=True))
    cold = found["imports"]
    return f"""# Measured

Written by `make bench`; what explains the figures is in [bench-notes.md](bench-notes.md). Ratios and counts compare
between machines, milliseconds and rates do not: the engine is DynamoDB Local on the same machine.

{table(found)}
## The machine

{machine}

## Milliseconds at the median

{_markdown(["handler", "ours", "by hand", "calls to DynamoDB"], per_call)}
Cold import above a bare interpreter: {cold["ours"]:.0f} ms, its libraries alone {cold["libraries"]:.0f} ms; loaded
early though heavy: {", ".join(cold["heavy"]) or "nothing"}.

## Where the time goes

Own time under the profiler, which makes Python look heavier than it is.

{titled}
## The local product, {found["traffic"]["clients"]} clients

{_markdown(["call", "a second"], traffic)}"""


def machine() -> dict[str, str]:
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "processor": f"{os.cpu_count()} × {_processor()}",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        "load before": ", ".join(f"{load:.1f}" for load in os.getloadavg()),
    }


def _processor() -> str:
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in described.splitlines() if line.startswith("model name")]
    return names[0] if names else "unknown"


def _at_most(what: str, ratio: float, most: float) -> Line:
    return Line(what, f"{ratio:.2f}", f"≤ {most}", ratio <= most)


def _budget(days: str) -> int:
    return ONE_DAY + FURTHER_DAY * (int(days) - 1)


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    written = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(row) + " |\n" for row in written)
