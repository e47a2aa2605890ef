"""Logs as JSON lines: ids and counts. What looks like a token is blotted out in the last step, for every library."""

import logging
import re
import sys
from typing import TextIO

import structlog

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Formats a line, then removes tokens from it: also from tracebacks and from other libraries' messages."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without tokens."""
        return TOKEN.sub("<token>", super().format(record))


def set_up_logs(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send structlog and the standard library's logging through one redacting handler."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        RedactingFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for noisy in ("aiogram.event", "aiohttp.access", "apscheduler", "asyncio", "aiosqlite"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
