"""``ironstride run`` and ``ironstride serve``: the coach in the browser, on this machine alone.

With ``--json`` one line on stdout says where, as soon as the pages can be asked for.
"""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import FILE, json_option
from ironstride.cli.output import refuse, say, say_json_line
from ironstride.cli.surroundings import surroundings
from ironstride.domain.problem import Problem
from ironstride.settings import HIGHEST_PORT, LOOPBACK_HOSTS

if TYPE_CHECKING:
    from ironstride.services.demo.make import Progress
    from ironstride.storage import Database

SCHEMA: Final = "ironstride/serving/1"
HOST = click.option(
    "--host",
    type=click.Choice(LOOPBACK_HOSTS),
    help="Address to serve on; only this machine's own, as there are no accounts yet.",
)
PORT = click.option(
    "--port",
    type=click.IntRange(0, HIGHEST_PORT),
    help="Port to serve on; 0 lets the system choose one.",
)
DATABASE = click.option(
    "--database",
    type=FILE,
    metavar="FILE",
    help="SQLite file to work with, instead of IRONSTRIDE_DATABASE.",
)


@click.command(name="run")
@HOST
@PORT
@DATABASE
@json_option
def command(*, host: str | None, port: int | None, database: Path | None, as_json: bool) -> None:
    """Serve the coach, with a demo runner beside your own database.

    The first start makes the demo runner. The address is printed, with --json in one line of JSON
    with address, databases and version; Control-C ends it.
    """
    _serve(host=host, port=port, database=database, with_demo=True, as_json=as_json)


@click.command(name="serve")
@HOST
@PORT
@DATABASE
@json_option
def serve(*, host: str | None, port: int | None, database: Path | None, as_json: bool) -> None:
    """Serve the coach without the demo runner."""
    _serve(host=host, port=port, database=database, with_demo=False, as_json=as_json)


def _serve(
    *, host: str | None, port: int | None, database: Path | None, with_demo: bool, as_json: bool
) -> None:
    around = surroundings()
    settings = around.settings(as_json=as_json)
    if around.serve is None:
        raise TypeError("these surroundings have no server")
    bound = _bound(host or settings.host, settings.port if port is None else port, as_json=as_json)
    with bound, opened(database, as_json=as_json) as own:
        if not with_demo:
            _announce(bound, own, None, as_json=as_json)
            around.serve(own, None, bound)
            return
        _make_demo(settings.demo_database, as_json=as_json)
        with opened(settings.demo_database, as_json=as_json) as demo:
            _announce(bound, own, demo, as_json=as_json)
            around.serve(own, demo, bound)


def _bound(host: str, port: int, *, as_json: bool) -> socket.socket:
    """Return a socket that listens, before anything slow is done; or end with exit code 2."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        _refuse_port(host, port, error, as_json=as_json)


def _refuse_port(host: str, port: int, error: OSError, *, as_json: bool) -> NoReturn:
    taken = error.errno == errno.EADDRINUSE
    why = "another program uses it" if taken else str(error.strerror or error)
    problem = Problem(
        code="port-taken" if taken else "port-refused",
        sentence=f"Port {port} cannot be used: {why}.",
        location=f"{host}:{port}",
        remedy="Is Ironstride running already? Else choose another with --port 8766.",
    )
    refuse([problem], as_json=as_json)


def _announce(bound: socket.socket, own: Database, demo: Database | None, *, as_json: bool) -> None:
    host, port = bound.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}"
    if as_json:
        from importlib.metadata import version

        say_json_line(
            {
                "schema": SCHEMA,
                "address": address,
                "database": own.location,
                "demo_database": None if demo is None else demo.location,
                "version": version("ironstride"),
            }
        )
    else:
        say(f"Ironstride is at {address}")
    sys.stdout.flush()


def _make_demo(path: Path, *, as_json: bool) -> None:
    """Ensure that the demo runner is there, with progress where somebody looks."""
    from ironstride.services.demo.make import ensure_demo, is_fresh

    now = surroundings().now()
    if is_fresh(path, now.date()):
        return
    # What is said about it is no part of the document that --json promises.
    click.echo(
        "Making the demo runner: ten weeks of runs and training. This happens once.", err=as_json
    )
    with _progress(as_json=as_json) as progress:
        got(ensure_demo(path, now=now, progress=progress), as_json=as_json)


@contextmanager
def _progress(*, as_json: bool) -> Iterator[Progress | None]:
    if as_json or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=100)

        def show(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what)

        yield show
