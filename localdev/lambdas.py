"""Calls the functions of app.py the way Lambda does: a plain event and a context that knows its deadline."""

from typing import Any

from chalice.app import Chalice, DynamoDBEventConfig, ScheduledEventConfig, SQSEventConfig
from chalice.local import LambdaContext

from infra.functions import FUNCTIONS

_SIZES = {function.name: (function.memory, function.timeout) for function in FUNCTIONS}


def context_of(name: str) -> LambdaContext:
    """With the deadline of the deployed function: code that stores it must not store another one here."""
    full_name = name.replace("_", "-")
    memory, timeout = _SIZES[full_name]
    return LambdaContext(f"pupitre-local-{full_name}", memory, max_runtime_ms=timeout * 1000)


def batch_of(name: str) -> int:
    """The most messages that the deployed function is called with at a time."""
    [function] = [function for function in FUNCTIONS if function.name == name.replace("_", "-")]
    [source] = function.event.values()
    size: int = source["Properties"]["BatchSize"]
    return size


class Lambdas:
    """The functions that something other than HTTP calls, and what calls them."""

    def __init__(self, app: Chalice) -> None:
        self._handlers = app.handler_map
        sources = app.event_sources
        self.queues = {source.name: str(source.queue) for source in sources if isinstance(source, SQSEventConfig)}
        self.streams = [source.name for source in sources if isinstance(source, DynamoDBEventConfig)]
        self.schedules = {
            source.name: str(source.schedule_expression)
            for source in sources
            if isinstance(source, ScheduledEventConfig)
        }

    def invoke(self, name: str, event: dict[str, Any]) -> Any:
        return self._handlers[name](event, context_of(name))
