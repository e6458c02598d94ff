"""What the product writes to its log: one JSON line an event, at ``LOG_LEVEL`` and above.

A traceback is written without the values of its variables: they are people's names and numbers.
"""

import logging
import sys
from typing import Any

import structlog


def settings_of(level: str) -> dict[str, Any]:
    """``level``: "INFO", "WARNING", ...; from INFO on every request is told, below it only what went wrong.

    Sets up structlog, and returns Django's ``LOGGING`` for everything that does not speak through it.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    root = {"handlers": ["console"], "level": level}
    handlers = {"console": {"class": "logging.StreamHandler"}}
    return {"version": 1, "disable_existing_loggers": False, "handlers": handlers, "root": root}
