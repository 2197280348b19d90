"""What a plan is asked from: nothing else influences it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ironstride.domain.assessment import Assessment
from ironstride.domain.athlete import Athlete
from ironstride.domain.body_region import Region, Side
from ironstride.domain.exercise import Catalogue
from ironstride.domain.outside import OutsideMovement
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport
from ironstride.domain.plan import Plan
from ironstride.domain.run import AnalysedRun

DEFAULT_WEEKS: Final = 16
MAX_WEEKS: Final = 52
DEFAULT_DETAIL: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """The facts of one planning: same request, same plan.

    Args:
        runs: analysed runs up to today, any order.
        lifts: logged sets up to today; their exercises are catalogue ids where known.
        outside: logged names that are movements outside the catalogue: leg work among them counts
            as leg work, and nothing of them is ever prescribed.
        under_way: ids of the plan's sessions of today: what was logged of them, or today without
            naming a session, belongs to what is being done and is no history yet.
        previous: the plan that this one replaces; gives continuity and ``changes``.
        released: ids of sessions of ``previous`` that were cut by hand and are so no more: leaving
            them has no price.
        weeks: length of the season, 1 to 52; None: through the recovery after the last race.
        detail: how many weeks carry sessions.
        switched_off: ids of rules that do not count beside those that the athlete switched off;
            safety rules cannot be switched off.
        tests: the self-tests that the athlete has results of: what those change rests on them.
        bone_answers: regions and sides for which all bone questions were answered with no.
    """

    athlete: Athlete
    catalogue: Catalogue
    today: dt.date
    seed: int = 1
    runs: tuple[AnalysedRun, ...] = ()
    lifts: tuple[LoggedSet, ...] = ()
    outside: Mapping[str, OutsideMovement] = field(default_factory=dict)
    logged_sessions: tuple[LoggedSession, ...] = ()
    pain_reports: tuple[PainReport, ...] = ()
    bone_answers: frozenset[tuple[Region, Side]] = frozenset()
    under_way: frozenset[str] = frozenset()
    previous: Plan | None = None
    released: frozenset[str] = frozenset()
    tests: tuple[Assessment, ...] = ()
    weeks: int | None = None
    detail: int = DEFAULT_DETAIL
    switched_off: frozenset[str] = frozenset()

    @property
    def rules_off(self) -> frozenset[str]:
        """Every rule that does not count, on whoever's word."""
        return self.switched_off | self.athlete.rules_off
