from __future__ import annotations

import json
import subprocess
import sys

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
