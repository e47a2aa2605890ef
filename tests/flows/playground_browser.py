"""Headless Chromium driven through its DevTools protocol: enough to read, type and press."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import aiohttp

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--lang=ru")


class Tab:
    """One page; expressions are JavaScript and may be promises."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._events: set[str] = set()
        self.problems: list[str] = []

    async def command(self, method: str, **parameters: object) -> dict[str, Any]:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            message = await self._receive()
            if message.get("id") == number:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    async def open(self, url: str) -> None:
        """Go to a page and wait until it has loaded."""
        self._events.clear()
        await self.command("Page.navigate", url=url)
        while "Page.loadEventFired" not in self._events:
            await self._receive()

    async def _receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads((await self._socket.receive(timeout=30)).data)
        self._events.add(message.get("method", ""))
        if message.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
            self.problems.append(json.dumps(message["params"], ensure_ascii=False))
        return message

    async def run(self, expression: str) -> Any:
        """The value of an expression."""
        done = await self.command(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    async def until(self, condition: str) -> Any:
        """Wait until an expression is true; looked at again whenever the page changes or loads."""
        return await self.run(
            f"""new Promise((found, lost) => {{
              const look = () => {{ const value = {condition}; if (value) {{ watch.disconnect(); found(value); }} }};
              const watch = new MutationObserver(look);
              watch.observe(document, {{ subtree: true, childList: true, attributes: true, characterData: true }});
              document.addEventListener('load', look, true);
              setTimeout(() => lost(new Error("in vain: " + {json.dumps(condition)})), 8000);
              look();
            }})"""
        )

    async def press(self, selector: str, text: str = "") -> None:
        """Click the visible element that contains the text."""
        find = f"""[...document.querySelectorAll({json.dumps(selector)})].reverse().find((each) =>
          each.offsetParent && each.textContent.includes({json.dumps(text)}))"""
        await self.until(find + " && true")
        await self.run(f"{find}.click()")

    async def type(self, text: str) -> None:
        """Type into what has the focus."""
        await self.command("Input.insertText", text=text)

    async def key(self, name: str, code: int) -> None:
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if name == "Enter" and kind == "keyDown" else {}
            await self.command(
                "Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code, **text
            )

    async def size(self, width: int, height: int, *, dark: bool = False) -> None:
        await self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=False
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.command("Emulation.setEmulatedMedia", features=[scheme])


@asynccontextmanager
async def browser(url: str) -> AsyncIterator[Tab]:
    """A fresh Chromium with one tab on `url`."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = (*_FLAGS, *_QUIET, f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank")
        process = await asyncio.create_subprocess_exec(
            str(CHROMIUM), *flags, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        try:
            async with aiohttp.ClientSession() as session:
                async with session.get(f"{await _endpoint(process)}/json") as response:
                    pages = [page for page in await response.json() if page["type"] == "page"]
                address = pages[0]["webSocketDebuggerUrl"]
                async with session.ws_connect(address, max_msg_size=0) as socket:
                    tab = Tab(socket)
                    for domain in ("Page", "Runtime", "Log"):
                        await tab.command(f"{domain}.enable")
                    await tab.size(1180, 800)
                    await tab.open(url)
                    yield tab
        finally:
            process.kill()
            await process.communicate()


async def _endpoint(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    async for line in process.stderr:
        if b"DevTools listening on ws://" in line:
            return "http://" + line.decode().split("ws://")[1].split("/")[0]
    raise AssertionError("Chromium has not started")
