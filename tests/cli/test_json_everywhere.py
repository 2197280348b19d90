"""Every command answers `--json` with one document on stdout, also where it fails."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
import pytest

from ironstride.cli import COMMANDS, group, run
from ironstride.cli.surroundings import Surroundings
from ironstride.storage import Database
from tests.support.athletes import small
from tests.support.door import NOW, Answer, ask
from tests.support.fit_writer import write_run

NAMES: Final = [line.name for line in COMMANDS]
RUNS: Final = [{"day": "sun", "start": "09:00", "kind": "long", "minutes": 100}]
SHORT: Final = ("--weeks", 2, "--detail", 1)
STATELESS: Final = frozenset({"catalogue", "audit", "cohort", "evidence", "protocols"})
"""Read no setting."""
SERVERS: Final = frozenset({"run", "serve"})
BROKEN: Final = {"IRONSTRIDE_PORT": "many"}
"""A setting that no command which opens a database can work with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """How a command goes well, and how it goes wrong in its own way."""

    well: tuple[str, ...]
    keys: frozenset[str]
    wrong: tuple[str, ...] | None
    """None where nothing that one can say to it is wrong but its options."""


def _case(well: str, keys: str, wrong: str | None) -> Case:
    return Case(
        well=tuple(well.split()),
        keys=frozenset(keys.split()),
        wrong=None if wrong is None else tuple(wrong.split()),
    )


