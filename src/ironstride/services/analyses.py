"""What runs say, kept beside the activities and brought up to date when facts change."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from ironstride.domain.athlete import Athlete, Availability, LiftingExperience, Place, Profile
from ironstride.domain.run import ActivityKind, AnalysedRun, RunKind

if TYPE_CHECKING:
    from ironstride.running.features import RunFeatures
    from ironstride.storage import ActivityId, Database, StoredActivity, UnitOfWork

VERSION: Final = 1
"""Raised whenever an analysis would say something else: what is stored is then made anew."""

FIRST: Final = dt.date(1970, 1, 1)
BATCH: Final = 200
RESTS_ON: Final = "analyses-rest-on"
"""Name under which the digest of what the analyses were made of is kept."""
FIELDS: Final = tuple(each.name for each in fields(AnalysedRun))

STRANGER: Final = Athlete(
    profile=Profile(birth_year=1985, body_mass_kg=70.0, lifting_experience=LiftingExperience.NONE),
    goals={},
    places=(Place(id="home"),),
    availability=Availability(),
)
"""Somebody of whom nothing is known yet, so that runs can be read before the questions (house)."""


def run_text(run: AnalysedRun) -> str:
    """Return an analysed run as the text that storage keeps."""
    # `asdict` copies every figure by itself, ten times as long as all of it takes.
    plain: dict[str, object] = {name: getattr(run, name) for name in FIELDS}
    plain["date"] = run.date.isoformat()
    plain["dynamics"] = dict(run.dynamics)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def run_of(text: str) -> AnalysedRun:
    """Return the analysed run of a stored text."""
    plain: dict[str, Any] = json.loads(text)
    plain["date"] = dt.date.fromisoformat(plain["date"])
    plain["kind"] = RunKind(plain["kind"])
    return AnalysedRun(**plain)


def runs_between(unit: UnitOfWork, first: dt.date, last: dt.date) -> tuple[AnalysedRun, ...]:
    """Return what the runs of local dates from first to last say, by start."""
    return tuple(
        run_of(row.document)
        for row in unit.analyses.between(first, last, kind=ActivityKind.RUN)
        if row.version == VERSION
    )


def bring_up_to_date(
    database: Database, athlete: Athlete | None, *, today: dt.date, now: dt.datetime
) -> int:
    """Ensure that every run's analysis rests on all that is known; return how many changed.

    Where nothing was changed since the last time, nothing is read again.

    Args:
        athlete: None where the runner has not said anything yet.
    """
    known = athlete or STRANGER
    with database.snapshot() as unit:
        made_of, before = unit.analyses.state(today)
        if unit.settings.get(RESTS_ON) == _rests_on(known, today, made_of, before):
            return 0
        said = {row.activity: row.document for row in unit.analyses.between(FIRST, today)}
        changed = [
            (id, run) for id, run in _judged(unit, known, today) if said.get(id) != run_text(run)
        ]
    for start in range(0, len(changed), BATCH):
        with database.begin(durable=False) as unit:
            for id, run in changed[start : start + BATCH]:
                unit.analyses.put(
                    id,
                    run_text(run),
                    version=VERSION,
                    now=now,
                    run_kind=run.kind,
                    load=run.load,
                    is_spike=run.is_spike,
                )
    with database.begin(durable=False) as unit:
        now_made_of, after = unit.analyses.state(today)
        # What was imported meanwhile is in no analysis yet.
        if now_made_of == made_of:
            unit.settings.put(RESTS_ON, _rests_on(known, today, made_of, after))
    return len(changed)


def _rests_on(athlete: Athlete, today: dt.date, made_of: str, said: str) -> str:
    """Return a digest of all that analyses rest on, and of themselves."""
    person = (
        athlete.age_on(today),
        athlete.profile.sex,
        athlete.profile.hr_max_bpm,
        athlete.profile.hr_rest_bpm,
        athlete.races,
        athlete.results,
    )
    return hashlib.sha256(repr((VERSION, person, made_of, said)).encode()).hexdigest()


def _judged(
    unit: UnitOfWork, athlete: Athlete, today: dt.date
) -> Iterator[tuple[ActivityId, AnalysedRun]]:
    """Give each run's id with what it says, the runner's own corrections applied."""
    # The analysis imports numpy, which pages that only read what is stored do without.
    from ironstride.running.analyse import interpret_all  # noqa: PLC0415 (see above)
    from ironstride.running.history import dated_runs  # noqa: PLC0415 (see above)

    stored = {each.id: each for each in unit.activities.between(FIRST, today)}
    measured: list[tuple[ActivityId, RunFeatures]] = []
    for row in unit.features.between(FIRST, today, kind=ActivityKind.RUN):
        features = features_of(row.document)
        activity = stored.get(row.activity)
        if features is not None and activity is not None:
            measured.append((row.activity, corrected(features, activity)))
    ids = {id(features): activity for activity, features in measured}
    plain = [features for _, features in measured]
    reading = interpret_all(plain, athlete, today)
    for features, run in zip(dated_runs(plain, today), reading.runs, strict=True):
        activity_id = ids[id(features)]
        kind = stored[activity_id].correction.run_kind
        if kind is None:
            yield activity_id, run
        else:
            yield (
                activity_id,
                replace(run, kind=kind, kind_certainty=1.0, kind_reason="You said so."),
            )


def features_of(text: str) -> RunFeatures | None:
    """Return the features of a stored text; None where an older program measured them."""
    from ironstride.running.features_json import from_json  # noqa: PLC0415 (as in _judged)

    return from_json(json.loads(text))


def corrected(features: RunFeatures, stored: StoredActivity) -> RunFeatures:
    """Return features with what the runner says of the activity: rating, name, start."""
    activity = stored.activity
    return replace(
        features,
        session_rpe=activity.session_rpe,
        name=activity.name or features.name,
        start=features.start if activity.start is None else activity.start,
    )
