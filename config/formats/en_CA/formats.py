"""Canadian English: in Django's own, thousands have spaces, as in French, and full hours no minutes."""

TIME_FORMAT = "g:i a"
DATETIME_FORMAT = "j M Y, g:i a"
SHORT_DATETIME_FORMAT = "Y-m-d g:i a"
THOUSAND_SEPARATOR = ","
