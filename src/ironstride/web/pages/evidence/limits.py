"""What to expect of strength work, where sources disagree, and what is left out for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A sentence of ours and the rows that it rests on."""

    sentence: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Points under one heading; ``id`` is its anchor."""

    id: str
    title: str
    points: tuple[Point, ...]


def _point(sentence: str, *rows: str) -> Point:
    return Point(sentence=sentence, rows=rows)


EXPECT: Final = Part(
    id="expect",
    title="What to expect",
    points=(
        _point(
            "Running economy improves by a little in trials, though not in all: some found "
            "nothing.",
            *("RE-01", "RE-15", "RE-17", "RE-20", "RE-42", "RE-43"),
        ),
        _point(
            "Time trials improve less than economy does, and one per cent of economy is less than "
            "one per cent of time.",
            *("RE-06", "RE-12", "RE-18", "RE-38", "RE-45", "RE-46", "MX-26"),
        ),
        _point(
            "Late in a long effort trained men and women kept more; few were studied.",
            *("DU-01", "DU-02", "DU-07"),
        ),
        _point("Oxygen uptake and threshold stay as they are.", "RE-14"),
        _point(
            "Masters gained in a small trial of heavy lifting; adolescents perhaps a little.",
            *("RE-44", "LG-08", "RE-36"),
        ),
        _point("A change of economy smaller than the error of measuring it says nothing.", "MX-27"),
        _point(
            "People who do some strength work each week live longer on average; they were "
            "observed, not tried.",
            *("LG-05", "LG-06", "LG-07"),
        ),
        _point(
            "Little is much better than nothing: one set, one short session a week or some minutes "
            "a day still raise strength.",
            *("LP-44", "LP-45", "LP-46"),
        ),
        _point("Older women enjoyed exercise more with heavy lifting.", "MA-16"),
        _point("Bone answers to heavy lifting and jumps, each age in its way.", "LG-11", "LG-16"),
    ),
)

INJURIES: Final = Part(
    id="injuries",
    title="Fewer injuries: may be, and nobody can promise it",
    points=(
        _point(
            "Over all sports strength work goes with far fewer injuries, and stretching does not.",
            *("IP-01", "IP-16", "IP-17"),
        ),
        _point(
            "In runners the pooled trials found no effect; those with supervision did.",
            *("IP-02", "IP-03", "IP-19"),
        ),
        _point(
            "Programmes at home and short ones found nothing.",
            *("IP-08", "IP-09", "IP-10", "IP-11", "IP-12"),
        ),
        _point(
            "Single trials found fewer: hips and trunk in novices, feet in established runners, "
            "daily work in recruits, softer landings.",
            *("IP-04", "IP-06", "IP-13", "IP-20", "IP-21", "FM-04"),
        ),
        _point("One programme made acute injuries more frequent.", "IP-05"),
        _point(
            "Weak hips, a low cadence or hard braking went with some injuries of small groups; no "
            "person is judged by that.",
            *("IP-14", "IP-15", "FM-05"),
        ),
        _point(
            "Novices are hurt most, and a rule of ten per cent a week did not prevent it.",
            *("TL-06", "TL-04", "TL-05", "TL-08"),
        ),
        _point("Shin splints are what recreational runners get most.", "GN-01"),
        _point("Short sleep went with injuries of adolescents in one school.", "RM-10"),
    ),
)

DISAGREE: Final = Part(
    id="disagree",
    title="Where sources disagree or are silent, and what we do",
    points=tuple(
        _point("", row)
        # The whole part but the row that only tells two names apart.
        for row in (
            *("GP-01", "GP-02", "GP-03", "GP-04", "GP-05", "GP-06", "GP-07"),
            *("GP-08", "GP-09", "GP-10", "GP-11", "GP-12", "GP-14"),
        )
    ),
)

LEFT_OUT: Final = Part(
    id="left-out",
    title="What is left out, and why",
    points=(
        _point(
            "No ratio of this week to the last ones warns you: it is no measure of risk.",
            *("TL-02", "TL-03"),
        ),
        _point("No fixed line for monotony or strain: there is none for a group.", "RM-02"),
        _point(
            "No steering by heart-rate variability: what you say reacts to load better.",
            *("RM-04", "RM-05", "RM-06", "RM-07"),
        ),
        _point(
            "No fitness and fatigue curves as a score of injury: they are running means.", "MX-16"
        ),
        _point(
            "No second scale of load: how hard it felt times minutes holds for runs and lifts; "
            "minutes in zones and scores from pace are other people's scales.",
            *("RM-01", "MX-13", "MX-14", "MX-15"),
        ),
        _point(
            "No correction of pace and heart rate for heat: how much it takes differs from person "
            "to person, and some drift is normal.",
            *("MX-20", "MX-21", "MX-22"),
        ),
        _point("No age grade: whether the tables are approved is not checked.", "MX-25"),
        _point("No sets to failure: they add no strength.", "LP-19"),
        _point("No lighter week without any work: it cost leg strength in one trial.", "LP-30"),
        _point(
            "No lifting before the run where both share a day, although it gives more strength: "
            "the run matters more.",
            *("CT-06", "CT-07"),
        ),
        _point(
            "No other spacing for women: that running disturbs men alone is one review's finding.",
            *("CT-05", "GP-07"),
        ),
        _point(
            "No grades, alarms or fixed cadence from running dynamics: they say little of economy, "
            "and a watch's bands are centiles.",
            *("FM-07", "FM-10", "FM-11", "FM-12", "FM-13", "MX-24", "BR-19"),
        ),
        _point("No other foot strike: it moves load from knee to ankle.", "FM-06"),
        _point(
            "No advice on shoes: certainty is low, and what there is depends on the runner.",
            *("FW-02", "FW-03", "FW-06", "FW-07", "FW-08", "FW-09", "FW-10", "FW-11", "FW-12"),
        ),
        _point(
            "No coaching of self-talk: it made a ride longer and a race no faster.",
            *("MA-01", "MA-02", "MA-03"),
        ),
        _point(
            "No points and no rewards, although a tiny one for coming back helped in one very "
            "large trial.",
            "MA-08",
        ),
        _point(
            "No blame for what was missed: without company most people do less in time.",
            *("IP-07", "MA-10", "MA-11"),
        ),
    ),
)

PARTS: Final = (EXPECT, INJURIES, DISAGREE, LEFT_OUT)
"""The parts of the page, in their order."""