CASES: Final[Mapping[str, Case]] = {
    "run": _case("--port 0", "address database demo_database version", "--port {taken}"),
    "serve": _case("--port 0", "address database version", "--port {taken}"),
    "setup": _case("--file {home}/me.json", "stored", "--file {home}/none.json"),
    "import": _case("{home}/run.fit", "taken known refused", "{home}/none.fit"),
    "watch": _case("{home}/inbox --once", "taken known refused", "{home}/nowhere"),
    "plan": _case("", "schema weeks analysis proofs", "--athlete {home}/none.json"),
    "cohort": _case(
        "{home}/athletes --out {home}/plans --weeks 2 --detail 1",
        "schema plans",
        "{home}/nobody --out {home}/plans",
    ),
    "today": _case("", "schema date sessions", "--database {home}/me.json"),
    "week": _case("", "schema sessions runs", "2031-01-01"),
    "log": _case("push-up --reps 10", "logged exercise", "levitation --reps 3"),
    "checkin": _case("--sleep 7 --no-plan", "said", "--sleep 40"),
    "test": _case("", "schema tests", "show levitation"),
    "why": _case("", "schema rules", "nothing"),
    "what-if": _case("--minutes 20", "schema weeks cost plan", "--sessions 9"),
    "rules": _case("", "schema rules", "--off safety.effort"),
    "evidence": _case("RE-04", "schema evidence", "XX-99"),
    "catalogue": _case("squat", "schema exercises", None),
    "protocols": _case("achilles-hsr", "schema protocols", "rest-and-hope"),
    "audit": _case(
        "{home}/plan.json --athlete {home}/me.json",
        "schema analysis",
        "{home}/none.json --athlete {home}/me.json",
    ),
    "export": _case("{home}/all.zip", "file rows originals", "{home}/there.zip"),
    "backup": _case("{home}/copy.db", "file bytes rows", "{home}/there.zip"),
    "doctor": _case("", "checks", None),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home with a runner, a plan and files for every command."""
    home = tmp_path_factory.mktemp("home")
    (home / "me.json").write_text(json.dumps(small(usual_week=RUNS)), encoding="utf-8")
    assert ask("setup", "--file", home / "me.json", home=home).code == 0
    (home / "athletes").mkdir()
    (home / "athletes" / "me.json").write_text((home / "me.json").read_text("utf-8"), "utf-8")
    planned = ask("plan", *SHORT, "--json", home=home)
    (home / "plan.json").write_text(planned.out, encoding="utf-8")
    (home / "inbox").mkdir()
    (home / "there.zip").write_bytes(b"what is there stays")
    start = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
    (home / "run.fit").write_bytes(write_run(start=start, seconds=600))
    return home


def answered(
    arguments: tuple[str, ...], home: Path, serve: Callable[..., None] | None = None
) -> Answer:
    """Return what a command answers, with a server that ends at once."""
    demo = home / "demo.db"
    surroundings = Surroundings(
        variables={"XDG_DATA_HOME": str(home / "share"), "IRONSTRIDE_DEMO_DATABASE": str(demo)},
        home=home,
        now=lambda: NOW,
        cores=1,
        serve=serve or (lambda _own, _demo, _bound: None),
    )
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(arguments), surroundings=surroundings)
    return Answer(code=code, out=out.getvalue(), err=err.getvalue())


def filled(words: tuple[str, ...], home: Path, port: int = 0) -> tuple[str, ...]:
    return tuple(word.format(home=home, taken=port) for word in words)


@pytest.fixture(autouse=True)
def _demo_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep `run` from making its demo runner, which takes seconds and has tests of its own."""
    monkeypatch.setattr("ironstride.services.demo.make.is_fresh", lambda _path, _today: True)


def test_every_command_has_a_case_here() -> None:
    assert set(CASES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_the_option(name: str) -> None:
    context = click.Context(group, info_name="ironstride")
    command = group.get_command(context, name)
    assert command is not None
    assert not isinstance(command, click.Group), "sub-commands need cases of their own"
    options = [option for each in command.params for option in each.opts]
    assert "--json" in options


@pytest.mark.parametrize("name", NAMES)
def test_what_goes_well_is_one_document(name: str, home: Path) -> None:
    case = CASES[name]
    answer = answered((name, *filled(case.well, home), "--json"), home)
    assert answer.code == 0, answer.err
    assert case.keys <= answer.document.keys()


@pytest.mark.parametrize("name", [name for name in NAMES if CASES[name].wrong is not None])
def test_what_goes_wrong_is_one_document_with_exit_code_two(name: str, home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        words = filled(CASES[name].wrong or (), home, port)
        answer = answered((name, *words, "--json"), home)
    assert answer.code == 2, answer.err
    document = answer.document
    if document.get("schema") == "ironstride/problems/1":
        told = document["problems"]
        assert told
        assert all(each["code"] and each["what"] and each["where"] for each in told), told
        assert any(each["remedy"] for each in told), told
    else:
        # A report of files is its own account: reason and remedy of each that was not taken.
        assert name == "import"
        assert all(each["reason"] and each["remedy"] for each in document["refused"])
    assert answer.err or name == "import"


@pytest.mark.parametrize("name", NAMES)
def test_a_mistaken_option_is_told_as_a_document_too(name: str, home: Path) -> None:
    answer = answered((name, "--json", "--no-such-option"), home)
    assert answer.code == 2
    (problem,) = answer.document["problems"]
    assert problem["code"] == "wrong-command"
    assert "--no-such-option" in problem["what"]
    assert problem["where"] == f"ironstride {name}"
    assert f"ironstride {name} --help" in problem["remedy"]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in STATELESS])
def test_a_setting_that_cannot_be_used_is_told_as_a_document(name: str, home: Path) -> None:
    case = CASES[name]
    surroundings = Surroundings(
        variables={"XDG_DATA_HOME": str(home / "share"), **BROKEN},
        home=home,
        now=lambda: NOW,
        cores=1,
        serve=lambda _own, _demo, _bound: None,
    )
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        words = filled(tuple(w for w in case.well if w not in {"--port", "0"}), home)
        code = run([name, *words, "--json"], surroundings=surroundings)
    assert code == 2
    document: dict[str, Any] = json.loads(out.getvalue())
    assert [each["code"] for each in document["problems"]] == ["wrong-setting"]


def test_a_fault_of_ours_and_an_interruption_are_documents_too(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("ironstride.catalogue.load", fail)
    broken = answered(("catalogue", "--json"), home)
    assert broken.code == 70
    assert [each["code"] for each in broken.document["problems"]] == ["bug"]
    assert "ZeroDivisionError: a bug" in broken.err

    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ironstride.catalogue.load", stop)
    stopped = answered(("catalogue", "--json"), home)
    assert stopped.code == 130
    assert [each["code"] for each in stopped.document["problems"]] == ["interrupted"]


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_the_line_is_there_before_the_pages_are_served(name: str, home: Path) -> None:
    """A script waits for the line: it must not come when all is over."""
    seen: list[dict[str, Any]] = []

    def serve(own: Database, demo: Database | None, bound: socket.socket) -> None:
        del demo
        assert isinstance(sys.stdout, io.StringIO)
        line = sys.stdout.getvalue()
        assert line.endswith("\n")
        assert line.count("\n") == 1
        document = json.loads(line)
        assert document["address"].endswith(f":{bound.getsockname()[1]}")
        assert document["database"] == own.location
        seen.append(document)

    assert answered((name, "--port", "0", "--json"), home, serve).code == 0
    assert len(seen) == 1
    assert (seen[0]["demo_database"] is None) is (name == "serve")


def test_a_real_server_says_where_it_is_and_ends_cleanly(tmp_path: Path) -> None:
    database = tmp_path / "mine.db"
    command = [sys.executable, "-m", "ironstride.bootstrap", "serve", "--port", "0", "--json"]
    with subprocess.Popen(
        [*command, "--database", str(database)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        document = json.loads(process.stdout.readline())
        assert document["schema"] == "ironstride/serving/1"
        assert document["database"] == str(database)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{document['address']}/setup") as page:
            assert page.status == 200
        process.send_signal(signal.SIGTERM)
        rest, said = process.communicate()
    assert process.returncode == 0, said
    assert rest == ""
    assert not list(tmp_path.glob("mine.db-wal")), "the database was not closed"
