#!/usr/bin/env python3
"""Django's command line."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentpool.settings")
    if sys.argv[1:] == ["up"]:  # its children load the apps; loading them here too would only cost seconds
        from talentpool.local.supervisor import main

        sys.exit(main())
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
