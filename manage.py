#!/usr/bin/env python
"""Django's command line for Rungs. `./rungs` makes the environment first and then runs this."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.argv[0] = "rungs"  # what its help calls it
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line

        try:
            execute_from_command_line(sys.argv)
        except ImproperlyConfigured as fault:  # by whoever set it: no traceback helps them
            sys.stderr.write(f"{fault}\n")
            sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(130)
