"""`python -m playground`: the local Telegram as a process of its own, steered over `/control/…`."""

import argparse
import asyncio
import json
import signal
import sys

from playground.playground import TOKEN, Playground
from playground.throttle import Throttle


async def serve(arguments: argparse.Namespace) -> None:
    """Tell the address as one line of JSON and run until told to stop."""
    throttle = Throttle() if arguments.throttle else None
    async with Playground.start(token=arguments.token, port=arguments.port, throttle=throttle) as telegram:
        sys.stdout.write(json.dumps({"url": telegram.url, "token": telegram.token}) + "\n")
        sys.stdout.flush()
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        await stopped.wait()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--throttle", action="store_true", help="Telegram's flood limits")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
