"""What a command takes from the world: settings, the clock, the cores, the database, the server."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli.output import refuse
from ironstride.domain.problem import Problem
from ironstride.settings import Settings, parse

if TYPE_CHECKING:
    from ironstride.storage import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Given by the bootstrap, or by a test.

    Args:
        variables: the environment.
        now: the time now, with its zone.
        cores: processes that long work may use.
        serve: serves own and demo database on a listening socket until interrupted.
    """

    variables: Mapping[str, str]
    home: Path
    now: Callable[[], dt.datetime]
    cores: int
    serve: Callable[[Database, Database | None, socket.socket], None] | None = None

    @property
    def today(self) -> dt.date:
        """The date on the clock on the wall: the only place where a command asks for it."""
        return self.now().date()

    def settings(self, *, as_json: bool = False) -> Settings:
        """Return the settings, or end with exit code 2 and every fault of the variables."""
        parsed = parse(self.variables, home=self.home)
        if parsed.value is None:
            refuse(
                [
                    Problem(
                        code="wrong-setting",
                        sentence=fault.sentence,
                        location=fault.variable,
                        remedy=fault.remedy,
                    )
                    for fault in parsed.faults
                ],
                as_json=as_json,
            )
        return parsed.value


def surroundings() -> Surroundings:
    """Return the surroundings of the command that is running."""
    found = click.get_current_context().find_object(Surroundings)
    if found is None:
        raise TypeError("a command was started without its surroundings")
    return found
