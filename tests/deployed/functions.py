"""Functions of the tests' own beside the deployed ones."""

import io
import zipfile
from typing import Any

from tests.deployed.deployment import PREFIX, Deployment

LOOKS_AROUND = """
import importlib.util

def look(names, context):
    return [name for name in names if importlib.util.find_spec(name)]
"""


def looking_around(deployment: Deployment) -> str:
    """A function whose package holds nothing but itself: says which of the modules named to it there are."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("probe.py", LOOKS_AROUND)
    return _created(deployment, "looks-around", {"ZipFile": packed.getvalue()}, "probe.look", like="signed-in")


def in_the_role_of(deployment: Deployment, other: str, *, name: str) -> str:
    """The deployed function `name` once more, with what `other` may do."""
    handler = deployment.configuration(name)["Handler"]
    return _created(deployment, f"{name}-as-{other}", deployment.code, handler, like=name, role=other)


def _created(
    deployment: Deployment, name: str, code: dict[str, Any], handler: str, *, like: str, role: str = ""
) -> str:
    model = deployment.configuration(like)
    deployment.functions.create_function(
        FunctionName=f"{PREFIX}-{name}",
        Code=code,
        Handler=handler,
        Runtime=model["Runtime"],
        Timeout=model["Timeout"],
        Role=deployment.configuration(role or like)["Role"],
        Environment={"Variables": model["Environment"]["Variables"]},
    )
    return name
