"""How an exercise begins: the first session, the body alone, and holds and carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.domain.athlete import LiftingExperience
from ironstride.domain.evidence import HOUSE
from ironstride.strength.asking import EXTRA_REPS, EXTRA_SESSIONS, Aim, Ask
from ironstride.strength.exposures import reserve_told
from ironstride.strength.kit import next_up, round_down

if TYPE_CHECKING:
    from ironstride.strength.e1rm import Estimate
    from ironstride.strength.exposures import Exposure

FIRST_RESERVE: Final = 3.0
FIRST_RESERVE_NEW: Final = 4.0
"""Reserve in the first session: 3, for people new to lifting 4 (RD-01)."""
NEW_TO_LIFTING: Final = frozenset({LiftingExperience.NONE, LiftingExperience.NOVICE})
TIMED_MORE: Final = 1.2
"""Holding or carrying so much longer than asked earns the next weight (house)."""


def _is_easy(ask: Ask, session: Exposure) -> bool:
    logged = session.sets[-1]
    amount = next(n for n in (logged.seconds, logged.distance_m, logged.reps) if n is not None)
    told = reserve_told(logged)
    return amount >= ask.reps * TIMED_MORE or (told is not None and told >= ask.rir + EXTRA_REPS)


def timed(ask: Ask, sessions: tuple[Exposure, ...]) -> Aim | None:
    """Return the load of a hold or carry: the last one, or a step more after two easy sessions.

    None where no load was logged. A step may not be larger than the cap unless the kit makes none.
    """
    loads = [min((s.load_kg for s in e.sets if s.load_kg), default=None) for e in sessions]
    last = loads[-1]
    if last is None:
        return None
    recent = sessions[-EXTRA_SESSIONS:]
    earned = (
        len(recent) == EXTRA_SESSIONS
        and loads[-EXTRA_SESSIONS] == last
        and all(_is_easy(ask, session) for session in recent)
    )
    step = next_up(ask.options, last) if earned else None
    if step is None:
        sentence = "The same load as last time; it rises after two easy sessions."
        rule = "load.hold"
    else:
        sentence = "Twice it was easy, so the next weight."
        rule = "load.two-for-two"
        step = max(step, round_down(ask.options, last * (1.0 + ask.cap)) or step)
    return Aim(
        total=(step or last) + ask.body,
        reps=ask.reps,
        rir=ask.rir,
        rule=rule,
        evidence=("LP-24", HOUSE),
        sentence=sentence,
    )


def body_alone(ask: Ask) -> Aim:
    """Return the aim where the body is the load and nothing has been logged."""
    return Aim(
        total=ask.body,
        reps=ask.reps,
        rir=ask.rir,
        rule="load.body",
        evidence=("LP-22", "LP-13"),
        sentence="Your own mass is the load; stop while this many repetitions are still there.",
    )


def first_session(ask: Ask, guess: Estimate | None) -> Aim:
    """Return a light start where nothing is known: from the low end of a guess, else the lightest.

    The percentage is not stated, because a guess from body mass is no maximum.
    """
    new = ask.profile.lifting_experience in NEW_TO_LIFTING
    rir = max(ask.rir, FIRST_RESERVE_NEW if new else FIRST_RESERVE)
    low = max(0.0, guess.low - guess.body_kg) if guess is not None else 0.0
    return Aim(
        total=ask.body + low * ask.percent(ask.reps + rir) / 100.0,
        reps=ask.reps,
        rir=rir,
        rule="load.first-session",
        evidence=("LP-20", "RD-01", HOUSE),
        sentence="Your first time, so it starts light on purpose: stop with plenty left, say how "
        "many more were there, and the next load will fit.",
        guessed=max(0.0, guess.kg - guess.body_kg) if guess is not None else None,
    )
