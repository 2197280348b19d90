"""The gym screen in pounds: what it shows, what a step is, what it sends, what it keeps offline."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ironstride.domain.performance import LoggedSet
from ironstride.services.measures import IMPERIAL, METRIC, Measures
from ironstride.services.runner import set_athlete, stored_athlete
from ironstride.units import KG_PER_LB
from ironstride.web.pages import PAGES
from tests.browser.conftest import serving
from tests.browser.pictures import SCHEMES, WIDTHS, Served, context_of, picture
from tests.browser.test_correcting_a_set import loaded, nth_of_list
from tests.support.web import NOW, TODAY, database_with_plan

SAY = """async ({masses, units}) => {
  const words = await import('/static/js/gym/words.js');
  words.sayIn(units);
  return masses.map(words.massText);
}"""
STEP = """async ({from, steps, options}) => {
  const { stepLoad } = await import('/static/js/gym/session.js');
  return steps.reduce((seen, by) => [...seen, stepLoad([], seen.at(-1), by, options)], [from]);
}"""


@pytest.fixture
def served_in_pounds(tmp_path: Path) -> Iterator[Served]:
    """Serve a runner who reads pounds and miles."""
    database = database_with_plan(tmp_path / "pounds.db")
    with database.snapshot() as unit:
        athlete = stored_athlete(unit, TODAY)
    assert athlete is not None
    told = set_athlete(database, replace(athlete, imperial=True), today=TODAY, now=NOW)
    assert told.value is not None
    with serving(database) as made:
        yield made
    database.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = context_of(browser)
    yield context.new_page()
    context.close()


def sets_of(served: Served) -> tuple[LoggedSet, ...]:
    with served.database.snapshot() as unit:
        return unit.sets.all()


@pytest.mark.parametrize("measures", [METRIC, IMPERIAL])
def test_the_screen_says_a_mass_as_the_server_does(
    page: Page, served: Served, measures: Measures
) -> None:
    page.goto(f"{served.address}/more")
    typed = [n / 8 for n in range(1, 900)]
    masses = [n * KG_PER_LB for n in typed] + typed + [round(n * KG_PER_LB, 3) for n in typed]
    units = {
        "mass": measures.mass_unit,
        "kg": KG_PER_LB if measures.imperial else 1.0,
        "plates": 0.02 if measures.imperial else 0.0,
    }
    said = page.evaluate(SAY, {"masses": masses, "units": units})
    # An eighth lies between two hundredths; which one is taken is no matter of the figure.
    differing = [
        (mass, here, there)
        for mass, here in zip(masses, said, strict=True)
        if here != (there := measures.mass(mass))
        and abs(float(here.split()[0]) - float(there.split()[0])) > 0.011
    ]
    assert differing == []
    quarters = [n for n in typed if n * 4 == round(n * 4)]
    exact = page.evaluate(
        SAY, {"masses": [measures.kilograms(n) for n in quarters], "units": units}
    )
    assert exact == [f"{n:g} {measures.mass_unit}" for n in quarters]


def test_without_a_kit_a_step_is_a_pound_and_the_way_back_is_exact(
    page: Page, served: Served
) -> None:
    page.goto(f"{served.address}/more")
    steps = [*itertools.repeat(1, 90), *itertools.repeat(-1, 100)]
    options = {"unit": KG_PER_LB, "most": None}
    seen = page.evaluate(STEP, {"from": 45 * KG_PER_LB, "steps": steps, "options": options})
    assert [IMPERIAL.mass_value(kg) for kg in seen] == [
        *range(45, 136), *range(134, 44, -1), *range(44, 34, -1)
    ]  # fmt: skip
    limited = {"unit": KG_PER_LB, "most": 50.5 * KG_PER_LB}
    seen = page.evaluate(STEP, {"from": 45 * KG_PER_LB, "steps": [1] * 9, "options": limited})
    assert IMPERIAL.mass_value(seen[-1]) == 50


def test_a_set_is_shown_stepped_and_listed_in_pounds_and_sent_in_kilograms(
    page: Page, served_in_pounds: Served
) -> None:
    served = served_in_pounds
    page.goto(f"{served.address}/log")
    page.get_by_role("button", name="Warm").click()
    expect(page.locator("#set")).to_be_visible()
    index = loaded(page)
    nth_of_list(page, index)
    loads = page.evaluate(
        """(index) => {
        const page = JSON.parse(document.getElementById('gym-session').textContent);
        return page.exercises[page.steps[index].exercise].loads }""",
        index,
    )
    for _ in loads:
        page.locator("#load-less").click()
    page.locator("#load-more").click()
    shown = page.locator("#load").inner_text()
    assert shown.endswith("lb")
    picture(page, "log-set-pounds", 390, "light")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator("#progress")).to_contain_text("1 of")
    expect(page.locator("#status")).to_have_text("saved")
    (one,) = sets_of(served)
    assert one.load_kg in loads
    page.reload()
    page.locator("#all-sets summary").click()
    listed = page.locator("#set-list li").nth(index).inner_text()
    assert shown in listed
    assert " kg" not in page.locator("#gym").inner_text()
    picture(page, "log-list-pounds", 390, "light")


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_in_pounds_and_miles_fit_their_window(
    browser: Browser, served_in_pounds: Served, width: int
) -> None:
    for scheme in SCHEMES:
        context = context_of(browser, width=width, scheme=scheme)
        page = context.new_page()
        for each in PAGES:
            page.goto(served_in_pounds.address + (each.example or each.path))
            picture(page, f"{each.name}-pounds", width, scheme)
            wide = "() => document.documentElement.scrollWidth - innerWidth"
            assert page.evaluate(wide) <= 0, each.name
        context.close()
