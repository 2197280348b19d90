"""Wires the command line to the machine: environment, clock, cores, server."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import socket
    from datetime import datetime

    from ironstride.cli.surroundings import Surroundings
    from ironstride.storage import Database

YOUNG_OBJECTS: Final = 50_000
"""New objects after which the interpreter looks for rubbish: 700 of its own accord."""


def main() -> None:
    """End with the exit code of the command that the arguments name."""
    import gc

    # What imports make stays: looking through it for rubbish is a tenth of a short command.
    gc.set_threshold(YOUNG_OBJECTS)

    from ironstride.cli import run

    sys.exit(run(surroundings=this_machine))


def this_machine() -> Surroundings:
    """Return what commands need of this machine."""
    from pathlib import Path

    from ironstride.cli.surroundings import Surroundings

    return Surroundings(
        variables=os.environ,
        home=Path.home(),
        now=local_now,
        cores=os.cpu_count() or 1,
        serve=serve,
    )


def local_now() -> datetime:
    """Return the time by this machine's clock, with its zone."""
    from datetime import datetime

    return datetime.now().astimezone()


def serve(own: Database, demo: Database | None, bound: socket.socket) -> None:
    """Serve the pages of own and demo database on a listening socket until interrupted."""
    import signal
    from contextlib import suppress
    from threading import Thread

    import uvicorn

    from ironstride.web.app import create_app
    from ironstride.web.shelf import Shelf

    app = create_app(Shelf(own=own, demo=demo, now=local_now))
    config = uvicorn.Config(
        app, log_level="warning", lifespan="off", server_header=False, proxy_headers=False
    )
    # Control-C is how one ends it, and SIGTERM how a system does: no fault, and all is closed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Beside the server: the address is said and pages are served whether it is done or not.
    Thread(target=warm_up, name="warm-up", daemon=True).start()
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[bound])


def warm_up() -> None:
    """Ensure that the solver is imported and the catalogue read before somebody says it hurts."""
    from ironstride.catalogue import load
    from ironstride.planner.solve import make_plan

    del make_plan
    load()


if __name__ == "__main__":
    main()
