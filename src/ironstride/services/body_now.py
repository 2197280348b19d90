"""How the body stands: every region's gate, what was reported lately, what is still asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.body.gates import Complaint, GateState, RegionGate, complaints, gate, worst_pain
from ironstride.body.permissions import permissions
from ironstride.body.red_flags import BONE_FLAG
from ironstride.body.words import pain_words, region_words
from ironstride.domain.body_region import Side
from ironstride.domain.plan import Blocks, Stop
from ironstride.drawing.trend import Trend, TrendPoint, draw_trend
from ironstride.services.analyses import STRANGER
from ironstride.services.planning import PAIN_DAYS, bone_answers
from ironstride.services.runner import athlete_now

if TYPE_CHECKING:
    from ironstride.domain.body_region import Region
    from ironstride.domain.performance import PainReport
    from ironstride.drawing.svg import Drawing
    from ironstride.storage import RedFlagAnswer, UnitOfWork

CHART_DAYS: Final = 8 * 7
GATE_WORDS: Final = {GateState.GO: "go on", GateState.HOLD: "hold", GateState.STOP: "stop"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionNow:
    """One region on one side: its gate, and the reports of the last weeks, oldest first."""

    gate: RegionGate
    reports: tuple[PainReport, ...]

    @property
    def name(self) -> str:
        """``shin (left)``."""
        return region_words(self.gate.region, self.gate.side)

    @property
    def state(self) -> str:
        """``go on``, ``hold`` or ``stop``."""
        return GATE_WORDS[self.gate.state]

    @property
    def words(self) -> str:
        """The state with the pain that it rests on."""
        return f"{self.state}, {pain_words(self.gate.pain)}"

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is felt there now."""
        return self.gate.pain == 0.0 and self.gate.state is GateState.GO


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyNow:
    """All that the page of the body shows.

    Args:
        stops: what blocks training or a part of it, the ones that block all first.
        regions: what hurts or hurt lately, the strictest first.
        mornings: yesterday's reports whose next morning was not told.
        bone: questions about bone that wait for an answer.
        standing: red flags answered yes, not withdrawn and not cleared.
    """

    stops: tuple[Stop, ...]
    regions: tuple[RegionNow, ...]
    mornings: tuple[PainReport, ...]
    bone: tuple[RedFlagAnswer, ...]
    standing: tuple[RedFlagAnswer, ...]

    @property
    def blocks_all(self) -> bool:
        """Whether no training at all is allowed."""
        return any(stop.blocks is Blocks.ALL for stop in self.stops)

    def region(self, region: Region, side: Side) -> RegionNow | None:
        """Return what is known of a region on a side; a report of both sides counts for each."""
        for each in self.regions:
            if each.gate.region is region and (
                each.gate.side is side or Side.BOTH in {each.gate.side, side}
            ):
                return each
        return None


def body_now(unit: UnitOfWork, today: dt.date) -> BodyNow:
    """Return how the body stands on a day; also for somebody who has said nothing else yet."""
    athlete = athlete_now(unit, today) or STRANGER
    reports = unit.pains.between(today - dt.timedelta(days=PAIN_DAYS), today)
    answers = bone_answers(unit, today)
    standing = unit.red_flags.standing()
    allowed = permissions(athlete, today, bone_answers=answers, pain_reports=reports)
    felt = complaints(athlete.conditions, reports, today)
    found = [
        RegionNow(
            gate=gate(complaint, answers),
            reports=_reports_of(reports, complaint.region, complaint.side, today),
        )
        for complaint in (*felt, *_settled(reports, felt, today))
    ]
    found.sort(key=lambda each: (-each.gate.state.severity, -each.gate.pain, each.name))
    yesterday = today - dt.timedelta(days=1)
    return BodyNow(
        stops=tuple(sorted(allowed.stops, key=lambda stop: stop.blocks is not Blocks.ALL)),
        regions=tuple(found),
        mornings=tuple(
            each
            for each in reports
            if each.date == yesterday
            and each.next_morning is None
            and worst_pain(each.during, each.after)
        ),
        bone=tuple(
            each
            for each in unit.red_flags.open()
            if each.flag == BONE_FLAG and each.region is not None and each.side is not None
        ),
        standing=standing,
    )


def _settled(
    reports: tuple[PainReport, ...], felt: tuple[Complaint, ...], today: dt.date
) -> tuple[Complaint, ...]:
    """Return what was told of in the last weeks and is quiet by now."""
    since = today - dt.timedelta(days=CHART_DAYS)
    known = {(each.region, each.side) for each in felt}
    places = {(each.region, each.side) for each in reports if each.date >= since} - known
    return tuple(
        Complaint(region=region, side=side, pain=0.0, active=False)
        for region, side in sorted(places)
    )


def _reports_of(
    reports: tuple[PainReport, ...], region: Region, side: Side, today: dt.date
) -> tuple[PainReport, ...]:
    since = today - dt.timedelta(days=CHART_DAYS)
    return tuple(
        each
        for each in reports
        if each.region is region and each.side is side and each.date >= since
    )


def pain_chart(region: RegionNow, key: str) -> Drawing | None:
    """Return the worst pain of each day as a chart, with the lines that gates are drawn at."""
    worst: dict[dt.date, float] = {}
    for each in region.reports:
        pain = worst_pain(each.during, each.after, each.next_morning)
        if pain is not None:
            worst[each.date] = max(pain, worst.get(each.date, 0.0))
    if not worst:
        return None
    points = tuple(
        TrendPoint(date=date, value=pain, low=pain, high=pain)
        for date, pain in sorted(worst.items())
    )
    limits = ((2.0, "go on"), (region.gate.ceiling, "stop"))
    return draw_trend(
        Trend(
            title=_finding(region, points),
            name="Worst pain of the day",
            unit="of 10",
            points=points,
            limits=limits if region.gate.ceiling > 2.0 else limits[1:],  # noqa: PLR2004 (as above)
            floor=0.0,
        ),
        key,
    )


def _finding(region: RegionNow, points: tuple[TrendPoint, ...]) -> str:
    name = region.name[:1].upper() + region.name[1:]
    first, last = points[0].value, points[-1].value
    days = (points[-1].date - points[0].date).days
    if len(points) == 1:
        return f"{name}: told once, {pain_words(first)}"
    if last < first:
        return f"{name}: down from {first:g} to {last:g} in {days} days"
    if last > first:
        return f"{name}: up from {first:g} to {last:g} in {days} days"
    return f"{name}: {last:g} of 10, as {days} days ago"
