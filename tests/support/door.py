"""The command line as a test uses it: arguments in, exit code and both streams out."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ironstride.cli import run
from ironstride.cli.surroundings import Surroundings

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on stdout."""
        plain: dict[str, Any] = json.loads(self.out)
        return plain


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        """Return that it is a terminal."""
        return True


def ask(
    *arguments: object,
    home: Path,
    now: dt.datetime = NOW,
    err: io.StringIO | None = None,
    **variables: str,
) -> Answer:
    """Return what a command answers, in a home of its own and on a day of the test's choosing.

    Args:
        err: what stands for stderr, a ``Terminal`` where somebody looks; None for a plain stream.
    """
    surroundings = Surroundings(
        variables={"XDG_DATA_HOME": str(home / "share"), **variables},
        home=home,
        now=lambda: now,
        cores=1,
    )
    out, err = io.StringIO(), io.StringIO() if err is None else err
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(each) for each in arguments], surroundings=surroundings)
    return Answer(code=code, out=out.getvalue(), err=err.getvalue())
