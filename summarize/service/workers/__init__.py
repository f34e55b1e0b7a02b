"""The worker processes that summarize for the service."""
