"""Faults in front of AWS: microburst in a process of its own, its rules, and its log of what it did."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import requests

TIMEOUT = 10
EVERY_FAULT = 2000

Rule = dict[str, Any]


@dataclass(frozen=True)
class Proxy:
    url: str

    def blow(self, rules: list[Rule], *, seed: int) -> None:
        """From now on these rules hold, and only they; the log starts anew."""
        self._ask("POST", "_dice", {"seed": seed})
        self._ask("DELETE", "_microburst/fired")
        self._ask("POST", "_microburst/rules", rules)

    def calm(self) -> None:
        self._ask("POST", "_microburst/rules", [])

    def fired(self) -> Counter[tuple[str, str]]:
        """(operation, what was done to it) -> how often, since the last `blow`."""
        events = self._ask("GET", f"_microburst/fired?limit={EVERY_FAULT}")
        return Counter((event["operation"], event["action"]) for event in events)

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        answer = requests.request(method, f"{self.url}/{path}", json=body, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()
