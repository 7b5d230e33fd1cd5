"""Structured logs and metrics. Never log bodies, tokens, e-mails or names."""

from aws_lambda_powertools import Logger, Metrics

NAMESPACE = "Pupitre"

# The environment names the deployment (POWERTOOLS_SERVICE_NAME), and so keeps the metrics of stages apart.
# A traceback once is enough: told a second time, frame by frame, it doubles the cost of the log.
logger = Logger(serialize_stacktrace=False)
metrics = Metrics(namespace=NAMESPACE)
