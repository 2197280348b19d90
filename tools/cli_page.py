"""Write `docs/reference/cli.md` from the commands themselves."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import click

from ironstride.cli import COMMANDS, group

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"
HEAD = """\
# Commands

Made by `make docs` from the commands themselves; `ironstride COMMAND --help` says the same.

Every command takes `--json`: it then prints one JSON document on standard output and nothing else;
what it has to say about it goes to standard error. `run`, `serve` and `watch`, which go on, print
one line of JSON when they are ready or for each event. What goes wrong is a document, too:
`problems`, each with `code`, `what`, `where` and `remedy`.

Exit codes: 0 done; 1 the request cannot be met (the conflict says why); 2 the input is wrong (what,
where, remedy for every problem); 70 a fault of Ironstride; 130 interrupted. Dates are written as
YYYY-MM-DD. Files that a command reads are described by [athlete.schema.json](athlete.schema.json)
and [plan.schema.json](plan.schema.json); settings by [settings.md](settings.md).
"""


def page() -> str:
    """Return the page: each command with its usage, its sentences and its options."""
    context = click.Context(group, info_name="ironstride", help_option_names=["-h", "--help"])
    return HEAD + "".join(_section(line.name, context) for line in COMMANDS)


def _section(name: str, context: click.Context) -> str:
    command = group.get_command(context, name)
    if command is None:
        raise LookupError(name)
    inner = click.Context(command, info_name=name, parent=context)
    usage = " ".join(["ironstride", name, *command.collect_usage_pieces(inner)])
    help_text = inspect.cleandoc(command.help or "")
    rows = [
        record
        for parameter in command.get_params(inner)
        if (record := parameter.get_help_record(inner)) is not None
    ]
    table = "".join(
        f"| `{_cell(option)}` | {_cell(words) or 'what to read'} |\n" for option, words in rows
    )
    head = f"\n## ironstride {name}\n\n`{usage}`\n\n{help_text}\n\n"
    return f"{head}| option | what it does |\n|---|---|\n{table}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write the page; return 0."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
