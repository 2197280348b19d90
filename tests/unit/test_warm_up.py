from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
import uvicorn

from ironstride import bootstrap
from ironstride.storage import open_database

ASK = """
import json, sys
from ironstride import bootstrap
before = set(sys.modules)
bootstrap.warm_up()
warm = set(sys.modules)
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan
from ironstride.services import planning
from ironstride.catalogue import installed
print(json.dumps([sorted(warm - before), installed.load.cache_info().currsize]))
"""


def test_what_the_first_plan_waits_for_is_there_before_it() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, check=True, text=True)
    imported, catalogues = json.loads(done.stdout)
    assert {"ironstride.planner.solve", "numpy"} <= set(imported)
    assert any(name.startswith("ortools") for name in imported)
    assert catalogues == 1


def test_serving_begins_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    warm = Event()
    served: list[bool] = []

    def run(_: uvicorn.Server, sockets: list[socket.socket]) -> None:
        served.append(bool(sockets) and warm.wait(30))

    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr(bootstrap, "warm_up", warm.set)
    with (
        closing(open_database(tmp_path / "own.db")) as own,
        socket.create_server(("127.0.0.1", 0)) as bound,
    ):
        bootstrap.serve(own, None, bound)
    assert served == [True]
