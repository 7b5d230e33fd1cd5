"""Plumbing that knows AWS and HTTP but no domain: calls, access, unit of work, outbox, inbox, settings."""
