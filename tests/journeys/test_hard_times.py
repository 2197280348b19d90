"""Bad files, impossible people, full disks, kills and two at once: said plainly, nothing lost."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest

from ironstride.importers import limits
from ironstride.services.imports import ImportSettings, import_paths
from ironstride.storage import Database, open_database
from ironstride.storage.dialect import sqlite_connection
from tests.conftest import ROOT
from tests.support.journey import MONDAY, SHORT, Life, at, fit_run, gpx_run, plain, zipped
from tests.support.web import ATHLETE, HOME, app_of, client_of

NOW = at(MONDAY, 12)


def database_of(runner: Life) -> Path:
    return runner.home / "share" / "ironstride" / "ironstride.db"


def rows(runner: Life) -> dict[str, int]:
    """Return how many rows each table holds; the database must be sound."""
    database = open_database(database_of(runner))
    assert database.check() == ()
    with database.snapshot() as unit:
        counts = dict(unit.transfer.counts())
    database.close()
    return counts


def many_runs(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        start = at(MONDAY - dt.timedelta(days=number + 1), 7)
        (folder / f"{number:02d}.fit").write_bytes(fit_run(start, 10))
    return folder


# Files


def encrypted() -> bytes:
    """Return a zip whose only member says that it is encrypted."""
    packed = bytearray(zipped({"a.gpx": gpx_run(NOW, 10)}))
    packed[packed.index(b"PK\x03\x04") + 6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]>
<gpx version="1.1" creator="x"><trk><name>&b;&c;</name></trk></gpx>
"""
BAD: dict[str, bytes] = {
    "empty.fit": b"",
    "truncated.fit": fit_run(NOW, 10)[:8],
    "picture-called.fit": b"\x89PNG\r\n\x1a\n" + bytes(400),
    "locked.zip": encrypted(),
    "bomb.zip": zipped({"a.gpx": b"<gpx>" + b" " * (limits.RATIO_FROM_BYTES * 2)}),
    "bomb.gpx.gz": gzip.compress(b"<gpx>" + b" " * (limits.RATIO_FROM_BYTES * 2)),
    "laughs.gpx": LAUGHS,
    "broken-off.zip": zipped({"a.gpx": gpx_run(NOW, 10)})[:-30],
    "notes.txt": b"bread, eggs",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_name_a_reason_and_a_remedy(runner: Life, name: str) -> None:
    path = runner.home / name
    path.write_bytes(BAD[name])
    before = rows(runner)
    said = runner.try_to(MONDAY, "import", path)
    assert said.code == 2, said.out
    assert name in plain(said)
    assert "Remedy:" in plain(said)
    told = runner.try_to(MONDAY, "import", path, "--json")
    assert told.code == 2
    (refused,) = told.document["refused"]
    assert refused["reason"].endswith(".")
    assert refused["remedy"].endswith(".")
    assert "root:" not in json.dumps(told.document)
    assert rows(runner) == before
    # Between good ones it stops none of them.
    (runner.home / "good.gpx").write_bytes(gpx_run(at(MONDAY, 7), 20))
    both = runner.told(MONDAY, "import", runner.home / "good.gpx", path)
    assert len(both["taken"]) == 1
    assert len(both["refused"]) == 1


def test_a_file_as_large_as_a_disk_is_refused_without_being_read(runner: Life) -> None:
    path = runner.home / "huge.gpx"
    with path.open("wb") as huge:
        huge.write(b'<?xml version="1.0"?><gpx version="1.1" creator="x">')
        huge.truncate(50 * 1024**3)
    said = runner.try_to(MONDAY, "import", path)
    assert said.code == 2
    assert "huge.gpx" in plain(said)
    assert "Remedy:" in plain(said)


def test_names_that_climb_out_of_a_zip_write_nothing_anywhere(runner: Life) -> None:
    path = runner.home / "climbs.zip"
    climbing = {"../../escaped.gpx": gpx_run(at(MONDAY, 7), 20), "/etc/escaped.gpx": b"x"}
    path.write_bytes(zipped(climbing))
    report = runner.told(MONDAY, "import", path)
    assert len(report["taken"]) == 1
    assert not list(runner.home.parent.rglob("escaped*"))
    assert not Path("/etc/escaped.gpx").exists()


def test_a_file_under_a_wrong_name_is_known_by_what_it_is(runner: Life) -> None:
    path = runner.home / "photo.jpg"
    path.write_bytes(fit_run(at(MONDAY, 7), 20))
    assert len(runner.told(MONDAY, "import", path)["taken"]) == 1


@pytest.mark.parametrize("name", ["locked.zip", "bomb.zip", "laughs.gpx"])
def test_the_browser_hears_the_same(runner: Life, name: str) -> None:
    database = open_database(database_of(runner))
    with client_of(app_of(database)) as client:
        sent = client.post(
            "/import/file", files={"files": (name, BAD[name])}, headers={"origin": HOME}
        )
        page = client.post("/import", files={"files": (name, BAD[name])}, headers={"origin": HOME})
    database.close()
    (refused,) = sent.json()["refused"]
    assert name in refused["file"]
    assert refused["reason"]
    assert refused["remedy"]
    assert page.status_code == 422
    assert name in page.text


# People


def impossible(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 (a document holds anything)
    """Return an athlete file with something impossible; ``athlete`` and the like are merged."""
    document: dict[str, Any] = json.loads(json.dumps(ATHLETE))
    for key, value in changes.items():
        merged = {**document[key], **value} if isinstance(value, dict) else value
        document[key] = merged
    return document


PEOPLE: dict[str, dict[str, Any]] = {
    "aged 7": impossible(athlete={"birth_year": 2019}),
    "aged 130": impossible(athlete={"birth_year": 1896}),
    "of 0 kg": impossible(athlete={"body_mass_kg": 0}),
    "of 600 kg": impossible(athlete={"body_mass_kg": 600}),
    "with 0 minutes": impossible(availability={"minutes": 0}),
    "with a race yesterday": impossible(
        races=[{"date": "2026-11-22", "distance_m": 10000, "priority": "A"}]
    ),
    "with a window that ends before it starts": impossible(
        availability={"windows": [{"day": "mon", "from": "20:00", "to": "19:00"}]}
    ),
    "who is not a number": impossible(athlete={"body_mass_kg": "heavy"}),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_an_impossible_runner_is_told_where_and_what_to_do_and_nothing_is_stored(
    runner: Life, who: str
) -> None:
    path = runner.home / "impossible.json"
    path.write_text(json.dumps(PEOPLE[who]), encoding="utf-8")
    before = rows(runner)
    for words in (("setup", "--file", path), ("plan", "--athlete", path, *SHORT)):
        said = runner.try_to(MONDAY, *words)
        assert said.code == 2, said.out
        assert "impossible.json" in plain(said)
        assert "Remedy:" in plain(said)
    assert rows(runner) == before
    database = open_database(database_of(runner))
    with client_of(app_of(database)) as client:
        sent = client.post(
            "/setup/file",
            files={"file": ("impossible.json", path.read_bytes())},
            headers={"origin": HOME},
        )
    database.close()
    assert 400 <= sent.status_code < 500
    assert rows(runner) == before


# A full disk


def fill(database: Database, room: int) -> None:
    """Ensure that the database may grow by so many pages alone, as on a disk that is full."""
    with database.begin() as unit:
        raw = sqlite_connection(unit.connection)
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + room}")


def test_an_import_onto_a_full_disk_says_so_and_goes_on_where_it_ended(runner: Life) -> None:
    folder = many_runs(runner.home / "runs", 45)
    database = open_database(database_of(runner))
    fill(database, 40)
    parsed = import_paths(database, [str(folder)], ImportSettings(now=NOW, today=MONDAY))
    database.close()
    assert [each.code for each in parsed.problems] == ["disk-full"]
    assert parsed.problems[0].remedy
    kept = rows(runner)["activity"]
    assert 0 < kept < 45
    report = runner.told(MONDAY, "import", folder)
    assert (len(report["known"]), len(report["taken"])) == (kept, 45 - kept)


def test_a_set_that_finds_the_disk_full_is_refused_so_that_the_phone_keeps_it(
    runner: Life,
) -> None:
    session = runner.sessions(MONDAY)[0]
    database = open_database(database_of(runner))
    fill(database, 0)
    changes = [
        {
            "change": f"c{number}",
            "kind": "log",
            "set": {
                "id": f"set-{number}",
                "exercise": "push-up",
                "date": MONDAY.isoformat(),
                "reps": 10,
                "session_id": session["id"],
                "band": "x" * 2000,
            },
        }
        for number in range(20)
    ]
    with client_of(app_of(database)) as client:
        sent = client.post("/log/sets", json={"changes": changes}, headers={"origin": HOME})
    answer = sent.json()
    assert answer["refused"], answer
    assert "disk" in json.dumps(answer["refused"]).lower()
    with database.snapshot() as unit:
        assert {f"c{one.id.removeprefix('set-')}" for one in unit.sets.all() if one.id} == set(
            answer["stored"]
        )
    database.close()
    rows(runner)


# Kills, and two at once

IMPORTS = """
import datetime as dt, sys
from ironstride.services.imports import ImportSettings, import_paths
from ironstride.storage import open_database

def tell(done, file):
    print(done, flush=True)
    if done == int(sys.argv[3]):
        sys.stdin.readline()

now = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
settings = ImportSettings(now=now, today=now.date(), progress=tell)
print(import_paths(open_database(sys.argv[1]), [sys.argv[2]], settings).problems, flush=True)
"""

LOGS = """
import sys
from pathlib import Path
from tests.support.journey import MONDAY, Life

her = Life(Path(sys.argv[1]))
while True:
    told = her.told(MONDAY, "log", "push-up", "--reps", 10)
    print(told["logged"][0], flush=True)
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def pipe(end: IO[str] | None) -> IO[str]:
    assert end is not None
    return end


def ended(child: subprocess.Popen[str]) -> tuple[int, str]:
    pipe(child.stdin).close()
    rest = pipe(child.stdout).read()
    pipe(child.stdout).close()
    return child.wait(), rest


def until(child: subprocess.Popen[str], line: str) -> None:
    while pipe(child.stdout).readline().strip() != line:
        assert child.poll() is None


def test_an_import_that_is_killed_goes_on_where_it_ended(runner: Life) -> None:
    folder = many_runs(runner.home / "runs", 30)
    child = start(IMPORTS, database_of(runner), folder, 20)
    until(child, "20")
    child.send_signal(signal.SIGKILL)
    assert ended(child)[0] == -signal.SIGKILL
    assert rows(runner)["activity"] == 20
    report = runner.told(MONDAY, "import", folder)
    assert (len(report["known"]), len(report["taken"])) == (20, 10)
    assert runner.try_to(MONDAY, "plan", *SHORT).code == 0


def test_sets_that_were_confirmed_outlive_a_kill(runner: Life) -> None:
    child = start(LOGS, runner.home)
    confirmed = [pipe(child.stdout).readline().strip() for _ in range(3)]
    child.send_signal(signal.SIGKILL)
    code, rest = ended(child)
    assert code == -signal.SIGKILL
    confirmed += rest.split()
    database = open_database(database_of(runner))
    with database.snapshot() as unit:
        kept = [one.id for one in unit.sets.all()]
    database.close()
    assert set(confirmed) <= set(kept)
    assert len(kept) <= len(confirmed) + 1
    rows(runner)


def test_one_imports_while_the_other_logs_and_plans(runner: Life) -> None:
    folder = many_runs(runner.home / "runs", 30)
    child = start(IMPORTS, database_of(runner), folder, 20)
    until(child, "20")
    session = runner.sessions(MONDAY)[0]
    ids = runner.does(MONDAY, session)
    runner.ends(MONDAY, session)
    pipe(child.stdin).write("\n")
    pipe(child.stdin).flush()
    code, rest = ended(child)
    assert code == 0
    assert rest.split()[-1] == "()"
    counts = rows(runner)
    assert counts["activity"] == 30
    assert runner.told(MONDAY, "today")["sessions"][0]["sets_logged"] == len(ids)
