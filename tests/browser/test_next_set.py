"""The screen adapts the next set offline exactly as the engine would (RM-13)."""

from __future__ import annotations

import itertools

from playwright.sync_api import Browser

from ironstride.domain.performance import LoggedSet
from ironstride.domain.plan import PrescribedSet
from ironstride.strength.next_set import next_set
from ironstride.web.pages.log.document import CONSTANTS, target_document
from tests.browser.pictures import Served, context_of
from tests.support.web import TODAY

RUN = """async ({cases, constants}) => {
  const { nextSet } = await import('/static/js/gym/session.js');
  const known = (c) => ({ loads: c.loads, first: c.first, constants });
  return cases.map((c) => nextSet(c.target, c.done, known(c)).target);
}"""
LOADS = ((), (8.0, 10.0, 12.0, 16.0, 20.0))


def cases() -> list[tuple[PrescribedSet, LoggedSet, tuple[float, ...], bool]]:
    found = []
    for reps, rir, load, loads, first, asked in itertools.product(
        (4, 8, 10, 12, 14),
        (None, 0.0, 2.0, 3.0, 4.0),
        (None, 10.0, 16.0),
        LOADS,
        (False, True),
        (None, 2.0, 3.0, 4.0, 5.0),
    ):
        target = PrescribedSet(rest_seconds=60, reps=10, rir=asked, load_kg=load)
        done = LoggedSet(exercise="x", date=TODAY, reps=reps, rir=rir, load_kg=load)
        found.append((target, done, loads, first))
    for seconds in (3.0, 12.0, 30.0, 40.0):
        target = PrescribedSet(rest_seconds=60, seconds=30.0)
        done = LoggedSet(exercise="x", date=TODAY, seconds=seconds)
        found.append((target, done, (), False))
    return found


def test_the_screen_and_the_engine_choose_the_same_next_set(
    browser: Browser, served: Served
) -> None:
    context = context_of(browser)
    page = context.new_page()
    page.goto(f"{served.address}/more")
    told = [
        {
            "target": target_document(target),
            "done": {
                "reps": done.reps,
                "seconds": done.seconds,
                "rir": done.rir,
                "load_kg": done.load_kg,
            },
            "loads": loads,
            "first": first,
        }
        for target, done, loads, first in cases()
    ]
    answers = page.evaluate(RUN, {"cases": told, "constants": CONSTANTS})
    context.close()
    names = ("reps", "seconds", "load_kg", "rir")
    for (target, done, loads, first), answer in zip(cases(), answers, strict=True):
        expected = next_set(target, done, loads=loads, first_session=first)
        assert [answer[name] for name in names] == [getattr(expected, name) for name in names]
