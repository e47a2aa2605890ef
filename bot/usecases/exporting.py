"""Having a workbook built in a process of its own: light enough for the bot, which goes on answering meanwhile."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import orjson

from bot.domain.exporting import ExportOutcome, ExportProgress, ExportRequest

JOB = "bot.usecases.export_job"

OnProgress = Callable[[ExportProgress], None]


async def export_monitoring(request: ExportRequest, on_progress: OnProgress) -> ExportOutcome:
    """Build the workbook and wait for it. Cancelling ends the process; its unfinished files go with it."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", JOB, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    try:
        return await _converse(process, request, on_progress)
    finally:
        await _end(process)


async def _converse(process: Process, request: ExportRequest, on_progress: OnProgress) -> ExportOutcome:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(orjson.dumps(asdict(request)))
    process.stdin.write_eof()
    async for line in process.stdout:
        message: dict[str, Any] = orjson.loads(line)
        if "code" in message:
            return ExportOutcome(**message)
        on_progress(ExportProgress(**message))
    return ExportOutcome("failed")


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
