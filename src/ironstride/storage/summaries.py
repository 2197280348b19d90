"""Sums by week, computed by the database: ten years of history in one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from ironstride.domain.performance import SetKind
from ironstride.domain.run import ActivityKind
from ironstride.storage import schema
from ironstride.storage.records import RunWeek, SessionWeek, SetWeek

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.engine import Connection

    from ironstride.storage.records import AthleteId

ACTIVITY: Final = schema.activity
ANALYSIS: Final = schema.run_analysis
SET: Final = schema.logged_set
SESSION: Final = schema.logged_session


class Summaries:
    """Weeks from Monday to Sunday of the runner's own clock; empty weeks are left out."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        self._connection = connection
        self._athlete = athlete

    def runs(self, first: dt.date, last: dt.date) -> tuple[RunWeek, ...]:
        """Return sums by week and kind of activity, for local dates from first to last."""
        total = sa.func.sum
        rows = self._connection.execute(
            sa.select(
                ACTIVITY.c.week,
                ACTIVITY.c.kind,
                sa.func.count().label("activities"),
                total(ACTIVITY.c.duration_s).label("duration_s"),
                sa.func.coalesce(total(ACTIVITY.c.distance_m), 0.0).label("distance_m"),
                sa.func.coalesce(total(ACTIVITY.c.ascent_m), 0.0).label("ascent_m"),
                sa.func.max(ACTIVITY.c.distance_m).label("longest_m"),
                sa.func.coalesce(total(ANALYSIS.c.load), 0.0).label("load"),
                sa.func.count(ANALYSIS.c.load).label("analysed"),
            )
            .select_from(
                ACTIVITY.outerjoin(
                    ANALYSIS,
                    sa.and_(
                        ANALYSIS.c.athlete_id == ACTIVITY.c.athlete_id,
                        ANALYSIS.c.activity_id == ACTIVITY.c.id,
                    ),
                )
            )
            .where(
                ACTIVITY.c.athlete_id == self._athlete,
                ACTIVITY.c.date.between(first, last),
                ACTIVITY.c.is_hidden.is_(False),
            )
            .group_by(ACTIVITY.c.week, ACTIVITY.c.kind)
            .order_by(ACTIVITY.c.week, ACTIVITY.c.kind)
        )
        return tuple(
            RunWeek(
                monday=row.week,
                kind=ActivityKind(row.kind),
                activities=row.activities,
                duration_s=row.duration_s,
                distance_m=row.distance_m,
                ascent_m=row.ascent_m,
                longest_m=row.longest_m,
                load=row.load,
                analysed=row.analysed,
            )
            for row in rows
        )

    def sets(self, first: dt.date, last: dt.date) -> tuple[SetWeek, ...]:
        """Return sums of sets, warm-ups left out, by week and exercise."""
        total = sa.func.sum
        rows = self._connection.execute(
            sa.select(
                SET.c.week,
                SET.c.exercise,
                sa.func.count().label("sets"),
                sa.func.coalesce(total(SET.c.reps), 0).label("reps"),
                sa.func.coalesce(total(SET.c.contacts), 0).label("contacts"),
                sa.func.coalesce(total(SET.c.reps * SET.c.load_kg), 0.0).label("tonnage_kg"),
            )
            .where(
                SET.c.athlete_id == self._athlete,
                SET.c.is_last.is_(True),
                SET.c.is_deleted.is_(False),
                SET.c.kind != SetKind.WARM_UP,
                SET.c.date.between(first, last),
            )
            .group_by(SET.c.week, SET.c.exercise)
            .order_by(SET.c.week, SET.c.exercise)
        )
        return tuple(
            SetWeek(
                monday=row.week,
                exercise=row.exercise,
                sets=row.sets,
                reps=row.reps,
                contacts=row.contacts,
                tonnage_kg=row.tonnage_kg,
            )
            for row in rows
        )

    def sessions(self, first: dt.date, last: dt.date) -> tuple[SessionWeek, ...]:
        """Return how many strength sessions were done and skipped, by week."""
        done = sa.case((SESSION.c.skipped.is_(True), 0), else_=1)
        rows = self._connection.execute(
            sa.select(
                SESSION.c.week,
                sa.func.sum(done).label("done"),
                sa.func.sum(1 - done).label("skipped"),
                sa.func.coalesce(sa.func.sum(SESSION.c.minutes * done), 0.0).label("minutes"),
            )
            .where(
                SESSION.c.athlete_id == self._athlete,
                SESSION.c.is_last.is_(True),
                SESSION.c.is_deleted.is_(False),
                SESSION.c.date.between(first, last),
            )
            .group_by(SESSION.c.week)
            .order_by(SESSION.c.week)
        )
        return tuple(
            SessionWeek(monday=row.week, done=row.done, skipped=row.skipped, minutes=row.minutes)
            for row in rows
        )
