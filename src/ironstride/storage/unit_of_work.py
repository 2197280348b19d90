"""All repositories of one athlete over one transaction."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ironstride.storage import schema
from ironstride.storage.activities import Activities
from ironstride.storage.derived import Analyses, Features
from ironstride.storage.logs import (
    CHECKINS,
    PAINS,
    PLANNED_RUNS,
    SESSIONS,
    LoggedSets,
    RedFlags,
    TechniqueTicks,
    TestResults,
)
from ironstride.storage.originals import Originals
from ironstride.storage.plans import NamedDocuments, PlanChanges, Plans, Settings
from ironstride.storage.summaries import Summaries
from ironstride.storage.transfer import Transfer
from ironstride.storage.versioned import Versioned

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from ironstride.domain.athlete import CheckIn, PlannedRun
    from ironstride.domain.performance import LoggedSession, PainReport
    from ironstride.storage.dialect import PostgreSQL, SQLite
    from ironstride.storage.records import AthleteId


class UnitOfWork:
    """What can be asked and told; no repository sees another athlete's rows."""

    def __init__(
        self, connection: Connection, backend: SQLite | PostgreSQL, athlete: AthleteId
    ) -> None:
        self.connection = connection
        self.backend = backend
        self.athlete = athlete

    def ensure_athlete(self) -> None:
        """Ensure that the athlete has a row that all others can point to."""
        self.backend.insert_missing(self.connection, schema.athlete, [{"id": self.athlete}])

    @cached_property
    def originals(self) -> Originals:
        """The bytes that were given."""
        return Originals(self.connection, self.athlete)

    @cached_property
    def activities(self) -> Activities:
        """What was recorded."""
        return Activities(self.connection, self.athlete, self.originals)

    @cached_property
    def features(self) -> Features:
        """What streams were condensed to."""
        return Features(self.connection, self.athlete)

    @cached_property
    def analyses(self) -> Analyses:
        """What runs say."""
        return Analyses(self.connection, self.athlete)

    @cached_property
    def sets(self) -> LoggedSets:
        """Sets as logged."""
        return LoggedSets(self.connection, self.athlete)

    @cached_property
    def sessions(self) -> Versioned[LoggedSession]:
        """Strength sessions as done or skipped, by session id."""
        return Versioned(self.connection, self.athlete, SESSIONS)

    @cached_property
    def checkins(self) -> Versioned[CheckIn]:
        """How the runner was, one a day."""
        return Versioned(self.connection, self.athlete, CHECKINS)

    @cached_property
    def pains(self) -> Versioned[PainReport]:
        """What hurt."""
        return Versioned(self.connection, self.athlete, PAINS)

    @cached_property
    def red_flags(self) -> RedFlags:
        """Red-flag questions and their answers."""
        return RedFlags(self.connection, self.athlete)

    @cached_property
    def technique(self) -> TechniqueTicks:
        """Technique confirmed, session by session."""
        return TechniqueTicks(self.connection, self.athlete)

    @cached_property
    def planned_runs(self) -> Versioned[PlannedRun]:
        """Dated runs that stand over the usual week."""
        return Versioned(self.connection, self.athlete, PLANNED_RUNS)

    @cached_property
    def results(self) -> TestResults:
        """Results of self-tests."""
        return TestResults(self.connection, self.athlete)

    @cached_property
    def plans(self) -> Plans:
        """Plans as they were made."""
        return Plans(self.connection, self.athlete)

    @cached_property
    def changes(self) -> PlanChanges:
        """Cards that say what a plan changed."""
        return PlanChanges(self.connection, self.athlete)

    @cached_property
    def documents(self) -> NamedDocuments:
        """Named documents in versions: ``athlete``, ``usual-week`` and others."""
        return NamedDocuments(self.connection, self.athlete)

    @cached_property
    def settings(self) -> Settings:
        """Small texts by name."""
        return Settings(self.connection, self.athlete)

    @cached_property
    def summaries(self) -> Summaries:
        """Sums by week."""
        return Summaries(self.connection, self.athlete)

    @cached_property
    def transfer(self) -> Transfer:
        """All rows of the athlete as plain values, out and in again."""
        return Transfer(self.connection, self.athlete)
