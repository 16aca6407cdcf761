"""The WSGI entry for application servers."""

import os

from django.core.wsgi import get_wsgi_application

from config.character_sets import only_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = only_utf8(get_wsgi_application())

if os.environ.get("RUN_MAIN") == "true":
    # Django's development server, in the process that it starts anew at each change. `serve` starts jobs by itself.
    from jobs import inprocess

    inprocess.start()
