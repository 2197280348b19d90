"""The eight questions, the screen before them, and "does anything hurt?", on a terminal."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import click

from ironstride.domain.athlete import Goal, LiftingExperience, RacePriority, Sex
from ironstride.domain.body_region import Region, Side
from ironstride.units import kg_from_lb

Document = dict[str, Any]

KIT: Final = ("step", "band", "mat", "dumbbell", "kettlebell", "barbell", "rack", "bench", "box")
"""What people have at home, asked by word; the rest is set in the athlete file or the browser."""
SCREEN: Final = (
    "Has a doctor told you to train only after a check, or do you have chest pain on effort, a "
    "heart, kidney or metabolic disease, and nobody has cleared you since?"
)


class _Asker:
    """Asks on one of the two streams."""

    def __init__(self, *, on_stderr: bool) -> None:
        self._err = on_stderr

    def text(self, question: str, default: str | None = None) -> str:
        answer: str = click.prompt(
            question, default=default, err=self._err, show_default=bool(default)
        )
        return answer.strip()

    def number(self, question: str, low: float, high: float, default: float) -> float:
        answer: float = click.prompt(
            question, type=click.FloatRange(low, high), default=default, err=self._err
        )
        return answer

    def whole(self, question: str, low: int, high: int, default: int | None = None) -> int:
        answer: int = click.prompt(
            question, type=click.IntRange(low, high), default=default, err=self._err
        )
        return answer

    def word(self, question: str, words: tuple[str, ...], default: str) -> str:
        answer: str = click.prompt(
            question, type=click.Choice(words), default=default, err=self._err
        )
        return answer

    def yes(self, question: str) -> bool:
        return click.confirm(question, default=False, err=self._err)

    def say(self, sentence: str) -> None:
        click.echo(sentence, err=self._err)


def ask_all(today: dt.date, *, on_stderr: bool) -> Document:
    """Return the athlete document of the answers; every question has a sensible default."""
    ask = _Asker(on_stderr=on_stderr)
    ask.say("Eight questions, about a minute. Enter takes what stands in brackets.")
    birth_year = ask.whole("1. Year of birth", today.year - 100, today.year - 14)
    sex = ask.word(
        "2. Sex, as norms use it", tuple(each.value for each in Sex), Sex.UNSPECIFIED.value
    )
    mass, imperial = _mass(ask)
    lifting = ask.word(
        "4. Lifting experience",
        tuple(each.value for each in LiftingExperience),
        LiftingExperience.NONE.value,
    )
    document: Document = {
        "schema": "ironstride/athlete/1",
        "athlete": {
            "birth_year": birth_year,
            "sex": sex,
            "body_mass_kg": mass,
            "lifting_experience": lifting,
        },
        "goals": _goals(ask),
        "places": [_home(ask, imperial=imperial)],
        "availability": {
            "minutes": ask.whole("7. Minutes a session", 5, 120, 30),
            "sessions_per_week": ask.whole("   Sessions a week", 1, 4, 2),
        },
        "preferences": {"units": "imperial" if imperial else "metric"},
    }
    races = _races(ask)
    if races:
        document["races"] = races
    document["screening"] = _screen(ask)
    conditions = _conditions(ask)
    if conditions:
        document["conditions"] = conditions
    ask.say("This is not medical advice. What hurts and stays belongs to a professional.")
    return document


def _mass(ask: _Asker) -> tuple[float, bool]:
    while True:
        said = ask.text("3. Body mass (70, 70 kg or 154 lb)", "70 kg").lower().replace(" ", "")
        imperial = said.endswith("lb")
        figure = said.removesuffix("lb").removesuffix("kg")
        try:
            mass = float(figure)
        except ValueError:
            ask.say(f"“{said}” is no mass; write it as 70 kg or 154 lb.")
            continue
        kilograms = kg_from_lb(mass) if imperial else mass
        if 25 <= kilograms <= 250:  # noqa: PLR2004 (the athlete file's limits)
            return round(kilograms, 2), imperial
        ask.say("Body mass lies from 25 to 250 kg (55 to 551 lb).")


def _goals(ask: _Asker) -> dict[str, int]:
    names = tuple(Goal)
    ask.say("5. What matters most? " + ", ".join(f"{n} {g}" for n, g in enumerate(names, 1)))
    said = ask.text("   Numbers with commas; none: all alike", "none")
    chosen = {int(part) for part in said.split(",") if part.strip().isdigit()}
    if not chosen:
        return dict.fromkeys(names, 1)
    return {goal.value: 3 if n in chosen else 1 for n, goal in enumerate(names, 1)}


def _home(ask: _Asker, *, imperial: bool) -> Document:
    said = ask.text(f"6. Kit at home, with commas ({', '.join(KIT)})", "none")
    kit = [word.strip() for word in said.split(",") if word.strip() in KIT]
    home: Document = {"id": "home", "equipment": kit}
    unit = "lb" if imperial else "kg"
    for word, key in (("dumbbell", "dumbbells_kg"), ("kettlebell", "kettlebells_kg"),
                      ("barbell", "plates_kg")):  # fmt: skip
        if word not in kit:
            continue
        what = "plate" if word == "barbell" else word
        weights = _weights(ask.text(f"   Each {what} in {unit}, pairs twice", "none"))
        home[key] = [round(kg_from_lb(w), 3) if imperial else w for w in weights]
    if "barbell" in kit:
        home["bars_kg"] = [round(kg_from_lb(45.0), 3) if imperial else 20.0]
    return home


def _weights(said: str) -> list[float]:
    found = []
    for part in said.replace(";", ",").split(","):
        try:
            weight = float(part)
        except ValueError:
            continue
        if weight > 0:
            found.append(weight)
    return found


def _races(ask: _Asker) -> list[Document]:
    found: list[Document] = []
    while True:
        said = ask.text("8. A race to train for (YYYY-MM-DD), none to go on", "none")
        try:
            date = dt.date.fromisoformat(said)
        except ValueError:
            return found
        found.append(
            {
                "date": date.isoformat(),
                "distance_m": ask.number("   Kilometres", 0.1, 500, 10) * 1000,
                "priority": ask.word(
                    "   How much it matters", tuple(each.value for each in RacePriority), "A"
                ),
            }
        )


def _screen(ask: _Asker) -> Document:
    screening: Document = {}
    if ask.yes(SCREEN):
        screening["clearance_needed"] = True
        ask.say("Until a named professional clears you: no heavy and no jumping work.")
    if ask.yes("Are you pregnant?"):
        screening["pregnant"] = True
        ask.say("Then loads stay moderate, and some exercises are left out.")
    if ask.yes("Do you know your blood pressure?"):
        screening["systolic_mmhg"] = ask.whole("   Upper figure", 60, 300, 120)
        screening["diastolic_mmhg"] = ask.whole("   Lower figure", 30, 200, 80)
    return screening


def _conditions(ask: _Asker) -> list[Document]:
    found = []
    question = "Does anything hurt?"
    while ask.yes(question):
        region = ask.word("   Where", tuple(each.value for each in Region), Region.KNEE_FRONT.value)
        side = ask.word("   Which side", tuple(each.value for each in Side), Side.LEFT.value)
        pain = ask.number("   How much while running, 0 to 10", 0, 10, 3)
        found.append({"region": region, "side": side, "pain_during": pain})
        question = "Anything else?"
    return found
