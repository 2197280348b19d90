"""HiGHS in a process of its own: reads a problem as JSON, prints the best content as JSON.

OR-Tools and HiGHS cannot be loaded into one process. So nothing of the planner is imported here.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import highspy
import numpy as np

INTEGERS_APART = 0.9
"""All costs are whole: a gap below one closes the proof."""
HALF = 0.5
"""A whole column stands within a millionth of nought or one."""


def solved(problem: dict[str, Any]) -> dict[str, Any]:
    """Return status, the columns at one, the bound, and the CPU seconds of the solve."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # its binding has no types
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", INTEGERS_APART),
    ):
        highs.setOptionValue(name, value)
    model = highspy.HighsLp()
    count = len(problem["cost"])
    model.num_col_, model.num_row_ = count, len(problem["lower"])
    model.col_cost_ = np.array(problem["cost"], dtype=float)
    model.col_lower_ = np.zeros(count)
    model.col_upper_ = _open(problem["most"], highspy.kHighsInf)
    model.row_lower_ = _open(problem["lower"], -highspy.kHighsInf)
    model.row_upper_ = _open(problem["upper"], highspy.kHighsInf)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    model.integrality_ = [kinds[each] for each in problem["whole"]]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(problem["start"], dtype=np.int32)
    model.a_matrix_.index_ = np.array(problem["index"], dtype=np.int32)
    model.a_matrix_.value_ = np.array(problem["value"], dtype=float)
    before = time.process_time()

    def stop(event: highspy.HighsCallbackEvent) -> None:
        # Its own limit is one of the clock, which runs on while others have the processor.
        if time.process_time() - before > problem["seconds"]:
            event.interrupt()

    highs.cbMipInterrupt += stop
    highs.cbSimplexInterrupt += stop
    highs.passModel(model)
    highs.run()
    took = time.process_time() - before
    status = highs.getModelStatus()
    info = highs.getInfo()
    has_solution = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = highs.getSolution().col_value if has_solution else []
    return {
        "proven": status == highspy.HighsModelStatus.kOptimal,
        "none": status == highspy.HighsModelStatus.kInfeasible,
        "taken": [i for i in range(problem["size"]) if has_solution and values[i] > HALF],
        "found": has_solution,
        "bound": info.mip_dual_bound if abs(info.mip_dual_bound) < highspy.kHighsInf else 0.0,
        "cpu_s": took,
    }


def _open(values: list[float | None], instead: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([instead if value is None else value for value in values], dtype=float)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(solved(json.load(sys.stdin))))
