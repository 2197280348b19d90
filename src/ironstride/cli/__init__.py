"""The command line: `--help` imports click alone, each command what it needs when it is called."""

from __future__ import annotations

import importlib
import sys
from typing import Final, NamedTuple

import click

BUG: Final = 70
"""As sysexits.h has it: an internal fault."""
INTERRUPTED: Final = 130
AGAIN: Final = "What was done is kept; start it again."
TELL: Final = "Please report the lines on standard error."


class CommandLine(NamedTuple):
    """One command: its name, the module that holds it as ``command``, and one sentence."""

    name: str
    module: str
    sentence: str


COMMANDS: Final = (
    CommandLine("run", "ironstride.cli.run", "Serve the coach, with a demo runner beside it."),
    CommandLine("serve", "ironstride.cli.serve", "Serve the coach without the demo runner."),
    CommandLine("setup", "ironstride.cli.setup", "Say who you are: eight questions, or a file."),
    CommandLine("import", "ironstride.cli.import_", "Take in runs, lift logs and calendars."),
    CommandLine("watch", "ironstride.cli.watch", "Import whatever lands in a folder."),
    CommandLine("plan", "ironstride.cli.plan", "Plan the season, from files or the database."),
    CommandLine("cohort", "ironstride.cli.cohort", "Plan for every athlete file of a folder."),
    CommandLine("today", "ironstride.cli.today", "Show today's session and runs."),
    CommandLine("week", "ironstride.cli.week", "Show a week on one calendar."),
    CommandLine("log", "ironstride.cli.log", "Log sets, and sessions done or left out."),
    CommandLine("checkin", "ironstride.cli.checkin", "Say how you are, and what hurts."),
    CommandLine("test", "ironstride.cli.tests", "Test yourself, and see what results say."),
    CommandLine("why", "ironstride.cli.why", "Say why the plan is as it is."),
    CommandLine("what-if", "ironstride.cli.what_if", "Try another world beside the plan."),
    CommandLine("rules", "ironstride.cli.rules", "List the rules, switch soft ones off or on."),
    CommandLine("evidence", "ironstride.cli.evidence", "Show on whose word the plan stands."),
    CommandLine("catalogue", "ironstride.cli.catalogue", "List the exercises."),
    CommandLine("protocols", "ironstride.cli.protocols", "Read how injuries are led back."),
    CommandLine("audit", "ironstride.cli.audit", "Audit any plan against the rules."),
    CommandLine("export", "ironstride.cli.export", "Write everything into one zip."),
    CommandLine("backup", "ironstride.cli.backup", "Copy the database, and check the copy."),
    CommandLine("doctor", "ironstride.cli.doctor", "Look whether all is sound."),
)


class LazyGroup(click.Group):
    """Knows its commands by name and sentence, and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order in which they are used."""
        del ctx
        return [line.name for line in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now; None where there is none of this name."""
        del ctx
        line = next((line for line in COMMANDS if line.name == cmd_name), None)
        if line is None:
            return None
        command = importlib.import_module(line.module).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{line.module}.command is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their sentences, importing none of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(line.name, line.sentence) for line in COMMANDS])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Ironstride is not medical advice.",
)
@click.version_option(package_name="ironstride", message="%(version)s")
@click.pass_context
def group(ctx: click.Context) -> None:
    """Strength for runners, planned around the runs you really run."""
    # Only now, when a command follows: `--help` and `--version` need nothing of the world.
    if callable(ctx.obj):
        ctx.obj = ctx.obj()


def run(arguments: list[str] | None = None, *, surroundings: object = None) -> int:
    """Return the exit code: 0 done, 1 cannot be met, 2 wrong input, 70 a bug, 130 interrupted.

    Args:
        surroundings: what `ironstride.cli.surroundings.Surroundings` describes, or what makes it
            once a command follows.
    """
    as_json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        code = group.main(
            args=arguments, prog_name="ironstride", standalone_mode=False, obj=surroundings
        )
    except click.ClickException as error:
        error.show()
        if as_json:
            _say_usage(error)
        return 2
    except click.Abort:
        click.echo("Interrupted; what was done is kept.", err=True)
        if as_json:
            _say_problem("interrupted", "The command was interrupted.", "ironstride", AGAIN)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; nothing is left to tell them.
        sys.stderr.close()
        return 0
    except Exception:  # noqa: BLE001  a bug, told whole: 1 would say that a request cannot be met
        import traceback

        traceback.print_exc()
        click.echo(
            "This is a fault of Ironstride, not of yours; please report the lines above.", err=True
        )
        if as_json:
            _say_problem("bug", "This is a fault of Ironstride, not of yours.", "ironstride", TELL)
        return BUG
    return code if isinstance(code, int) else 0


def _say_usage(error: click.ClickException) -> None:
    """Print a mistake in the command itself as the one document that ``--json`` promises."""
    context = getattr(error, "ctx", None)
    command = "ironstride" if context is None else context.command_path
    _say_problem("wrong-command", error.format_message(), command, f"See `{command} --help`.")


def _say_problem(code: str, sentence: str, location: str, remedy: str) -> None:
    from ironstride.cli.output import problems_document, say_json
    from ironstride.domain.problem import Problem

    problem = Problem(code=code, sentence=sentence, location=location, remedy=remedy)
    say_json(problems_document([problem]))
