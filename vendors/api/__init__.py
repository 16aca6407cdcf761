"""Vendor evaluations in the API: the same forms, operations and queries as on the pages."""
