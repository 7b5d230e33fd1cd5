"""`python -m bench`: every benchmark, a table, and with `--save` docs/bench.json and docs/bench.md."""

import argparse
import sys
from dataclasses import asdict
from typing import Any

from bench import (
    clockwork,
    closing,
    documents,
    ground,
    handlers,
    imports,
    ledger,
    listings,
    reads,
    report,
    search,
    shares,
    traffic,
    writes,
)


def measure(quick: bool) -> dict[str, Any]:
    """In an order that leaves the machine to each."""
    rounds = 40 if quick else handlers.ROUNDS
    found: dict[str, Any] = {"machine": report.machine()}
    with ground.engine():
        # First: the clock deals with whatever else is due.
        _tell("expiry")
        found["expiry"] = _ratio(clockwork.expiry(300 if quick else clockwork.REQUESTS))
        _tell("handlers")
        found["booking_12"] = _ratio(handlers.booking(handlers.THREE_HOURS, rounds))
        found["booking_96"] = _ratio(handlers.booking(ground.A_DAY, rounds))
        found["reading"] = _ratio(handlers.reading(rounds))
        _tell("the ledger")
        found["ledger"] = _ratio(ledger.posting(3 if quick else ledger.ROUNDS))
        found["shares"] = _shares()
        _tell("costs")
        found["write_units"] = {str(days): units for days, units in writes.write_units().items()}
        found["month"] = asdict(reads.month())
        _tell("the search")
        found["search"] = _ratio(search.searching(60 if quick else search.SPACES))
        _tell("an import of listings")
        found["listings"] = _ratio(listings.listings(listings.FEW if quick else listings.ROWS))
        _tell("the month-end run")
        found["closing"] = asdict(closing.closing(20 if quick else closing.HOSTS))
    _tell("documents")
    found["document"] = documents.rendering(10 if quick else documents.ROUNDS)
    _tell("imports")
    cold = imports.imports(5 if quick else imports.ROUNDS)
    found["imports"] = asdict(cold) | {"ratio": cold.ratio}
    _tell("the local product")
    found["traffic"] = asdict(traffic.traffic(3 if quick else traffic.SECONDS))
    return found


def _ratio(found: Any) -> dict[str, float]:
    return asdict(found) | {"ratio": found.ratio}


def _shares() -> dict[str, dict[str, float]]:
    space = ground.a_place()
    made = ground.call("POST", "/v1/bookings", ground.booking_body(space, 0, handlers.THREE_HOURS))
    return {
        "POST /v1/bookings": shares.shares(
            lambda n: ground.call("POST", "/v1/bookings", ground.booking_body(space, n, ground.A_DAY)), first=1
        ),
        "GET /v1/bookings/{booking_id}": shares.shares(
            lambda _: ground.call("GET", "/v1/bookings/{booking_id}", booking_id=made["id"])
        ),
        "a journal": shares.shares(ledger.post_one),
    }


def _tell(what: str) -> None:
    print(f"  measuring {what}…", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: is anything far off?")
    parser.add_argument("--save", action="store_true", help="write docs/bench.json and docs/bench.md")
    options = parser.parse_args()
    found = measure(options.quick)
    print(report.table(found))
    if options.save:
        report.save(found)
    return 0 if all(line.holds for line in report.lines(found)) else 1


if __name__ == "__main__":
    sys.exit(main())
