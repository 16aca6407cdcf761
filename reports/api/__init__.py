"""Results, comparisons, reports and files to go on with, in the API."""
