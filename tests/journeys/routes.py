"""Every operation of the OpenAPI document, callable with ids and bodies that make sense for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from localdev import demo
from tests.journeys.client import Client, Json
from tests.journeys.offers import MANDATE, a_room, a_space

# What an operation wants to read before it looks at whose object it is. Where access comes first, an empty body
# would do; a good one shows what would have happened to an object that is not kept from strangers.
BODIES: dict[str, Json] = {
    "PUT /hosts/{host_id}": {"name": "Prise par autrui", "language": "fr"},
    "POST /hosts/{host_id}/spaces": a_space(a_room()),
    "PUT /hosts/{host_id}/spaces/{space_id}": a_space(a_room()),
    "POST /hosts/{host_id}/bookings/{booking_id}/decline": {},
    "POST /hosts/{host_id}/bookings/{booking_id}/cancellation": {"refund": True, "reason": "Par autrui."},
    "PUT /hosts/{host_id}/billing-settings": demo.host_settings("2100-01-01"),
    "POST /hosts/{host_id}/billing-settings/logo": {"image": "R0lGODlhAQABAAAAACw="},
    "POST /hosts/{host_id}/mandate": {"version": MANDATE},
    "PUT /me/billing-profile": {"name": "Par autrui"},
    "PUT /operations/billing-settings": demo.platform_settings("2100-01-01"),
    "PUT /operations/hosts/{host_id}/commissions": {"commissions": []},
    "POST /moderation/spaces/{space_id}/refusal": {"reason": "Par autrui."},
}

Ids = Mapping[str, str]


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    description: Json

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def access(self) -> str:
        return str(self.description["x-access"])

    @property
    def ids(self) -> list[str]:
        return [parameter["name"] for parameter in self.description["parameters"] if parameter["in"] == "path"]

    def call(self, who: Client, ids: Ids) -> requests.Response:
        """With all that it asks for: if nothing keeps the caller out, it has its effect."""
        return who.send(self.method, self._address(ids), self._body(), version=1 if self._versioned else None)

    def knock(self, who: Client, ids: Ids) -> requests.Response:
        """Without the key, version and body that an effect needs: tells who is let in, and changes nothing."""
        return who.send(self.method, self._address(ids), key="", content=b"null" if self._has_body else None)

    def _address(self, ids: Ids) -> str:
        missing = [name for name in self.ids if name not in ids]
        assert not missing, f"{self} has path parameters without a sample: add {missing} to `ids` of the test"
        return self.path.format(**ids)

    @property
    def _has_body(self) -> bool:
        return "requestBody" in self.description

    @property
    def _versioned(self) -> bool:
        return any(parameter["name"] == "If-Match" for parameter in self.description["parameters"])

    def _body(self) -> Any:
        return BODIES.get(str(self), {}) if self._has_body else None


def operations(client: Client) -> list[Operation]:
    """Those of the running product, in the order of its document."""
    return [
        Operation(method.upper(), path, description)
        for path, methods in client.contract.paths.items()
        for method, description in methods.items()
    ]
