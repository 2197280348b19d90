"""A professional's limit is said whole: what, until when, and by whom."""

from __future__ import annotations

import datetime as dt

import pytest

from benchmarks.named_runners import limited
from benchmarks.runners import MONDAY, Document, Runner, document
from ironstride.domain.athlete import Forbidden, Limit
from ironstride.domain.body_region import Region
from ironstride.domain.plan import Plan
from ironstride.planner.limit_words import limit_said
from ironstride.planner.solve import make_plan

WINTER = dt.date(2026, 12, 12)
IMPACT = "No jumping until 12 December, set by your physiotherapist."


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        (Limit(set_by="Physiotherapist", until=WINTER, forbid=Forbidden.IMPACT), IMPACT),
        (
            Limit(set_by="Dr. Haas", forbid=Forbidden.ALL),
            "No training until further notice, set by Dr. Haas.",
        ),
        (
            Limit(set_by="coach", until=WINTER, forbid=Forbidden.ALL, region=Region.SHIN),
            "Nothing that loads the shin until 12 December, set by your coach.",
        ),
        (
            Limit(set_by="coach", until=WINTER, forbid=Forbidden.IMPACT, region=Region.SHIN),
            "No jumping that loads the shin until 12 December, set by your coach.",
        ),
        (
            Limit(set_by="coach", forbid=Forbidden.EXERCISE, exercise="back-squat"),
            "No back squat until further notice, set by your coach.",
        ),
        (
            Limit(set_by="coach", exercise="back-squat", max_load_kg=40, max_percent_1rm=70),
            (
                "At most 40 kg of back squat, at most 70 % of your maximum of back squat until "
                "further notice, set by your coach."
            ),
        ),
        (
            Limit(set_by="coach", max_contacts=30, max_sessions_per_week=1, require="toe-yoga"),
            (
                "At most 30 foot contacts a session, at most one session a week, toe yoga in every "
                "session until further notice, set by your coach."
            ),
        ),
        (
            Limit(set_by="coach", region=Region.LOW_BACK, max_load_kg=5, until=WINTER),
            "At most 5 kg in what loads the low back until 12 December, set by your coach.",
        ),
        (
            Limit(set_by="coach", max_sessions_per_week=2),
            "At most 2 sessions a week until further notice, set by your coach.",
        ),
    ],
)
def test_a_limit_is_said_with_its_date_and_its_name(limit: Limit, sentence: str) -> None:
    assert limit_said(limit) == sentence


def planned(**limit: object) -> Plan:
    return make_plan(runner(**limit).request(weeks=4, detail=4))


def runner(**limit: object) -> Runner:
    rows: list[Document] = limited(**limit)
    return Runner(name="limited", document=document(limits=rows))


def test_every_week_in_which_a_limit_holds_says_so_and_no_other() -> None:
    until = MONDAY + dt.timedelta(days=9)
    plan = planned(forbid="impact", until=until.isoformat())
    said = [
        [r.rule for r in week.reasons if "set by your physiotherapist" in r.sentence]
        for week in plan.weeks
    ]
    assert said == [["limits.forbidden"], ["limits.forbidden"], [], []]


def test_fewer_sessions_are_said_with_who_allows_no_more() -> None:
    week = planned(max_sessions_per_week=1).weeks[0]
    assert len(week.sessions) == 1
    sentence = "At most one session a week until further notice, set by your physiotherapist."
    assert {r.rule for r in week.reasons if r.sentence == sentence} == {
        "limits.sessions_per_week",
        "time.sessions_wanted",
    }
