"""Why a plan could not stay as it was: its weeks of old, judged by every rule on the new facts."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ironstride.body.gates import GateState, RegionGate
from ironstride.body.readiness import DayLimit
from ironstride.body.words import pain_words, region_words
from ironstride.domain.athlete import at_place
from ironstride.domain.clock import day_said
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import (
    LedgerLine,
    Level,
    Phase,
    Plan,
    PlannedSession,
    PlannedWeek,
    Strength,
)
from ironstride.domain.run import RunKind, ScheduledRun
from ironstride.planner.facts import Facts
from ironstride.planner.ledger import season_lines, week_lines
from ironstride.planner.reasons import PHASE_WORDS
from ironstride.planner.rule import Rule
from ironstride.planner.rulebook import Rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.slots import is_key, minutes_between
from ironstride.planner.wanted import wanted_sessions
from ironstride.units import DAYS_PER_WEEK, MIN_PER_HOUR

BODY_RULE: Final = "safety.contraindicated"
LEFT_OUT_RULE: Final = "time.sessions_wanted"
PIN_RULE: Final = "preference.pins"
REHABILITATION_RULE: Final = "safety.rehabilitation_first"
PHASE_RULE: Final = "dose.phase_methods"
RUN_GROUPS: Final = frozenset({"interference"})
"""Groups of rules that keep strength work away from runs: there the run is named."""
REALLY_LOADED: Final = 2
"""House: from this grade of 0 to 3 on, pain in a region is an exercise's own affair."""
FOLLOWS: Final = "it follows from what the pain takes out of the week's other session"
RUN_HOURS: Final = 72
"""House: a key run further away than this is not named as the cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What made a difference: a rule, and the sentence that a runner reads."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is new since the old plan.

    Args:
        hurts: gates that are not open and that the old plan did not know of as they are now.
        missed: sessions of the old plan before today of which nothing was logged.
    """

    facts: Facts
    book: Rulebook
    hurts: tuple[RegionGate, ...]
    missed: tuple[PlannedSession, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A week of the old plan under the new facts, beside the new week."""

    known: Known
    old: PlannedWeek
    new: PlannedWeek
    broken: tuple[LedgerLine, ...]
    dearer: tuple[tuple[int, LedgerLine], ...]
    """Soft rules that the old week costs more by than the new one, the dearest first."""
    titles: Mapping[str, str]

    def of_day(self, session: PlannedSession, *, is_gone: bool = False) -> Cause | None:
        """Return why a session could not stay where it was; None where nothing speaks.

        Args:
            is_gone: whether the week has no session in its stead. Every soft rule is cheaper with
                a session less, so before them comes whether the week wants as many as it had.
        """
        told = self._told(session)
        if told is not None:
            return told
        where = session.date.isoformat()
        for line in self.broken:
            for breach in line.breaches:
                if breach.where.startswith(where):
                    return self._cause(line.rule, breach.sentence, session)
        fewer = self._fewer_wanted() if is_gone else None
        if fewer is not None:
            return fewer
        for _, line in self.dearer:
            for breach in line.breaches:
                if breach.where.startswith(where):
                    return self._cause(line.rule, breach.sentence, session)
        return None

    def of_exercises(
        self, session: PlannedSession, ids: tuple[str, ...]
    ) -> dict[str, tuple[Cause, ...]]:
        """Return each exercise's own causes: the rules that forbid it, or pain where it loads."""
        known = self.facts.catalogue.by_id
        found: dict[str, tuple[Cause, ...]] = {}
        for id in ids:
            exercise = known.get(id)
            if exercise is None:
                continue
            own = self._forbidden(session, exercise) or self._sore(exercise)
            if own:
                found[id] = tuple(dict.fromkeys(own))
        return found

    def _forbidden(self, session: PlannedSession, exercise: Exercise) -> list[Cause]:
        """Return the hard rules that an exercise of the old session breaks, hard for itself."""
        pains = {gate.sentence: gate_words(gate) for gate in self.facts.permissions.gates.values()}
        found = []
        for line in self.broken:
            for breach in line.breaches:
                name, _, rest = breach.sentence.partition(": ")
                if breach.where == session.id and rest and name == exercise.name:
                    words = pains.get(rest) or _short(rest)
                    found.append(Cause(rule=line.rule, sentence=words))
        return found

    def _sore(self, exercise: Exercise) -> list[Cause]:
        """Return the new pains in regions that an exercise really loads."""
        return [
            Cause(rule=BODY_RULE, sentence=gate_words(gate))
            for gate in self.known.hurts
            if exercise.regions_loaded.get(gate.region, 0) >= REALLY_LOADED
        ]

    def of_content(
        self, session: PlannedSession, beside: Cause | None, *, has_own: bool = False
    ) -> tuple[Cause, ...]:
        """Return why what has no cause of its own could not stay, hard rules before soft ones.

        Args:
            beside: why another session of the week moved: what is left follows from that.
            has_own: whether other exercises of the session changed by causes of their own.
        """
        found = [
            Cause(rule=line.rule, sentence=_short(breach.sentence))
            for line in self.broken
            for breach in line.breaches
            if breach.where == session.id and ": " not in breach.sentence
        ]
        found += _of_readiness(self.facts, session.date)
        if found or has_own:
            return tuple(dict.fromkeys(found))
        return self._of_the_week(beside)

    def _of_the_week(self, beside: Cause | None) -> tuple[Cause, ...]:
        """Return what happened to the week as a whole."""
        if self.old.phase is not self.new.phase or self.old.light != self.new.light:
            is_rehabilitation = Phase.REHABILITATION in {self.old.phase, self.new.phase}
            rule = REHABILITATION_RULE if is_rehabilitation else PHASE_RULE
            return (Cause(rule=rule, sentence=self._phase_words()),)
        if self.known.missed:
            said = missed_words(self.known.missed, self.facts.today)
            return (Cause(rule=LEFT_OUT_RULE, sentence=said),)
        if beside is not None:
            return (beside,)
        if self.known.hurts and any(line.rule == BODY_RULE for line in self.broken):
            return (Cause(rule=BODY_RULE, sentence=FOLLOWS),)
        return tuple(
            Cause(rule=line.rule, sentence=self.titles[line.rule])
            for _, line in self.dearer
            if line.level is Level.CONTENT
        )[:1]

    @property
    def facts(self) -> Facts:
        """The facts of the new plan."""
        return self.known.facts

    def _fewer_wanted(self) -> Cause | None:
        """Return the cause of a week with all the sessions it wants; None where it lacks one."""
        week = SeasonWeek(start=self.new.start, phase=self.new.phase, light=self.new.light)
        wanted = wanted_sessions(self.facts, week)
        if len(self.new.sessions) < wanted.sessions:
            return None
        count = "one session" if wanted.sessions == 1 else f"{wanted.sessions} sessions"
        why = f"the week wants {count}" if wanted.sentence is None else lower(wanted.sentence)
        return Cause(rule=LEFT_OUT_RULE, sentence=why)

    def _phase_words(self) -> str:
        if self.new.phase is self.old.phase:
            return "the week is a lighter one" if self.new.light else "the week is no lighter one"
        return f"the week is there to {PHASE_WORDS[self.new.phase]}"

    def _told(self, session: PlannedSession) -> Cause | None:
        """Return the runner's own word on a session: left out, or moved by hand."""
        facts = self.facts
        if any(each.skipped and each.session_id == session.id for each in facts.logged_sessions):
            return Cause(rule=LEFT_OUT_RULE, sentence="you left it out")
        pins = {p.date: p.session for p in facts.athlete.pins if p.session is not None}
        if pins.get(session.date) == "none":
            return Cause(rule=PIN_RULE, sentence="you said so")
        for away in facts.athlete.availability.away:
            if away.first <= session.date <= away.last:
                place = "" if away.place is None else f", {at_place(away.place)}"
                return Cause(rule="time.windows", sentence=f"you are away{place}")
        rest = [r for r in facts.permissions.days if r.date == session.date]
        resting = [r for r in rest if r.limit is DayLimit.REST]
        if resting:
            return Cause(rule=BODY_RULE, sentence=lower(resting[0].sentence))
        return None

    def _cause(self, rule: str, sentence: str, session: PlannedSession) -> Cause:
        if rule.partition(".")[0] in RUN_GROUPS:
            run = next_key_run(self.facts, session)
            if run is not None:
                return Cause(rule=rule, sentence=run_words(run, self.facts.today))
        return Cause(rule=rule, sentence=lower(sentence))


def known_since(old: Plan, facts: Facts, book: Rulebook) -> Known:
    """Return what is known now and was not when the old plan was made."""
    said = {*old.notes, *(stop.sentence for stop in old.stops)}
    shut = [g for g in facts.permissions.gates.values() if g.state is not GateState.GO]
    logged = {each.session_id for each in facts.logged_sessions}
    logged |= {each.session_id for each in facts.lifts if each.session_id is not None}
    days = {each.date for each in facts.lifts}
    missed = tuple(
        session
        for week in old.weeks
        for session in week.sessions
        if old.today <= session.date < facts.today
        and session.id not in logged
        and session.date not in days
    )
    return Known(
        facts=facts,
        book=book,
        hurts=tuple(g for g in shut if g.sentence not in said),
        missed=missed,
    )


def judged(
    known: Known, old: PlannedWeek, new: PlannedWeek, earlier: tuple[PlannedWeek, ...]
) -> Judged:
    """Return the old week's sessions from today on as all rules see them now."""
    facts, book = known.facts, known.book
    places = {place.id for place in facts.athlete.places}
    standing = tuple(s for s in old.sessions if s.date >= facts.today and s.place in places)
    stayed = replace(new, sessions=standing)
    before = list(week_lines(facts, book, stayed, earlier))
    after = {line.rule: line.penalty for line in week_lines(facts, book, new, earlier)}
    dearer = [
        (line.penalty - after[line.rule], line)
        for line in before
        if line.strength is Strength.SOFT and line.penalty > after[line.rule]
    ]
    dearer.sort(key=lambda each: (-each[0], each[1].rule))
    rules: tuple[Rule[Any, Any, Any], ...] = (*book.week, *book.options, *book.content)
    return Judged(
        known=known,
        old=old,
        new=new,
        broken=tuple(b for b in before if b.strength is Strength.HARD and b.amount),
        dearer=tuple(dearer),
        titles={rule.id: lower(rule.title) for rule in rules},
    )


def of_phase(
    facts: Facts, book: Rulebook, weeks: tuple[PlannedWeek, ...], old: PlannedWeek, new: PlannedWeek
) -> Cause:
    """Return why a week has another phase than it had.

    Args:
        weeks: of the new plan.
    """
    if new.phase is Phase.REHABILITATION:
        shut = [g for g in facts.permissions.gates.values() if g.state is not GateState.GO]
        if shut:
            return Cause(rule=REHABILITATION_RULE, sentence=gate_words(shut[0]))
    if old.phase is Phase.REHABILITATION:
        return Cause(rule=REHABILITATION_RULE, sentence="it is calm, so building goes on")
    race = _race_near(facts, new.start)
    if race is not None and Phase.RACE in {old.phase, new.phase}:
        return Cause(rule="race.calendar", sentence=race)
    stayed = tuple(
        replace(w, phase=old.phase, light=old.light) if w.start == old.start else w for w in weeks
    )
    now = {line.rule: line.penalty for line in season_lines(facts, book, weeks)}
    found: tuple[int, LedgerLine] | None = None
    for line in season_lines(facts, book, stayed):
        if line.strength is Strength.HARD and line.amount:
            found = (0, line)
            break
        more = line.penalty - now[line.rule]
        if more > 0 and (found is None or more > found[0]):
            found = (more, line)
    if race is not None and (found is None or found[1].rule.startswith("race.")):
        return Cause(rule="race.calendar" if found is None else found[1].rule, sentence=race)
    if found is None:
        return Cause(rule=PHASE_RULE, sentence=f"it is there to {PHASE_WORDS[new.phase]}")
    titles = {rule.id: rule.title for rule in book.season}
    return Cause(rule=found[1].rule, sentence=lower(titles[found[1].rule]))


def _race_near(facts: Facts, monday: dt.date) -> str | None:
    """Return the race that a week leads to or comes from, in words."""
    near = [
        race
        for race in facts.athlete.races
        if -2 * DAYS_PER_WEEK <= (race.date - monday).days < 3 * DAYS_PER_WEEK
    ]
    if not near:
        return None
    race = min(near, key=lambda r: abs((r.date - monday).days))
    name = race.name or f"your {race.distance_m / 1000:g} km race"
    return f"{name} is on {race.date:%a} {race.date.day} {race.date:%b}"


def next_key_run(facts: Facts, session: PlannedSession) -> ScheduledRun | None:
    """Return the quality or long run that a session comes too close to; None without one near."""
    here = (session.date, session.start_minute)
    for run in facts.runs:
        minutes = minutes_between(here, (run.date, run.start_minute))
        if is_key(run) and -6 * MIN_PER_HOUR < minutes <= RUN_HOURS * MIN_PER_HOUR:
            return run
    return None


def run_words(run: ScheduledRun, today: dt.date) -> str:
    """Return ``Saturday is your long run``."""
    day = day_said(run.date, today)
    if run.kind is RunKind.RACE:
        return f"{day} is your race"
    if run.kind is RunKind.LONG:
        return f"{day} is your long run"
    return f"{day} has {run.kind.replace('-', ' ')}"


def gate_words(found: RegionGate) -> str:
    """Return ``your shin (left) is at 4 of 10``, and what waits."""
    words = f"your {region_words(found.region, found.side)} is at {pain_words(found.pain)}"
    return f"{words}, and questions about the bone wait" if found.asks_bone_questions else words


def missed_words(missed: tuple[PlannedSession, ...], today: dt.date) -> str:
    """Return ``Thu 3 Dec's legs and calves was not done; what matters most comes first``."""
    last = missed[-1]
    those = f"{day_said(last.date, today)}'s {lower(last.title)} was"
    if len(missed) > 1:
        before = day_said(missed[-2].date, today)
        those = f"{before}'s and {day_said(last.date, today)}'s sessions were"
    return f"{those} not done; nothing is doubled up, what matters most comes first"


def _of_readiness(facts: Facts, date: dt.date) -> list[Cause]:
    """Return what a check-in takes from a date."""
    sentences = dict.fromkeys(r.sentence for r in facts.permissions.days if r.date == date)
    return [Cause(rule="safety.effort", sentence=lower(each)) for each in sentences]


def _short(sentence: str) -> str:
    """Return the first part of a sentence, as the end of another one."""
    head = sentence.partition(". ")[0].partition(": ")[0]
    return lower(head)


def lower(sentence: str) -> str:
    """Return a sentence as the end of another: its first letter small, unless it names a day."""
    word = sentence.partition(" ")[0]
    is_name = word in calendar.day_name or (len(word) > 1 and not word[1].islower())
    text = sentence if is_name else sentence[:1].lower() + sentence[1:]
    return text.rstrip(".")
