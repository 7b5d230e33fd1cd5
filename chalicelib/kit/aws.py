"""Clients of AWS, made once per container. `AWS_ENDPOINT_URL*` alone decides where they point."""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient

# Short enough that a lost answer is retried well inside API Gateway's 29 seconds.
CONFIG = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "max_attempts": 3},
    max_pool_connections=64,
)


@cache
def dynamodb() -> "DynamoDBClient":
    return boto3.client("dynamodb", config=CONFIG)


@cache
def sqs() -> "SQSClient":
    return boto3.client("sqs", config=CONFIG)


@cache
def cognito() -> "CognitoIdentityProviderClient":
    return boto3.client("cognito-idp", config=CONFIG)


@cache
def ses() -> "SESV2Client":
    return boto3.client("sesv2", config=CONFIG)


@cache
def s3() -> "S3Client":
    # Links signed for the bucket's own name: for the global one AWS answers a redirect, which breaks the signature.
    return boto3.client("s3", config=CONFIG.merge(Config(s3={"addressing_style": "virtual"})))


@cache
def secrets_manager() -> "SecretsManagerClient":
    return boto3.client("secretsmanager", config=CONFIG)
