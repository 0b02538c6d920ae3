"""The commands: one file a group; each is imported when it is named, so that `--help` is quick."""

from __future__ import annotations

import importlib
from typing import NoReturn

import click

from tutor import __version__

_COMMANDS: dict[str, str] = {
    "learn": "Open the course, or one lesson, on the screen (the default).",
    "review": "Review answered questions that are due, or say how many are.",
    "final": "Open the final quiz, on the whole course.",
    "lessons": "List the lessons, or show one with its settings.",
    "glossary": "Print the terms of the course, or what one means.",
    "search": "Find words in all lessons.",
    "notes": "Print your notes and bookmarks.",
    "reset": "Forget what you did in a lesson, or bring it back.",
    "progress": "Write your progress to a file, or merge one in.",
    "report": "Write a report of what you learned and trained.",
    "train": "Train an experiment's network without the screen.",
    "diagnose": "Say what a training's log means.",
    "runs": "List the runs.",
    "look": "Show what the network of a run does.",
    "compare": "Show two to six runs beside each other.",
    "export": "Write a run as a script, notebook, table, pictures and model.",
    "delete": "Delete a run, or bring it back.",
    "data": "Show the data sets, and fetch those that don't come with the program.",
    "check": "Check lesson files, or whole courses.",
    "doctor": "Look at what this machine has and lacks.",
}
"""Every command with its short help; the module of its name holds it as `command`."""


class Tutor(click.Group):
    """The group of all commands, which knows their names without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None where there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(f"tutor.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is answered with the nearest names."""
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            refuse_name("command", args[0], list(_COMMANDS))
        return super().resolve_command(ctx, args)


def refuse_name(noun: str, name: str, known: list[str]) -> NoReturn:
    """Answer an unknown name with the nearest known ones.

    Raises:
        click.UsageError: always.
    """
    from tutor.lab.names import suggestion

    raise click.UsageError(f"There is no {noun} {name!r}. {suggestion(name, known)}")


@click.group(cls=Tutor, invoke_without_command=True, context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="tutor")
@click.option(
    "--low-bandwidth", is_flag=True, envvar="TUTOR_LOW_BANDWIDTH",
    help="As `tutor learn --low-bandwidth`.",
)  # fmt: skip
@click.option("--pixels", is_flag=True, envvar="TUTOR_PIXELS", help="As `tutor learn --pixels`.")
@click.pass_context
def group(context: click.Context, *, low_bandwidth: bool, pixels: bool) -> object:
    """Learn deep learning in the terminal: read, predict, train, understand your own run.

    Without a command, `tutor` opens the course where you left it.
    """
    if context.invoked_subcommand is not None:
        return None
    learn = group.get_command(context, "learn")
    if learn is None:
        return None
    options = {"low_bandwidth": low_bandwidth, "pixels": pixels}
    return context.invoke(learn, **{name: True for name, on in options.items() if on})


def run(arguments: list[str]) -> int:
    """Run the command line; the exit status: 0 done, 1 failed, 2 wrong usage, 130 Ctrl-C."""
    try:
        status = group.main(arguments, prog_name="tutor", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except BrokenPipeError:
        return 1
    return status if isinstance(status, int) else 0
