"""Everything the environment decides. Read once, at first use; secrets are not here but in the secret store."""

import os
from functools import cache

from chalicelib.core.lazy import dataclass


@dataclass(frozen=True)
class Settings:
    stage: str
    table_name: str
    idempotency_table_name: str
    ledger_table_name: str
    archive_bucket: str
    media_bucket: str
    uploads_bucket: str
    site_bucket: str
    user_pool_id: str
    user_pool_client_id: str
    user_pool_issuer: str
    user_pool_jwks_url: str
    public_url: str
    stripe_events_queue_url: str
    mails_queue_url: str
    checks_queue_url: str
    documents_queue_url: str
    payouts_queue_url: str
    search_queue_url: str
    images_queue_url: str
    claims_queue_url: str
    waiting_queue_url: str
    stripe_events_dead_letters_url: str
    mails_dead_letters_url: str
    checks_dead_letters_url: str
    documents_dead_letters_url: str
    payouts_dead_letters_url: str
    search_dead_letters_url: str
    images_dead_letters_url: str
    claims_dead_letters_url: str
    waiting_dead_letters_url: str
    secret_name: str
    origin_secret_name: str
    stripe_api_base: str
    mail_from: str
    operator_email: str
    edge_hops: int


@cache
def settings() -> Settings:
    """A missing variable is an empty string: Chalice imports the code to package it, with none of them set."""
    read = os.environ.get
    return Settings(
        stage=read("STAGE", ""),
        table_name=read("TABLE_NAME", ""),
        idempotency_table_name=read("IDEMPOTENCY_TABLE_NAME", ""),
        ledger_table_name=read("LEDGER_TABLE_NAME", ""),
        archive_bucket=read("ARCHIVE_BUCKET", ""),
        media_bucket=read("MEDIA_BUCKET", ""),
        uploads_bucket=read("UPLOADS_BUCKET", ""),
        site_bucket=read("SITE_BUCKET", ""),
        user_pool_id=read("USER_POOL_ID", ""),
        user_pool_client_id=read("USER_POOL_CLIENT_ID", ""),
        user_pool_issuer=read("USER_POOL_ISSUER", ""),
        user_pool_jwks_url=read("USER_POOL_JWKS_URL", ""),
        public_url=read("PUBLIC_URL", "").rstrip("/"),
        stripe_events_queue_url=read("STRIPE_EVENTS_QUEUE_URL", ""),
        mails_queue_url=read("MAILS_QUEUE_URL", ""),
        checks_queue_url=read("CHECKS_QUEUE_URL", ""),
        documents_queue_url=read("DOCUMENTS_QUEUE_URL", ""),
        payouts_queue_url=read("PAYOUTS_QUEUE_URL", ""),
        search_queue_url=read("SEARCH_QUEUE_URL", ""),
        images_queue_url=read("IMAGES_QUEUE_URL", ""),
        claims_queue_url=read("CLAIMS_QUEUE_URL", ""),
        waiting_queue_url=read("WAITING_QUEUE_URL", ""),
        stripe_events_dead_letters_url=read("STRIPE_EVENTS_DEAD_LETTERS_URL", ""),
        mails_dead_letters_url=read("MAILS_DEAD_LETTERS_URL", ""),
        checks_dead_letters_url=read("CHECKS_DEAD_LETTERS_URL", ""),
        documents_dead_letters_url=read("DOCUMENTS_DEAD_LETTERS_URL", ""),
        payouts_dead_letters_url=read("PAYOUTS_DEAD_LETTERS_URL", ""),
        search_dead_letters_url=read("SEARCH_DEAD_LETTERS_URL", ""),
        images_dead_letters_url=read("IMAGES_DEAD_LETTERS_URL", ""),
        claims_dead_letters_url=read("CLAIMS_DEAD_LETTERS_URL", ""),
        waiting_dead_letters_url=read("WAITING_DEAD_LETTERS_URL", ""),
        secret_name=read("SECRET_NAME", ""),
        origin_secret_name=read("ORIGIN_SECRET_NAME", ""),
        stripe_api_base=read("STRIPE_API_BASE", "https://api.stripe.com"),
        mail_from=read("MAIL_FROM", ""),
        operator_email=read("OPERATOR_EMAIL", ""),
        edge_hops=int(read("EDGE_HOPS", "0")),
    )
