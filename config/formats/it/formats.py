"""Italian dates without the weekday, and without a nought before the day. core.local makes the months small."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y H:i"
