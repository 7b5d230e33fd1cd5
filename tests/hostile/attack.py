"""How schemathesis is told to attack one operation as one person."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis.generation.case import Case
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test
from schemathesis.generation.meta import TestPhase
from schemathesis.generation.overrides import for_operation

from chalicelib.kit.http import Route
from tests.hostile.routes import ANONYMOUS, gets_furthest
from tests.hostile.siege import Siege

AnyCase = Case[Any]
DEEP, SHALLOW = 10, 3
"""Examples drawn for whoever gets furthest with an operation, and for everybody else."""
REFUSALS = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "428", "429"]
NASTY = [
    "\x00", "a\x00b", "\u202egnp.exe", "\u200f\u2066", "\ufeff", "\U0001d11e", "e\u0301" * 9, "\r\nBcc: x@y.example",
    "{{7*7}}{%%}", "${x}", "%s%n", "' OR 1=1 --", "<img src=x onerror=alert(1)>", "../../etc/passwd", "#", "~", "/",
    "١٢٣", "NaN", "-0", "1e999", "null", "undefined", "\u00a0", "\u2028", "\ud7ff\ue000\ufffd\uffff",
]  # fmt: skip


READ_AT = {
    "/hosts/{host_id}/team/{user_id}/role": "/hosts/{host_id}/team",
    "/hosts/{host_id}/bookings/{booking_id}/move": "/hosts/{host_id}/bookings/{booking_id}",
    "/hosts/{host_id}/spaces/{space_id}/edit": "/hosts/{host_id}/spaces/{space_id}",
    **{
        f"/moderation/spaces/{{space_id}}/{decision}": "/moderation/spaces/{space_id}"
        for decision in ("publication", "refusal", "edit/approval", "edit/refusal")
    },
}
"""Where the version is that a call demands, if not at its own address."""


@dataclass
class Attack:
    """Whoever gets furthest also sends the boundaries of every field, each field left out and each wrong verb."""

    siege: Siege
    route: Route
    who: str
    statuses: Counter[int] = field(default_factory=Counter)
    _version: str = ""

    @property
    def deep(self) -> bool:
        return self.who == gets_furthest(self.route)

    def run(self) -> None:
        """Raises what schemathesis found, with a call that shows it."""
        schema = schemathesis.openapi.from_dict(self.siege.document, config=self._config())
        operation = schema.find_operation_by_id(self.route.view.__name__)
        config = HypothesisTestConfig(
            project=schema.config,
            modes=list(HypothesisTestMode) if self.deep else [HypothesisTestMode.FUZZING],
            settings=schema.config.get_hypothesis_settings(operation=operation, phase="fuzzing"),
            override=for_operation(schema.config, operation=operation),
        )
        create_test(operation=operation, test_func=self._send, config=config)()

    def _send(self, case: AnyCase) -> None:
        headers = self.siege.headers(self.who)
        if self.deep and case.meta and case.meta.generation.mode.is_positive:
            self._let_through(case, headers, boundary=case.meta.phase.name is TestPhase.COVERAGE)
        answer = case.call_and_validate(
            base_url=self.siege.base, session=self.siege.http, headers=headers, timeout=30
        )
        self._version = answer.headers.get("etag", [""])[0]
        self.statuses[answer.status_code] += 1

    def _let_through(self, case: AnyCase, headers: dict[str, str], *, boundary: bool) -> None:
        """What the document allows must not end at a key that was used or at a version that is old. Boundaries of a
        shape are sent where it creates: no need to write each of them again where it edits."""
        if self.route.needs_key and boundary:
            case.headers["Idempotency-Key"] = f"boundary-{self.statuses.total()}"
        if self.route.versioned and not boundary:
            self._version = self._version or self._read_version(headers)
            case.headers["If-Match"] = self._version

    def _read_version(self, headers: dict[str, str]) -> str:
        """Of the thing that the call edits: most have their GET at the same address."""
        path = READ_AT.get(self.route.path, self.route.path)
        address = self.siege.base + path.format(**self.siege.parameters(self.route))
        return self.siege.http.get(address, headers=headers, timeout=30).headers["ETag"]

    def _config(self) -> schemathesis.Config:
        wishes = {name: {"values": values} for name, values in self.siege.wishes.items()}
        return schemathesis.Config.from_dict(
            {
                "generation": {
                    "deterministic": True,
                    "database": "none",
                    "no-shrink": True,
                    "max-examples": DEEP if self.deep else SHALLOW,
                    "dictionaries": {"string": {"dictionary": "nasty", "probability": 0.15}},
                    # As somebody else, the question is who is let in; as nobody, whether a made-up session is.
                    "with-security-parameters": self.who == ANONYMOUS,
                },
                "suppress-health-check": ["all"],
                "checks": self._checks(),
                "dictionaries": {**wishes, "nasty": {"values": NASTY}},
                "parameters": self._parameters(),
            }
        )

    def _checks(self) -> dict[str, Any]:
        rejected = {"expected-statuses": REFUSALS}
        return {
            # A shape cannot tell that the end follows the start, nor that a room exists.
            "positive_data_acceptance": {"enabled": False},
            # Only nobody's own calls tell whether a session is demanded; the others would ask twice more each time.
            "ignored_auth": {"enabled": self.who == ANONYMOUS},
            "negative_data_rejection": rejected,
            "missing_required_header": rejected,
        }

    def _parameters(self) -> dict[str, Any]:
        real: dict[str, Any] = {f"path.{name}": value for name, value in self.siege.parameters(self.route).items()}
        for name in self.siege.wishes:
            for place in ("query", "body"):
                real[f"{place}.{name}"] = {"dictionary": name, "probability": 0.6}
        return real
