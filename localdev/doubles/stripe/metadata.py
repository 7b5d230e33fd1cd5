"""Metadata: a small hash that callers merge into, one key at a time."""

from collections.abc import Mapping
from typing import Any

from localdev.doubles.stripe.errors import invalid_request

_MAX_KEYS = 50
_MAX_KEY_LENGTH = 40
_MAX_VALUE_LENGTH = 500


def merged_metadata(current: Mapping[str, str], params: Mapping[str, Any]) -> dict[str, str]:
    """An empty value removes its key; an empty `metadata` removes them all."""
    given = params.get("metadata", {})
    if given == "":
        return {}
    merged = {key: value for key, value in {**current, **given}.items() if value != ""}
    if len(merged) > _MAX_KEYS:
        raise invalid_request(f"Metadata can hold {_MAX_KEYS} keys at most.", param="metadata")
    for key, value in merged.items():
        if len(key) > _MAX_KEY_LENGTH or len(value) > _MAX_VALUE_LENGTH:
            raise invalid_request(
                f"A metadata key takes {_MAX_KEY_LENGTH} characters and a value {_MAX_VALUE_LENGTH}.",
                param=f"metadata[{key}]",
            )
    return merged
