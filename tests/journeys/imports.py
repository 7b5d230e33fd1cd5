"""Importing listings as an operator's page does."""

from collections.abc import Iterable

import requests

from tests.journeys.client import Json
from tests.journeys.people import Person
from tests.journeys.waiting import until
from tests.make.claims import a_file, a_row


def rows_of(email: str, *references: str, **cells: str) -> bytes:
    return a_file([a_row(reference, owner_email=email, **cells) for reference in references])


def imported(operator: Person, raw: bytes) -> Json:
    """When it is over."""
    begun = operator.api.post("/operations/imports", {"file_name": "fiches.csv"})
    file = {"file": ("fiches.csv", raw, "text/csv")}
    posted = requests.post(begun["url"], data=begun["fields"], files=file, timeout=30)
    assert posted.status_code in {200, 201, 204}, posted.text
    path = f"/operations/imports/{begun['import_id']}"

    def over() -> Json | None:
        found: Json = operator.api.get(path)
        return found if found["state"] in {"done", "refused"} else None

    ended: Json = until("the import", over)
    return ended


def known(operator: Person, references: Iterable[str], email: str) -> dict[str, str]:
    """Ids of an import and of the owner to whom it brought something, by their names in paths."""
    done = imported(operator, rows_of(email, *references))
    [owner] = operator.api.get(f"/operations/imports/{done['id']}/owners")["items"]
    return {"import_id": done["id"], "claimant_id": owner["id"]}
