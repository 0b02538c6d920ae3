"""How often the diagnosis is right on runs whose truth is known; all seeds are fixed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.diagnosis.simulated_runs import Trained, diverging, guessing, healthy, trained
from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose, early

TROUBLE = {
    "diverged", "not_learning", "still_improving", "overfitting", "large_gap", "underfitting",
}  # fmt: skip


def share(holds: list[bool]) -> float:
    return float(np.mean(holds))


@pytest.mark.parametrize("with_facts", [True, False])
def test_at_most_one_healthy_run_in_twenty_is_given_trouble(with_facts: bool) -> None:
    random = np.random.default_rng(11)
    alarms: list[bool] = []
    good: list[bool] = []
    for epochs in (6, 8, 10, 15, 20, 30, 60, 150):
        for _ in range(50):
            made, facts = healthy(random, epochs)
            found = diagnose(made, facts if with_facts else Facts())
            alarms.append(any(finding.name in TROUBLE for finding in found.findings))
            good.append(found.primary.name == "good_fit")
    assert share(alarms) <= 0.05
    assert share(good) >= 0.7


def test_losses_alone_raise_no_more_alarms() -> None:
    random = np.random.default_rng(12)
    alarms: list[bool] = []
    for epochs in (8, 15, 20, 30, 60, 150):
        for _ in range(50):
            made, _ = healthy(random, epochs)
            losses = {name: made.metrics[name] for name in ("loss", "val_loss")}
            found = diagnose(History(losses))
            alarms.append(any(finding.name in TROUBLE for finding in found.findings))
    assert share(alarms) <= 0.05


def test_hardly_any_healthy_run_is_stopped_early() -> None:
    random = np.random.default_rng(13)
    stopped: list[bool] = []
    for _ in range(40):
        made, facts = healthy(random, 25)
        parts = (
            History({name: column[:epochs] for name, column in made.metrics.items()})
            for epochs in range(4, 25)
        )
        stopped.append(any(early(part, facts) is not None for part in parts))
    assert share(stopped) <= 0.05


@pytest.mark.parametrize("epochs", [5, 10, 30, 100])
def test_guessing_and_divergence_are_found(epochs: int) -> None:
    random = np.random.default_rng(epochs)
    learning = [diagnose(*guessing(random, epochs)).primary.name for _ in range(60)]
    assert learning.count("not_learning") >= 0.95 * 60
    gone = [diagnose(diverging(random, epochs)).primary.name for _ in range(60)]
    assert gone.count("diverged") >= 0.95 * 60


def runs() -> list[Trained]:
    """Real trainings of a linear network, from hopelessly overfitted to healthy."""
    random = np.random.default_rng(14)

    def pick(*values: float) -> float:
        return float(random.choice(values))

    return [
        trained(
            seed, train=int(pick(30, 60, 120, 300, 1000)), validation=int(pick(200, 400, 1000)),
            features=int(pick(5, 20, 60, 120)), epochs=int(pick(15, 20, 30)),
            rate=pick(0.1, 0.3, 1.0), noise=pick(0.0, 0.1, 0.2),
        )
        for seed in range(110)
    ]  # fmt: skip


Judge = Callable[[Trained], bool]


def by_examples(run: Trained) -> bool:
    return diagnose(run.history, run.facts, run.examples).has("overfitting")


def by_curves(run: Trained) -> bool:
    return diagnose(run.history).has("overfitting")


@pytest.fixture(scope="module")
def real() -> list[Trained]:
    return runs()


@pytest.mark.parametrize(("judge", "least"), [(by_examples, 0.7), (by_curves, 0.8)])
def test_overfitting_of_real_runs_agrees_with_their_risk(
    real: list[Trained], judge: Judge, least: float
) -> None:
    rises = np.array([run.risk[-1] / run.risk.min() - 1 for run in real])
    said = np.array([judge(run) for run in real])
    assert said[rises > 0.05].mean() >= least
    assert said[rises < 0.02].mean() <= 0.05
    assert said[rises < 0.05].mean() <= 0.08
    assert (rises > 0.05).sum() >= 40
    assert (rises < 0.05).sum() >= 40
