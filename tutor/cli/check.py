"""`tutor check`: what is wrong with lesson files, each with its line."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tutor.course.catalog import Entry
    from tutor.course.full import Tally
    from tutor.course.lesson import Lesson
    from tutor.course.problem import Problem
    from tutor.course.reading import Readability

_PATH = click.Path(path_type=Path)


@dataclass
class _Found:
    """What a check has found; lines for people are told as they come."""

    quiet: bool
    lessons: int = 0
    problems: list[Problem] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    words: list[Readability] = field(default_factory=list)

    def tell(self, problems: Sequence[Problem]) -> None:
        """Take problems in."""
        self.problems += problems
        for problem in problems if not self.quiet else ():
            click.echo(str(problem))

    @property
    def errors(self) -> int:
        """How many problems are more than warnings."""
        return sum(not problem.warning for problem in self.problems)


@click.command("check")
@click.option("--full", is_flag=True, help="Train as well: each reference and each default.")
@click.option("--seeds", default=3, show_default=True, type=click.IntRange(1, 20),
              help="With --full: how many seeds each is trained with.")  # fmt: skip
@click.option("--some", type=click.IntRange(1), metavar="N",
              help="With --full: train only N lessons, others each day.")  # fmt: skip
@click.option("--turn", type=click.IntRange(0), metavar="K",
              help="With --some: which N, counted up; else by the day.")  # fmt: skip
@click.option("--words", is_flag=True, help="Tell how much there is to read in each lesson.")
@click.option("--record", is_flag=True,
              help="Train the references of PATH and write their recorded runs anew.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of lines.")
@click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]...")
def command(  # noqa: PLR0913 - one for each option
    *, full: bool, seeds: int, some: int | None, turn: int | None, words: bool, record: bool,
    as_json: bool, paths: tuple[Path, ...],
) -> int:  # fmt: skip
    """Check lesson files, or folders of them; without PATH, the course's own.

    With --full each experiment's reference is trained with several seeds and has to reach the
    goal with each, and its defaults are trained and must not. Your own runs and progress are not
    touched.

    Exit status: 0 where there is no error, warnings or not; else 1.
    """
    if record:
        if not paths:
            raise click.UsageError("--record writes files: name the lessons.")
        from tutor.cli.check_training import record_references

        record_references(paths)
    entries, problems = _entries(paths)
    found = _Found(as_json, sum(entry.final is None for entry in entries))
    found.tell([*problems, *(problem for entry in entries for problem in entry.problems)])
    lessons = [entry.lesson for entry in entries if entry.lesson]
    if full:
        _train(found, lessons, seeds, some, time.localtime().tm_yday if turn is None else turn)
    if words:
        from tutor.course.reading import readability

        found.words = [readability(lesson) for lesson in lessons]
    _tell(found)
    return 1 if found.errors else 0


def _entries(paths: Sequence[Path]) -> tuple[list[Entry], list[Problem]]:
    from tutor import paths as folders
    from tutor.course.catalog import Catalog, check_paths

    known = Catalog.load(folders.lessons()).ids if paths else []
    return check_paths(paths or [folders.lessons()], known)


def _train(
    found: _Found, lessons: Sequence[Lesson], seeds: int, some: int | None, turn: int
) -> None:
    """Train what the sound lessons ask for, telling each problem as it is found."""
    from tutor.cli.check_training import elsewhere, trainer
    from tutor.course.full import check_full, some_of, trainings

    chosen = lessons if some is None else some_of(lessons, some, turn)
    count = sum(trainings(lesson, seeds) for lesson in chosen)
    with elsewhere(), trainer(count) as train:
        for lesson in chosen:
            problems, tallies = check_full(lesson, train, seeds)
            found.tell(problems)
            found.tallies += tallies


def _tell(found: _Found) -> None:
    """Tables and the summary; of JSON, everything at once."""
    from tutor.cli.check_tables import tally_table, word_table

    warnings = len(found.problems) - found.errors
    if found.quiet:
        click.echo(json.dumps(_object(found, warnings), indent=2))
        return
    for table in (tally_table(found.tallies), word_table(found.words)):
        if table:
            click.echo("\n".join(["", *table, ""]))
    counts = (("lesson", found.lessons), ("error", found.errors), ("warning", warnings))
    click.echo(", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in counts))


def _object(found: _Found, warnings: int) -> dict[str, object]:
    """Everything as plain data; figures that are not finite are texts, as in a run's events."""
    from tutor.lab.numbers import encode

    return {
        "lessons": found.lessons,
        "errors": found.errors,
        "warnings": warnings,
        "problems": [{**asdict(problem), "path": str(problem.path)} for problem in found.problems],
        "runs": [
            {**asdict(tally), "values": [encode(value) for value in tally.values]}
            for tally in found.tallies
        ],
        "words": [one.as_object() for one in found.words],
    }
