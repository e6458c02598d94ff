"""What the product writes to its log: one JSON line an event, at ``LOG_LEVEL`` and above.

A traceback is written without the values of its variables: they are people's names and numbers.
"""

import logging
import sys

import structlog


def configure(level: str) -> None:
    """``level``: "INFO", "WARNING", ...; from INFO on every request is told, below it only what went wrong."""
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
