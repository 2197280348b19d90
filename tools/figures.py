"""A contact sheet of every exercise's figure, and the faults of each: ``make figures``.

``python -m tools.figures [ID…] [--png] [--out FOLDER]`` draws the named exercises only (all without
a name), writes ``index.html`` with two positions and the moving picture of each, and with ``--png``
pictures of the sheet taken with the system's chromium, one for each family.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from playwright.sync_api import sync_playwright

from ironstride.catalogue import load
from ironstride.catalogue.figures import figure_of
from ironstride.drawing.figure.checks import faults_of
from ironstride.drawing.figure.picture import moving_figure, still_figure
from ironstride.drawing.svg import escape
from tools.chromium import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ironstride.domain.exercise import Exercise

STATIC = Path(__file__).parents[1] / "src" / "ironstride" / "web" / "static"
SHEET_WIDTH = 1280


@click.command()
@click.argument("ids", nargs=-1)
@click.option("--png", is_flag=True, help="Take a picture of the sheet of each family.")
@click.option("--family", "families", multiple=True, help="Only this family; may be repeated.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("var/figures"))
def main(ids: tuple[str, ...], *, png: bool, families: tuple[str, ...], out: Path) -> None:
    """Draw figures to look at, and say what is wrong with them; exit 1 where anything is."""
    chosen = [
        each
        for each in load().exercises
        if (not ids or each.id in ids) and (not families or each.family.value in families)
    ]
    bad = sum(_told(each) for each in chosen)
    out.mkdir(parents=True, exist_ok=True)
    sheets = _sheets(chosen, out, is_one=bool(ids))
    if png:
        _take(sheets)
    click.echo(f"{len(chosen)} figures, {bad} faults; sheets in {out}")
    sys.exit(1 if bad else 0)


def _told(exercise: Exercise) -> int:
    """Say the faults of a figure; return how many there are."""
    parsed = figure_of(exercise.id)
    sentences = [f"{problem.location}: {problem.sentence}" for problem in parsed.problems]
    if parsed.value is not None:
        sentences += [f"{exercise.id}: {fault}" for fault in faults_of(parsed.value)]
    for sentence in sentences:
        click.echo(sentence)
    return len(sentences)


def _sheets(exercises: Iterable[Exercise], out: Path, *, is_one: bool) -> list[Path]:
    """Write a page for each family, or one page for named exercises; return the pages."""
    families: dict[str, list[Exercise]] = {}
    for each in exercises:
        families.setdefault("chosen" if is_one else each.family.value, []).append(each)
    pages = []
    for family, members in sorted(families.items()):
        members.sort(key=lambda each: (each.rung, each.id))
        page = out / f"{family}.html"
        page.write_text(_page(family, members), encoding="utf-8")
        pages.append(page)
    links = "".join(f'<li><a href="{page.name}">{page.stem}</a></li>' for page in pages)
    (out / "index.html").write_text(f"<ul>{links}</ul>", encoding="utf-8")
    return pages


def _page(title: str, exercises: Iterable[Exercise]) -> str:
    styles = "".join(
        (STATIC / name).read_text(encoding="utf-8") for name in ("tokens.css", "figures.css")
    )
    cards = "".join(_card(each) for each in exercises)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>{title}</title><style>{styles}"
        "body{font:14px system-ui;margin:16px;background:var(--paper);color:var(--ink)}"
        "main{display:grid;grid-template-columns:repeat(3,1fr);gap:16px}"
        "article{border:1px solid #8884;padding:8px}h2{font-size:14px;margin:0}"
        "svg.figure{width:100%;height:220px;display:block}ol{margin:0;padding-left:20px;font-size:12px}"
        f"</style><h1>{title}</h1><main>{cards}</main></html>"
    )


def _card(exercise: Exercise) -> str:
    figure = figure_of(exercise.id).value
    head = f"<h2>{exercise.rung} · {escape(exercise.name)} <small>{exercise.id}</small></h2>"
    if figure is None:
        return f"<article>{head}<p>no figure</p></article>"
    pictures = str(still_figure(figure, exercise.name, f"s-{exercise.id}").svg)
    if figure.second is not None:
        pictures += still_figure(figure, exercise.name, f"t-{exercise.id}", figure.second).svg
    pictures += (
        "<details><summary>moving</summary>"
        + moving_figure(figure, exercise.name, f"m-{exercise.id}").svg
        + "</details>"
    )
    says = "".join(f"<li>{escape(frame.say)}</li>" for frame in figure.frames)
    return f"<article>{head}{pictures}<ol>{says}</ol></article>"


def _take(pages: Iterable[Path]) -> None:
    """Take a picture of each page beside it."""
    chromium = find_chromium()
    if chromium is None:
        click.echo("There is no chromium to take pictures with; open the sheets in a browser.")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SHEET_WIDTH, "height": 900})
        for sheet in pages:
            page.goto(sheet.resolve().as_uri())
            page.screenshot(path=sheet.with_suffix(".png"), full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
