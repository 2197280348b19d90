"""The planning problem: everything a rule may look at, frozen before anything is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ironstride.body.findings import Effect, effects_now, lifted, person_of, shown_by_tests
from ironstride.body.permissions import Permissions, permissions
from ironstride.body.rehab import untold_stages
from ironstride.domain.athlete import (
    Athlete,
    LiftingExperience,
    Limit,
    Race,
    RacePriority,
    UsualRun,
)
from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import Catalogue
from ironstride.domain.outside import OutsideMovement
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport
from ironstride.domain.plan import Plan
from ironstride.domain.run import AnalysedRun, RunKind, ScheduledRun
from ironstride.planner.lift_log import NOTHING_LOGGED, LiftLog, Logged, lift_log
from ironstride.planner.released import without_released
from ironstride.planner.request import DEFAULT_WEEKS, MAX_WEEKS, PlanRequest
from ironstride.planner.rule import NEVER_OFF
from ironstride.planner.run_up import short_run_up
from ironstride.planner.schedule import runs_on_rest_days, scheduled_runs, without_running
from ironstride.planner.surprises import as_done, surprises_of
from ironstride.running.event_pace import event_pace
from ironstride.running.load import RUN_RPE
from ironstride.running.next_day import NOTHING_KNOWN, NextDay, next_day, next_day_sentence
from ironstride.running.usual_load import load_per_minute
from ironstride.running.usual_week import usual_week
from ironstride.units import DAYS_PER_WEEK

MASTER_AGE: Final = 60
"""CT-21, LG-09: from here on more sessions are needed to keep strength and recovery is longer."""
RECOVERY_WEEKS: Final[tuple[tuple[float, int], ...]] = ((50_000, 3), (30_000, 2), (0, 1))
"""House: weeks of recovery after an A race from this distance in metres on."""
B_RECOVERY_FROM_M: Final = 20_000.0
"""House: a B race from this distance on is followed by one week of recovery."""
LOGGED_MINUTE: Final = 18 * 60
"""House: a logged session without a time is taken to have been in the evening."""
EXPERIENCED: Final = frozenset({LiftingExperience.INTERMEDIATE, LiftingExperience.ADVANCED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known when planning starts.

    Args:
        first_monday: Monday of the week that holds ``today``.
        weeks: Mondays of the season, in order.
        usual: the usual week, given or found.
        runs: assumed runs from today to the end of the last week, in order.
        event_speed_mps: speed of the runner's goal event or recent results; None unknown (RE-08).
        notes: sentences about what was assumed.
        surprises: sentences about runs that were harder or longer than planned; notes, too.
        lifts: every logged set, those of a session under way, too: they tell the strength.
        done: logged sets that are over, today's included; what is under way is not among them.
        outside: logged names that are movements outside the catalogue.
        switched_off: ids of the rules that don't count.
        effects: what results of self-tests change, while they are in force.
        trained: the last session that is over by date and local start minute, of every day that
            had one, in order.
        load_per_minute: kind of run to the load of a minute of it, recorded or usual.
        next_day: what leg work cost this runner's runs of the next day.
        pain_reports: what was said of pain up to today, in the order told.
        shown: exercises that a self-test showed to be there.
        log: what ``lifts`` and ``done`` come to; found by itself.
        doses: doses reckoned from these facts, kept by what they were asked with; changed facts
            begin anew.
    """

    athlete: Athlete
    catalogue: Catalogue
    today: dt.date
    seed: int
    age: int
    first_monday: dt.date
    weeks: tuple[dt.date, ...]
    detail: int
    usual: tuple[UsualRun, ...]
    runs: tuple[ScheduledRun, ...]
    permissions: Permissions
    event_speed_mps: float | None
    lifts: tuple[LoggedSet, ...]
    logged_sessions: tuple[LoggedSession, ...]
    previous: Plan | None
    switched_off: frozenset[str]
    notes: tuple[str, ...]
    surprises: tuple[str, ...] = ()
    done: tuple[LoggedSet, ...] = ()
    outside: Mapping[str, OutsideMovement] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    trained: tuple[tuple[dt.date, int], ...] = ()
    pain_reports: tuple[PainReport, ...] = ()
    shown: frozenset[str] = frozenset()
    runs_by_week: Mapping[dt.date, tuple[ScheduledRun, ...]] = field(default_factory=dict)
    load_per_minute: Mapping[RunKind, float] = field(default_factory=lambda: RUN_RPE)
    next_day: NextDay = NOTHING_KNOWN
    log: LiftLog = field(default=NOTHING_LOGGED, repr=False, compare=False)
    doses: dict[tuple[object, ...], object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Reckon once what the log comes to: every week, exercise and rule asks for it."""
        tested = lifted(self.effects)
        asked = Logged(
            catalogue=self.catalogue,
            lifts=(*self.lifts, *tested) if tested else self.lifts,
            over=self.done,
            today=self.today,
            outside=self.outside,
        )
        if not self.log.logged.is_same(asked):
            object.__setattr__(self, "log", lift_log(asked))

    @property
    def is_master(self) -> bool:
        """Whether the rules for sixty and over hold."""
        return self.age >= MASTER_AGE

    @property
    def trained_on(self) -> frozenset[dt.date]:
        """The days on which a strength session is over."""
        return frozenset(date for date, _ in self.trained)

    @property
    def is_experienced(self) -> bool:
        """Whether the athlete has lifted for more than a novice's time."""
        return self.athlete.profile.lifting_experience in EXPERIENCED

    def counts(self, rule: str) -> bool:
        """Whether a rule counts: what is built asks for those that it keeps by its building."""
        return rule not in self.switched_off

    def effects_on(self, date: dt.date) -> tuple[Effect, ...]:
        """Return what results of self-tests change on a date."""
        return tuple(effect for effect in self.effects if date <= effect.until)

    def limits_in(self, first: dt.date, last: dt.date) -> tuple[Limit, ...]:
        """Return the professional's limits in force on any day from first to last, inclusive."""
        days = range((last - first).days + 1)
        return tuple(
            limit
            for limit in self.athlete.limits
            if any(limit.holds_on(first + dt.timedelta(days=d)) for d in days)
        )

    def limits_on(self, date: dt.date) -> tuple[Limit, ...]:
        """Return the professional's limits in force on a date."""
        if not self.athlete.limits:
            return ()
        return tuple(limit for limit in self.athlete.limits if limit.holds_on(date))

    def races_in(self, monday: dt.date) -> tuple[Race, ...]:
        """Return the races of a week, by date."""
        return tuple(
            sorted(
                (r for r in self.athlete.races if monday_of(r.date) == monday),
                key=lambda r: r.date,
            )
        )

    def key_runs(self) -> tuple[ScheduledRun, ...]:
        """Return the quality and long runs, in order."""
        return tuple(r for r in self.runs if r.kind.is_quality or r.kind is RunKind.LONG)


def _done(request: PlanRequest) -> tuple[LoggedSet, ...]:
    """Return the logged sets that are over: all up to yesterday, today's if nothing is under way.

    Who logs without naming a session on a day that has one under way is doing that session.
    """
    busy = {*request.under_way, None} if request.under_way else set()
    return tuple(
        one
        for one in request.lifts
        if one.date < request.today or (one.date == request.today and one.session_id not in busy)
    )


def _trained(request: PlanRequest, done: tuple[LoggedSet, ...]) -> tuple[tuple[dt.date, int], ...]:
    """Return the days with a session that is over, each with the minute its last one began.

    A session that has begun is finished, whatever else was logged on the day.
    """
    found = dict.fromkeys((one.date for one in done), LOGGED_MINUTE)
    told: dict[dt.date, int] = {}
    for each in request.logged_sessions:
        if each.skipped or each.date > request.today or each.session_id in request.under_way:
            continue
        found.setdefault(each.date, LOGGED_MINUTE)
        if each.start_minute is not None:
            told[each.date] = max(told.get(each.date, 0), each.start_minute)
    begun = any(
        one.date == request.today and one.session_id in request.under_way for one in request.lifts
    )
    return tuple(
        sorted((d, m) for d, m in (found | told).items() if not (begun and d == request.today))
    )


def recovery_weeks(race: Race) -> int:
    """Return how many weeks of recovery follow a race (house, by distance and priority)."""
    if race.priority is RacePriority.A:
        return next(weeks for metres, weeks in RECOVERY_WEEKS if race.distance_m >= metres)
    if race.priority is RacePriority.B and race.distance_m >= B_RECOVERY_FROM_M:
        return 1
    return 0


def season_weeks(request: PlanRequest) -> int:
    """Return the number of weeks: as asked, else through the recovery after the last race."""
    if request.weeks is not None:
        return request.weeks
    first = monday_of(request.today)
    ends = [
        (monday_of(race.date) - first).days // DAYS_PER_WEEK + 1 + recovery_weeks(race)
        for race in request.athlete.races
        if race.date >= request.today and race.priority is not RacePriority.C
    ]
    return min(MAX_WEEKS, max(ends)) if ends else DEFAULT_WEEKS


def facts_of(request: PlanRequest) -> Facts:
    """Return the planning problem of a request."""
    athlete = request.athlete
    first = monday_of(request.today)
    count = season_weeks(request)
    weeks = tuple(first + dt.timedelta(weeks=w) for w in range(count))
    last = weeks[-1] + dt.timedelta(days=DAYS_PER_WEEK - 1)
    notes: list[str] = []
    usual = athlete.usual_week
    if usual is None:
        found = usual_week(request.runs, request.today)
        usual = found.runs
        notes.append(found.sentence)
    yesterday = request.today - dt.timedelta(days=1)
    lately = tuple(r for r in request.runs if yesterday <= r.date <= request.today)
    assumed = scheduled_runs(athlete, usual, yesterday, last)
    surprises = surprises_of(lately, assumed, request.today)
    runs = tuple(r for r in as_done(lately, assumed) if r.date >= request.today)
    notes.extend(without_running(athlete, request.today, last))
    notes.extend(runs_on_rest_days(athlete, runs))
    notes.extend(untold_stages(athlete.conditions))
    notes.extend(short_run_up(athlete, (one.date for one in request.lifts), request.today))
    by_week: dict[dt.date, list[ScheduledRun]] = {week: [] for week in weeks}
    for run in runs:
        by_week[monday_of(run.date)].append(run)
    body = permissions(
        athlete,
        request.today,
        bone_answers=request.bone_answers,
        pain_reports=request.pain_reports,
    )
    days = tuple(limit for each in surprises for limit in each.restrictions)
    if days:
        merged = sorted((*body.days, *days), key=lambda r: (r.date, r.limit, r.rule))
        body = replace(body, days=tuple(merged))
    told = tuple(each.sentence for each in surprises)
    done = _done(request)
    facts = Facts(
        athlete=athlete,
        catalogue=request.catalogue,
        today=request.today,
        seed=request.seed,
        age=athlete.age_on(request.today),
        first_monday=first,
        weeks=weeks,
        detail=min(request.detail, count),
        usual=usual,
        runs=runs,
        permissions=body,
        event_speed_mps=event_pace(athlete, request.runs, request.today),
        lifts=request.lifts,
        logged_sessions=request.logged_sessions,
        previous=without_released(request.previous, athlete.pins, request.released),
        switched_off=frozenset(
            rule for rule in request.rules_off if rule.partition(".")[0] not in NEVER_OFF
        ),
        notes=(*notes, *told),
        surprises=told,
        done=done,
        outside=request.outside,
        effects=effects_now(
            request.tests, athlete.tests, person_of(athlete, request.today), request.today
        ),
        trained=_trained(request, done),
        shown=shown_by_tests(request.tests, athlete.tests, request.catalogue.by_id, request.today),
        pain_reports=tuple(r for r in request.pain_reports if r.date <= request.today),
        runs_by_week={week: tuple(found) for week, found in by_week.items()},
        load_per_minute=load_per_minute(request.runs, request.today),
    )
    return _with_next_day(facts, request.runs)


def _with_next_day(facts: Facts, runs: tuple[AnalysedRun, ...]) -> Facts:
    """Return the facts with what the recorded runs show of the day after leg work."""
    if not runs or not facts.log.leg_days:
        return facts
    begun = dict(facts.trained)
    seen = next_day(
        runs,
        {date: begun.get(date, LOGGED_MINUTE) for date in facts.log.leg_days},
        facts.today,
        unsure=facts.trained_on - facts.log.leg_days,
    )
    told = next_day_sentence(seen)
    return replace(facts, next_day=seen, notes=(*facts.notes, told) if told else facts.notes)
