"""Measures the tutor: `python -m tests.benchmarks [GROUP] [--quick] [--json]`.

The groups are `screen` (times taken from outside, on an emulated terminal, as a learner has
them), `engine` (the worker beside plain Keras scripts), `accuracy` (what the course's networks
reach), `texts` (key phrases and sentiment of plain statements on subjects that no data set has) and
`views` (how soon what a network does can be seen).
Without one, screen and engine are measured. Each row has its number, its target and whether it is
met. Ratios compare two sides in the same run, so that they mean the same on other machines.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Sequence

from tests.benchmarks import accuracy, engine, screen, texts, views
from tests.benchmarks.row import Row

GROUPS = ("screen", "engine", "accuracy", "texts", "views")
_USUAL = ("screen", "engine")


def measured(groups: Sequence[str], *, quick: bool, only: str) -> Iterator[Row]:
    """The rows of some groups, each as soon as it is measured."""
    for group in groups:
        match group:
            case "screen":
                yield from screen.rows(quick=quick)
            case "engine":
                yield from engine.rows(quick=quick)
            case "texts":
                yield from texts.rows(quick=quick)
            case "views":
                yield from views.rows(quick=quick)
            case _:
                yield from accuracy.rows(quick=quick, only=only)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the tutor.")
    parser.add_argument("group", nargs="?", choices=GROUPS, help="only this one")
    parser.add_argument(
        "--quick", action="store_true", help="one run of each, to see that it works"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--only", default="", help="of accuracy: the references with this text")
    arguments = parser.parse_args()
    groups = [arguments.group] if arguments.group else _USUAL
    found = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["TUTOR_HOME"] = home
        for row in measured(groups, quick=arguments.quick, only=arguments.only):
            found.append(row.told())
            if not arguments.json:
                print(*row.lines(), sep="\n", flush=True)
    if arguments.json:
        print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
