"""The routes under attack are those of the app, so that a new one is attacked from the day it appears."""

import pytest

import app
from chalicelib.kit.http import Route

ANONYMOUS, COWORKER, HOST, STAFF = PEOPLE = ("anonymous", "coworker", "host", "staff")
FURTHEST = {"public": ANONYMOUS, "signed_in": COWORKER, "invited": COWORKER}
"""Who gets furthest with a route of this access. Anything else is for staff, who hold every role there is."""

ROUTES = [route for api in app.APIS for route in api.routes]


def title(route: Route) -> str:
    return f"{route.method} {route.path}"


def gets_furthest(route: Route) -> str:
    # The market's host owns its organisation: no member of it gets further.
    return HOST if route.access.name.startswith("host") else FURTHEST.get(route.access.name, STAFF)


each_route = pytest.mark.parametrize("route", ROUTES, ids=title)
each_with_body = pytest.mark.parametrize("route", [route for route in ROUTES if route.body], ids=title)
each_with_query = pytest.mark.parametrize("route", [route for route in ROUTES if route.query], ids=title)
each_with_parameters = pytest.mark.parametrize("route", [route for route in ROUTES if "{" in route.path], ids=title)
