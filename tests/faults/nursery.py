"""What victims are forked from: a process that has read the project and done nothing yet (see victims.py)."""

import os
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentpool.settings")
django.setup()
for _jobs in ("tasks.dispatch.jobs", "tasks.attendance.jobs", "talentpool.messaging.jobs"):
    import_module(_jobs)
