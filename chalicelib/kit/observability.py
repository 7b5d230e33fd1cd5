"""Structured logs and metrics. Never log bodies, tokens, e-mails or names."""

from aws_lambda_powertools import Logger, Metrics

logger = Logger(service="pupitre")
metrics = Metrics(namespace="Pupitre", service="pupitre")
