"""Numbers as Swiss offices write them, 1’234.5: Django's own are those of Germany with spaces."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = "’"
