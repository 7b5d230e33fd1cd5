"""`python -m localdev.serve`: the whole product on one address of this machine, until Ctrl-C."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from localdev import seed
from localdev.aws.provision import ProvisioningFailed
from localdev.aws.server import LocalAwsFailed
from localdev.front import PortTaken
from localdev.progress import Progress
from localdev.running import Parts, Running
from localdev.state import StateDir, StateInUse
from localdev.stripe_choice import StripeRefused

ROOT = Path(__file__).resolve().parents[1]
PARENT_POLL_SECONDS = 0.5


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    # A double's bookings mean nothing to Stripe, so each has its own data.
    state = "state-stripe-test" if os.environ.get("STRIPE_SECRET_KEY") else "state"
    parser = argparse.ArgumentParser(prog="python -m localdev.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="0 takes any")
    parser.add_argument("--state-dir", type=Path, default=ROOT / ".local" / state)
    parser.add_argument("--fresh", action="store_true", help="empty the data first")
    parser.add_argument("--no-seed", dest="seed", action="store_false", help="without the demo")
    parser.add_argument("--stop-with-parent", action="store_true", help="stop when whoever started this ends")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    options = _arguments(given)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    if options.stop_with_parent:
        _follow_parent(stop)
    state = StateDir(options.state_dir)
    try:
        with state.held(), ExitStack() as stack:
            if options.fresh:
                state.empty()
            running = Parts(stack, state, Progress(), stop.set).start(options.port)
            if options.seed:
                with Progress().step("demo data"):
                    seed.plant(running.gateway, running.mailbox)
            state.announce(url=running.url, pid=os.getpid(), aws_pid=running.aws_pid)
            _welcome(running, seeded=options.seed)
            stop.wait()
            print("\n  Stopping…", flush=True)
    except (StateInUse, PortTaken, StripeRefused, LocalAwsFailed, ProvisioningFailed, seed.NotPlanted) as refusal:
        print(f"\n{refusal}\n", file=sys.stderr)
        return 1
    print("  Stopped; your data are kept.", flush=True)
    return 0


def _follow_parent(stop: threading.Event) -> None:
    """A killed parent cannot tell us: its place is taken by another process."""
    parent = os.getppid()

    def watch() -> None:
        while not stop.wait(PARENT_POLL_SECONDS):
            if os.getppid() != parent:
                stop.set()

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def _welcome(running: Running, *, seeded: bool) -> None:
    lines = [
        "",
        f"  Pupitre   {running.url}",
        f"  Console   {running.url}/_local   mailbox, clock, schedules, queues, Stripe",
        f"  API       {running.url}/api/v1/openapi.json",
        "",
    ]
    if seeded:
        lines.append(f"  Demo logins, all with the password {seed.PASSWORD}")
        lines += [f"    {login.role:<11} {login.email}" for login in seed.LOGINS]
        lines.append("")
    if running.clock.offset_seconds:
        lines.append(f"  The clock is moved: it is {running.clock.now():%Y-%m-%d %H:%M} UTC here.")
    lines.append("  Ctrl-C stops and keeps the data. make run-fresh starts from nothing.")
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    sys.exit(main())
