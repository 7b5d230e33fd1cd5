"""Links that work once: opening one gives a visit, which the browser may then reload."""

from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id


def make(unit: UnitOfWork, kind: str, path: str, shown: Json, *, account_id: str, expires_at: int) -> str:
    """The URL. `shown` is the answer of the API that carries it."""
    token = new_id("", 40)
    url = f"{unit.configuration.base_url}{path}/{token}"
    kept = {"account": account_id, "expires_at": expires_at, "used": False}
    unit.put({**shown, "id": token, "object": kind, "url": url}, kept)
    return url


def open_once(unit: UnitOfWork, kind: str, token: str) -> tuple[Json | None, str | None]:
    """The link (None: there never was one) and the id of a new visit (None: used before, or too late)."""
    link = unit.find(token)
    if link is None or link["object"] != kind:
        return None, None
    kept = unit.private(token)
    if kept["used"] or unit.now >= kept["expires_at"]:
        return link, None
    unit.put(link, {**kept, "used": True})
    visit = {"id": new_id("", 40), "object": f"{kind}.visit", "account": kept["account"], "link": token}
    unit.put(visit)
    return link, str(visit["id"])
