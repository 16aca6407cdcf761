"""Jobs in the API: whatever takes long answers with one, and is followed here."""
