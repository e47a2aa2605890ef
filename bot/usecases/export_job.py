"""The export process: a request on standard input, progress and the outcome on standard output, a JSON line each.

Run by `bot.usecases.exporting` and never imported by the bot, for it loads what writes workbooks.
"""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from bot.domain.exporting import ExportOutcome, ExportProgress, ExportRequest
from bot.domain.people import YoungDefinition
from bot.domain.traces import trace_of
from bot.usecases.monitoring import write_monitoring
from exports.scratch import scratch

Report = Callable[[ExportProgress | ExportOutcome], None]


async def export(request: ExportRequest, report: Report) -> ExportOutcome:
    """Build the workbook beside its destination and move it there whole; nothing stays behind on failure."""
    out = Path(request.out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with scratch(".export-", out.parent) as folder:
            draft = folder / "workbook.xlsx"
            outcome = await write_monitoring(request, draft, report)
            size = draft.stat().st_size
            if request.largest is not None and size > request.largest:
                return ExportOutcome("too_large", size, outcome.submissions, outcome.cut_texts)
            if request.names is not None:
                draft.chmod(0o600)  # before the file is seen under its name
            draft.replace(out)
            return ExportOutcome("ready", size, outcome.submissions, outcome.cut_texts)
    except sqlite3.Error as error:
        return ExportOutcome("database", cause=trace_of(error))
    except OSError as error:
        return ExportOutcome("disk", cause=trace_of(error))
    except Exception as error:  # the last door: the parent must hear of it; the message may quote an answer
        return ExportOutcome("failed", cause=trace_of(error))


def main() -> None:
    """Serve one request; SIGTERM ends it as an error would, so that the unfinished files are removed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    document: dict[str, Any] = orjson.loads(sys.stdin.buffer.read())
    young = YoungDefinition(**document["young"]) if document["young"] else None
    request = ExportRequest(**{**document, "scope": tuple(document["scope"]), "young": young})

    def report(message: ExportProgress | ExportOutcome) -> None:
        with suppress(BrokenPipeError):  # nobody listens any more: the parent will end us
            sys.stdout.buffer.write(orjson.dumps(asdict(message)) + b"\n")
            sys.stdout.buffer.flush()

    report(asyncio.run(export(request, report)))


if __name__ == "__main__":
    main()
