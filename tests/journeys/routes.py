"""Every operation of the OpenAPI document, callable with ids and bodies that make sense for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from localdev import demo
from tests.journeys.client import Client, Json
from tests.journeys.offers import MANDATE, a_room, a_space

A_MORNING: Json = {"start": "2099-03-16T09:00", "end": "2099-03-16T12:00"}

# What an operation wants to read before it looks at whose object it is. Where access comes first, an empty body
# would do; a good one shows what would have happened to an object that is not kept from strangers.
BODIES: dict[str, Json] = {
    "PUT /hosts/{host_id}": {"name": "Prise par autrui", "language": "fr"},
    "POST /hosts/{host_id}/spaces": a_space(a_room()),
    "PUT /hosts/{host_id}/spaces/{space_id}": a_space(a_room()),
    "POST /hosts/{host_id}/spaces/{space_id}/impact": a_space(a_room()),
    "POST /hosts/{host_id}/spaces/{space_id}/images": {"content_type": "image/png"},
    "POST /bookings/{booking_id}/offer-acceptance": {"expected_ttc": 0},
    "POST /hosts/{host_id}/bookings/{booking_id}/decline": {},
    "POST /hosts/{host_id}/bookings/{booking_id}/cancellation": {"refund": True, "reason": "Par autrui."},
    "PUT /hosts/{host_id}/billing-settings": demo.host_settings("2100-01-01"),
    "POST /hosts/{host_id}/billing-settings/logo": {"image": "R0lGODlhAQABAAAAACw="},
    "POST /hosts/{host_id}/mandate": {"version": MANDATE},
    "POST /hosts/{host_id}/team/invitations": {"email": "par-autrui@people.example", "role": "manager"},
    "PUT /hosts/{host_id}/team/{user_id}/role": {"role": "manager"},
    "PUT /me/billing-profile": {"name": "Par autrui"},
    "PUT /operations/billing-settings": demo.platform_settings("2100-01-01"),
    "PUT /operations/hosts/{host_id}/commissions": {"commissions": []},
    "POST /moderation/spaces/{space_id}/refusal": {"reason": "Par autrui."},
    "POST /moderation/spaces/{space_id}/edit/refusal": {"reason": "Par autrui."},
    "POST /hosts/{host_id}/settlements/{month}/contest": {"reason": "Il manque une réservation."},
    "POST /hosts/{host_id}/bookings/{booking_id}/refund": {"reason": "Le chauffage était en panne."},
    "POST /operations/platform-payouts": {"amount": 1},
    "POST /operations/imports": {"file_name": "fiches.csv"},
    "POST /hosts/{host_id}/spaces/{space_id}/blocks/preview": {"rooms": "all", "periods": [A_MORNING]},
    "POST /hosts/{host_id}/spaces/{space_id}/blocks": {"rooms": "all", "periods": [A_MORNING]},
    "POST /hosts/{host_id}/spaces/{space_id}/blocks/cancellation": {
        "blocks": [{"id": "bl_x", "room_id": "rm_x", "start": "2099-03-16T08:00:00+00:00"}]
    },
    "POST /hosts/{host_id}/bookings/{booking_id}/move": A_MORNING,
    "POST /series/{series_id}/cancellation": {"scope": "all"},
    "POST /series/{series_id}/dates": {"start": A_MORNING["start"], "expected_ttc": 0},
    "POST /hosts/{host_id}/bookings/{booking_id}/arrival": {"outcome": "arrived"},
    "POST /hosts/{host_id}/arrivals": {"code": "0000-0000"},
    "POST /hosts/{host_id}/feeds": {"space_id": "sp_x"},
    "POST /hosts/{host_id}/spaces/{space_id}/bookings": {**A_MORNING, "room_id": "rm_x", "guest_name": "Par autrui"},
}

A_DAY = "2027-03-29"

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
        version = 1 if self._versioned else None
        return who.send(self.method, self._address(ids), self._body(), version=version, query=self._query())

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

    def _query(self) -> dict[str, str]:
        """The days without which it looks at nothing."""
        asked = [one for one in self.description["parameters"] if one["in"] == "query" and one.get("required")]
        return {one["name"]: A_DAY for one in asked if one["schema"].get("format") == "date"}

    def _body(self) -> Any:
        return BODIES.get(str(self), {}) if self._has_body else None


def operations(client: Client) -> list[Operation]:
    """Those of the running product, in the order of its document."""
    return [
        Operation(method.upper(), path, description)
        for path, methods in client.contract.paths.items()
        for method, description in methods.items()
    ]
