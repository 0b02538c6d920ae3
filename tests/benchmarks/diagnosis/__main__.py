"""Scores the diagnosis against computed truth: `python -m tests.benchmarks.diagnosis`.

Without `--make` nothing is trained: the kept runs are judged anew. See `TRUTH.md`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.benchmarks.diagnosis import make, outcomes, remedied, remedy_report, store
from tests.benchmarks.diagnosis.advice import MOST, POLICIES
from tests.benchmarks.diagnosis.calibrate import calibrate
from tests.benchmarks.diagnosis.configurations import HALVES
from tests.benchmarks.diagnosis.family_report import score_families
from tests.benchmarks.diagnosis.record import Record
from tests.benchmarks.diagnosis.score import score


def main() -> None:
    """Do what is asked for."""
    arguments = _arguments()
    folder = arguments.work or store.work_folder()
    _make(arguments, folder)
    if arguments.pack:
        size = store.keep([record for made in store.made(folder) for record in made])
        print(f"{len(store.read_packed())} runs are kept; {size / 1e6:.1f} MB are new")
        size = outcomes.keep(outcomes.made(folder).values())
        print(f"{len(outcomes.read())} repeated trainings are kept; {size / 1e3:.0f} kB")
    if arguments.calibrate:
        calibrate(_kept(arguments, folder))
    if arguments.families:
        score_families(arguments.half, as_json=arguments.json)
    aside = ("make", "make_remedies", "pack", "calibrate", "families")
    busy = any(getattr(arguments, name) for name in aside)
    if arguments.score or arguments.remedies or not busy:
        _tell(arguments, folder)


def _make(arguments: argparse.Namespace, folder: Path) -> None:
    """Train what is asked for."""
    if arguments.make:
        task = make.make_some if arguments.once else make.make
        task(folder, arguments.share, arguments.every)
    if arguments.make_remedies:
        job = remedied.Job(
            folder=folder, half=arguments.half, share=arguments.share, most=arguments.most,
            policies=arguments.policies.split(","),
        )  # fmt: skip
        (remedied.make_some if arguments.once else remedied.make)(job)


def _kept(arguments: argparse.Namespace, folder: Path) -> list[Record]:
    """What is kept, and what lies in the work folder where one is given.

    Raises:
        SystemExit: there is nothing.
    """
    kept = store.all_records(folder) if arguments.work else store.read_packed()
    if not kept:
        sys.exit("There are no kept runs. Make them with --make, then keep them with --pack.")
    return kept


def _tell(arguments: argparse.Namespace, folder: Path) -> None:
    """Print what is asked for."""
    kept = _kept(arguments, folder)
    if not arguments.remedies:
        score(kept, arguments.half, as_json=arguments.json, stops=arguments.stopping)
        return
    known = outcomes.read() | (outcomes.made(folder) if arguments.work else {})
    remedy_report.report(
        kept, known, arguments.half, as_json=arguments.json, most=arguments.most
    )  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score the diagnosis against computed truth.")
    parser.add_argument("--score", action="store_true", help="score the kept runs; the default")
    parser.add_argument("--half", choices=HALVES, default="report", help="which half is scored")
    parser.add_argument(
        "--families", action="store_true", help="score simulated long histories by curves alone"
    )
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    parser.add_argument("--stopping", action="store_true", help="compare rules for stopping early")
    parser.add_argument("--calibrate", action="store_true", help="fit confidences on half 'tune'")
    parser.add_argument("--make", action="store_true", help="train what is not there yet")
    parser.add_argument("--share", default="1/1", help="which share of it, such as 1/2")
    parser.add_argument("--every", type=int, default=1, help="of a trial: every so many frames")
    _add_remedies(parser)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--pack", action="store_true", help="keep what was made in the repository")
    parser.add_argument(
        "--work", type=Path, default=None, help="where runs are made; scored too if given"
    )
    return parser.parse_args()


def _add_remedies(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--remedies", action="store_true", help="score the remedy check")
    parser.add_argument(
        "--make-remedies", action="store_true", help="train runs in trouble again as advised"
    )
    parser.add_argument("--most", type=int, default=MOST, help="runs in trouble looked at")
    parser.add_argument(
        "--policies", default=",".join(POLICIES), help="whose changes are made, with commas"
    )


if __name__ == "__main__":
    main()
