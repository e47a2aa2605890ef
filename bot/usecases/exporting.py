"""Having a workbook built in a process of its own: light enough for the bot, which goes on answering meanwhile."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import orjson

from bot.domain.exporting import ExportOutcome, ExportProgress, ExportRequest
from bot.domain.traces import trace_in

JOB = "bot.usecases.export_job"
LAST_WORDS = 1 << 16  # bytes of standard error that are looked at when the process has failed

OnProgress = Callable[[ExportProgress], None]


async def export_monitoring(request: ExportRequest, on_progress: OnProgress) -> ExportOutcome:
    """Build the workbook and wait for it. Cancelling ends the process; its unfinished files go with it."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", JOB, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    try:
        outcome, said = await asyncio.gather(_converse(process, request, on_progress), _last_words(process))
    finally:
        await _end(process)
    return outcome or ExportOutcome("failed", cause=trace_in(said) or f"exit {process.returncode}")


async def _converse(process: Process, request: ExportRequest, on_progress: OnProgress) -> ExportOutcome | None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(orjson.dumps(asdict(request)))
    process.stdin.write_eof()
    async for line in process.stdout:
        message: dict[str, Any] = orjson.loads(line)
        if "code" in message:
            return ExportOutcome(**message)
        on_progress(ExportProgress(**message))
    return None


async def _last_words(process: Process) -> str:
    """Return the end of what the process printed as errors. Read to its end: a full pipe would stop the process."""
    assert process.stderr is not None
    said = b""
    while part := await process.stderr.read(LAST_WORDS):
        said = (said + part)[-LAST_WORDS:]
    return said.decode("utf-8", "replace")


async def _end(process: Process) -> None:
    """SIGTERM lets the process remove what it has begun; a deaf one is killed."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.terminate()
    try:
        await asyncio.wait_for(process.wait(), timeout=10)
    except TimeoutError:
        process.kill()
        await process.wait()
