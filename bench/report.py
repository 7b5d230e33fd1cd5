"""Results as JSON and as a table that people read."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import closing

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
            "journals posted a second ÷ the same items put by hand, 32 at once",
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
            f"RCU of a page's candidates among the {found['search']['rooms']} rooms of a city",
            f"{found['search']['first_page']['units']:g}",
            "≤ 20",
            found["search"]["first_page"]["units"] <= 20,
        ),
        Line(
            "ms of processor for them",
            f"{found['search']['first_page']['cpu']:.1f}",
            "≤ 10",
            found["search"]["first_page"]["cpu"] <= 10,
        ),
        _at_most("processor time of finding all free rooms ÷ asking their counters", found["search"]["ratio"], 0.1),
        _at_most(
            f"memory of importing {found['listings']['rows']} listings ÷ of importing {found['listings']['few']}",
            found["listings"]["ratio"],
            1.5,
        ),
        Line(
            "WCU of an imported listing, ten of an owner",
            f"{found['listings']['write_units']:.1f}",
            "≤ 16",
            found["listings"]["write_units"] <= 16,
        ),
        Line(
            "items of listings written by importing the same file again",
            str(found["listings"]["written_again"]),
            "0",
            found["listings"]["written_again"] == 0,
        ),
        Line(
            f"RCU of billing a host's month of {found['closing']['bookings']} bookings, its payables",
            f"{found['closing']['payables_read']:g}",
            "≤ 9",
            found["closing"]["payables_read"] <= 9,
        ),
        Line(
            "WCU of billing it",
            str(found["closing"]["write_units"]),
            "≤ 22",
            found["closing"]["write_units"] <= 22,
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
    written = sorted(found["closing"]["written"].items(), key=lambda one: -one[1])
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

## The search

{_search(found["search"])}
## An import of listings

{_listings(found["listings"])}
## The month-end run

{_closing(found["closing"])}
{_markdown(["items of a host's month", "WCU"], [[name, str(units)] for name, units in written])}
## Where the time goes

Own time under the profiler, which makes Python look heavier than it is.

{titled}
## The local product, {found["traffic"]["clients"]} clients

{_markdown(["call", "a second"], traffic)}"""


def _search(found: dict[str, Any]) -> str:
    sides = {
        "asking each room's counters": "one_by_one",
        "the projection, all of them": "projection",
        "the projection, candidates of a page": "first_page",
        "the whole answer: page, prices, exact look": "handler",
    }
    rows = [
        [name, str(found[key]["calls"]), f"{found[key]['units']:g}", f"{found[key]['cpu']:.1f}"]
        for name, key in sides.items()
    ]
    return (
        f"{found['rooms']} rooms of one city, {found['booked']} of them booked that day in {found['stored']} bytes "
        f"of bits; {found['free']} are free for four people from ten to noon, by both ways.\n\n"
        + _markdown(["which rooms are free", "calls", "RCU", "ms of processor"], rows)
    )


def _listings(one: dict[str, Any]) -> str:
    return (
        f"{one['rows']} listings of {one['owners']} owners by one worker: {one['per_second']:.0f} a second, and "
        f"at most {one['peak'] / 1e6:.1f} MB of Python's memory; {one['few']} listings take "
        f"{one['peak_of_few'] / 1e6:.1f} MB, and {one['untraced']:.0f} come a second while nobody counts bytes.\n"
        f"{one['write_units']:.1f} WCU a listing, with its share of its owner's items and of the letter to him.\n"
    )


def _closing(one: dict[str, Any]) -> str:
    """Prices and concurrency are assumptions, and are named as such."""
    seconds, at_once = one["seconds"], closing.AT_ONCE
    minutes = closing.EVERYBODY * seconds / at_once / 60
    units = one["read_units"] * closing.READ_PRICE + one["write_units"] * closing.WRITE_PRICE
    price = closing.EVERYBODY * units / 1e6
    return (
        f"{one['hosts']} hosts of {one['bookings']} bookings each, one after the other: {seconds:.3f} s a host, "
        f"{one['read_units']:g} RCU and {one['write_units']} WCU.\n"
        f"For {closing.EVERYBODY} hosts, if {at_once} functions work at once as fast as this: "
        f"{minutes:.0f} minutes, and {price:.2f} USD of DynamoDB.\n"
        f"Assumed: {closing.PRICED}: {closing.READ_PRICE} read, strongly, and {closing.WRITE_PRICE} written.\n"
    )


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
