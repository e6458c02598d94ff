"""The project package, and the life of an agent.

Imports the Celery application, or the web process would send to a broker that is not there.
"""

from talentpool.celery import app as celery_app

__all__ = ["celery_app"]
