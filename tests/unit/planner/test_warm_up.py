from __future__ import annotations

import datetime as dt

from benchmarks.runners import MONDAY, Runner, document
from ironstride.domain.plan import BlockKind
from ironstride.planner.solve import make_plan


def test_every_move_of_a_warm_up_lasts_whole_fives_within_the_time_set_aside() -> None:
    request = Runner(name="x", document=document()).request(weeks=4, detail=2)
    assert request.today == MONDAY
    plan = make_plan(request, limit=0.15)
    seconds = [
        one.seconds
        for week in plan.weeks
        for session in week.sessions
        for block in session.blocks
        if block.kind is BlockKind.WARM_UP
        for each in block.exercises
        for one in each.sets
        if one.seconds is not None
    ]
    assert seconds
    assert all(each % 5 == 0 and each >= 15 for each in seconds)
    assert all(s.date - MONDAY < dt.timedelta(weeks=2) for w in plan.weeks for s in w.sessions)
