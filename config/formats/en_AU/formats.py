"""Australian times: Django's own has 2 p.m. without minutes, and noon."""

TIME_FORMAT = "g:i a"
DATETIME_FORMAT = "j M Y, g:i a"
SHORT_DATETIME_FORMAT = "d/m/Y g:i a"
