"""Webhooks in the API, for owners of a workspace alone, as their pages are."""
