"""`python -m localdev.doubles.stripe`: the double as a process of its own."""

import argparse
import logging
import signal
import sys
import threading
from pathlib import Path

from localdev.doubles.stripe.double import (
    DEFAULT_CONNECT_WEBHOOK_SECRET,
    DEFAULT_THIN_WEBHOOK_SECRET,
    DEFAULT_WEBHOOK_SECRET,
    RefusedToStart,
    StripeDouble,
)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m localdev.doubles.stripe", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="port on 127.0.0.1")
    parser.add_argument("--state-file", type=Path, required=True, help="SQLite file; created when missing")
    parser.add_argument("--webhook-url", help="where events are posted; without it they are only recorded")
    parser.add_argument("--webhook-secret", default=DEFAULT_WEBHOOK_SECRET, help="secret that signs them")
    parser.add_argument("--connect-webhook-url", help="where events of connected accounts are posted")
    parser.add_argument("--connect-webhook-secret", default=DEFAULT_CONNECT_WEBHOOK_SECRET, help="their secret")
    parser.add_argument("--thin-webhook-url", help="where thin events (v2) are posted")
    parser.add_argument("--thin-webhook-secret", default=DEFAULT_THIN_WEBHOOK_SECRET, help="their secret")
    parser.add_argument("--merchant-name", default="Pupitre", help="name shown on the hosted page")
    return parser.parse_args()


def main() -> int:
    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, format="stripe double: %(message)s")
    try:
        double = StripeDouble(
            port=arguments.port,
            state_file=arguments.state_file,
            webhook_url=arguments.webhook_url,
            webhook_secret=arguments.webhook_secret,
            connect_webhook_url=arguments.connect_webhook_url,
            connect_webhook_secret=arguments.connect_webhook_secret,
            thin_webhook_url=arguments.thin_webhook_url,
            thin_webhook_secret=arguments.thin_webhook_secret,
            merchant_name=arguments.merchant_name,
        )
    except RefusedToStart as refusal:
        print(refusal, file=sys.stderr)
        return 2
    asked_to_stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: asked_to_stop.set())
    with double:
        logging.info("listening on %s (control page: %s/_double)", double.url, double.url)
        asked_to_stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
