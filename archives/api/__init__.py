"""Taking a workspace along, in the API."""
