"""How many calls a second the local product answers to eight clients at once."""

import http.client
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from localdev.product import Product

CLIENTS = 8
SECONDS = 8.0


@dataclass(frozen=True)
class Traffic:
    clients: int
    per_second: dict[str, float]
    """By kind of call."""


def traffic(seconds: float = SECONDS) -> Traffic:
    with tempfile.TemporaryDirectory() as folder, Product(Path(folder) / "state", seed=True) as product:
        measured = {
            "search (GET /v1/catalogue/spaces)": _rate(product.url, "/api/v1/catalogue/spaces", seconds),
            "refused by the authorizer (GET /v1/me)": _rate(product.url, "/api/v1/me", seconds),
            "a file of the site (GET /)": _rate(product.url, "/", seconds),
        }
    return Traffic(CLIENTS, measured)


def _rate(url: str, path: str, seconds: float) -> float:
    counts = [0] * CLIENTS
    until = time.monotonic() + seconds

    def ask(client: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        while time.monotonic() < until:
            connection.request("GET", path)
            connection.getresponse().read()
            counts[client] += 1

    threads = [threading.Thread(target=ask, args=(client,)) for client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds
