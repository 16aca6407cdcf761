"""Evidence in the API: what shows that answers are true, its versions and its files."""
