"""Scores the diagnosis against computed truth: `python -m tests.benchmarks.diagnosis`.

Without `--make` nothing is trained: the kept runs are judged anew. See `TRUTH.md`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.benchmarks.diagnosis import make, store
from tests.benchmarks.diagnosis.calibrate import calibrate
from tests.benchmarks.diagnosis.configurations import HALVES
from tests.benchmarks.diagnosis.family_report import score_families
from tests.benchmarks.diagnosis.score import score


def main() -> None:
    """Do what is asked for."""
    arguments = _arguments()
    folder = arguments.work or store.work_folder()
    if arguments.make:
        task = make.make_some if arguments.once else make.make
        task(folder, arguments.share, arguments.every)
    if arguments.pack:
        size = store.keep([record for made in store.made(folder) for record in made])
        print(f"{len(store.read_packed())} runs are kept; {size / 1e6:.1f} MB are new")
    if arguments.calibrate:
        calibrate(store.all_records(folder) if arguments.work else store.read_packed())
    if arguments.families:
        score_families(arguments.half, as_json=arguments.json)
    aside = arguments.make or arguments.pack or arguments.calibrate or arguments.families
    if arguments.score or not aside:
        kept = store.all_records(folder) if arguments.work else store.read_packed()
        if not kept:
            sys.exit("There are no kept runs. Make them with --make, then keep them with --pack.")
        score(kept, arguments.half, as_json=arguments.json, stops=arguments.stopping)


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
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--pack", action="store_true", help="keep what was made in the repository")
    parser.add_argument(
        "--work", type=Path, default=None, help="where runs are made; scored too if given"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
