"""Logs: one line an event, with the request's id and without personal data.

Everything, our own events and those of Django, Celery and libraries, goes through the
same processors; what people wrote, who they are and secrets in paths are replaced.
"""

import logging.config
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[…]"
# Keys whose values are words or identities; ids, verbs and codes may stay.
PRIVATE_KEYS = re.compile(
    r"mail|address|recipient|name$|title|subject|(^|_)text|body|note|message$|password|"
    r"secret|token|cookie|authorization|csrf|session|phone|^ip$|remote_addr|params|args",
    re.IGNORECASE,
)
PRIVATE_PATTERNS = (
    # PostgreSQL repeats the row in the detail of an error.
    (
        re.compile(
            r"(DETAIL|CONTEXT|STATEMENT):.*?(?=\n\n(?:The above|During)|\Z)", re.DOTALL
        ),
        rf"\1: {HIDDEN}",
    ),
    # An at sign in an address of the web is "%40", or "%2540" if quoted twice.
    # Bounded: a long path without one would take seconds.
    (re.compile(r"[\w.+%'-]{1,64}(@|%(25)*40)\[?[\w-]+(\.[\w-]+)*"), HIDDEN),
    # Signed links and pick-up codes are long parts of a path, with digits in them.
    (re.compile(r"(?<=[/=])(?=[\w:-]*\d)[\w:-]{24,}(?!\.py)\b"), HIDDEN),
    (re.compile(r"\?[^\s\"'?]*=[^\s\"']*"), f"?{HIDDEN}"),
    # Telephone numbers: German ones begin with 0 or +49.
    (re.compile(r"(?<![\w.:+-])(\+|0)\d[\d /()-]{5,}\d(?![\w.:])"), HIDDEN),
)
# Celery tells of each sweep thrice, aiosmtpd of each address.
TALKATIVE = (
    "celery.app.trace",
    "celery.beat",
    "celery.worker.strategy",
    "mail.log",
)
KEPT_KEYS = frozenset({"timestamp", "level", "logger", "request_id", "exc_type"})


def redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Replace private values, by key and by looks, at every depth."""
    for key, value in event.items():
        if key not in KEPT_KEYS and not key.startswith("_"):
            event[key] = HIDDEN if PRIVATE_KEYS.search(key) else without_private(value)
    return event


def without_private(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, replacement in PRIVATE_PATTERNS:
            value = pattern.sub(replacement, value)
        return value
    if isinstance(value, dict):
        return {
            key: HIDDEN if PRIVATE_KEYS.search(str(key)) else without_private(entry)
            for key, entry in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [without_private(entry) for entry in value]
    return value if isinstance(value, (int, float, type(None))) else HIDDEN


def processors() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]


def configure(level: str, log_format: str) -> None:
    """Send all logs to standard error, as JSON or as lines to read."""
    renderer: Processor = structlog.dev.ConsoleRenderer(colors=False)
    if log_format == "json":
        renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[
            *processors(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": processors(),
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            renderer,
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"ours": formatter},
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "ours"}
            },
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {name: {"level": "WARNING"} for name in TALKATIVE},
        }
    )
