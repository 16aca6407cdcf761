"""Packs in the API: what is assessed against, for programs to read. Installing one is left to who runs Rungs."""
