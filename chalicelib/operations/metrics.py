"""Metrics with dimensions of their own, beside `service`, which names the deployment (POWERTOOLS_SERVICE_NAME)."""

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import AmazonCloudWatchEMFProvider

from chalicelib.kit.observability import NAMESPACE


def count(name: str, value: int, **dimensions: str) -> None:
    """Told at once: a worker that fails later does not lose it, one that repeats a step tells it again."""
    metric = AmazonCloudWatchEMFProvider(namespace=NAMESPACE)
    for dimension, of in dimensions.items():
        metric.add_dimension(name=dimension, value=of)
    metric.add_metric(name=name, unit=MetricUnit.Count, value=value)
    metric.flush_metrics()
