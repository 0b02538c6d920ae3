"""What is said of a policy's games: success alone decides, never its loss."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.diagnosis.history import Facts, History
from tutor.diagnosis.judge import diagnose, early
from tutor.diagnosis.meaning import meaning
from tutor.diagnosis.statistics import wilson
from tutor.diagnosis.verdict import Finding

JUDGED, GUESS = 200, 0.545
SETTINGS: dict[str, object] = {
    "recurrent_layers": 1, "cell": "LSTM", "units": 32, "epochs": 100, "batch_size": 32,
    "learning_rate": 0.01, "corridor_length": 8,
}  # fmt: skip
CHOICES: dict[str, Sequence[object]] = {
    "recurrent_layers": (0, 2), "units": [16, 32, 64], "epochs": (1, 400),
    "batch_size": [8, 32, 128], "learning_rate": (1e-4, 0.1), "corridor_length": [5, 8, 10],
}  # fmt: skip


def known(**changed: object) -> Facts:
    return Facts(
        played_games=32, judged_games=JUDGED, guess_success=GUESS,
        settings={**SETTINGS, **changed}, choices=CHOICES,
    )  # fmt: skip


def played(success: Sequence[float], fresh: Sequence[float], seed: int = 1) -> History:
    """Games drawn by chance from the true success, and the share of the games to judge by."""
    random = np.random.default_rng(seed)
    return History({
        "loss": (0.02 * random.standard_normal(len(success))).tolist(),
        "success": (random.binomial(32, np.asarray(success)) / 32).tolist(),
        "return": [0.0] * len(success),
        "val_success": list(fresh),
    })  # fmt: skip


def told(history: History, facts: Facts | None = None) -> Finding:
    (finding,) = diagnose(history, known() if facts is None else facts).findings
    assert finding.played
    assert finding.evidence.isascii()
    return finding


def learned(at: int, epochs: int = 100) -> tuple[list[float], list[float]]:
    """Half until an epoch, then a quick rise to all."""
    rise = [min(1.0, 0.5 + 0.05 * max(0, epoch - at)) for epoch in range(epochs)]
    return rise, [1.0 if epoch > at else 0.455 for epoch in range(epochs)]


@pytest.mark.parametrize("seed", range(20))
def test_a_player_that_wins_all_new_games_is_a_good_fit_whatever_the_loss_does(seed: int) -> None:
    history = played(*learned(40), seed)
    history.metrics["loss"] = [-0.005 * 0.9**epoch + 3e-6 for epoch in range(100)]
    found = told(history)
    assert found.name == "good_fit"
    assert "100 % (98 to 100 %) of 200 new games after epoch 100" in found.evidence
    assert "since epoch 42" in found.evidence
    assert found.epoch == 42
    assert found.change == {"corridor_length": 10}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("fresh", [0.455, 0.545])
def test_one_that_turns_the_same_way_is_not_learning(fresh: float, seed: int) -> None:
    found = told(played([0.5] * 100, [0.0] * 5 + [fresh] * 95, seed))
    assert found.name == "not_learning"
    assert "wins up to 55 %" in found.evidence
    assert "has not changed since epoch 6" in found.evidence
    assert found.change == {"batch_size": 128}


@pytest.mark.parametrize(
    ("explored", "said", "change"),
    [
        (0.9, "In 90 % of the games of epochs 91 to 100", {"epochs": 200}),
        (0.5, "In 50 % of the games", {"batch_size": 128}),
        (0.1, "it tries too little else to find more", {"batch_size": 128}),
    ],
)
def test_whether_it_still_tries_other_actions_is_told_and_decides_what_helps(
    explored: float, said: str, change: dict[str, object]
) -> None:
    history = played([0.5] * 100, [0.455] * 100)
    history.metrics["exploration"] = [1.0] * 80 + [explored] * 20
    found = told(history)
    assert found.name == "not_learning"
    assert said in found.evidence
    assert ("has not settled yet" in found.evidence) == (explored > 0.75)
    assert found.change == change


def test_smaller_steps_come_with_more_epochs_as_far_as_the_lesson_allows() -> None:
    history = played([0.5] * 100, [0.455] * 100)
    most = {**CHOICES, "batch_size": [32], "corridor_length": [8]}
    for epochs, longer in ((100, {"epochs": 300}), (200, {"epochs": 400}), (400, {})):
        facts = dataclasses.replace(known(epochs=epochs), choices=most)
        assert told(history, facts).change == {"learning_rate": pytest.approx(0.003)} | longer


def test_without_a_memory_it_is_told_to_get_one() -> None:
    history = played([0.5] * 100, [0.455] * 100)
    assert told(history, known(recurrent_layers=0)).change == {"recurrent_layers": 1}
    words = told(history, Facts(judged_games=JUDGED, guess_success=GUESS,
                                settings={"recurrent_layers": 0}))  # fmt: skip
    assert "memory" in words.remedy
    assert not words.change
    history.metrics["exploration"] = [0.1] * 100
    found = told(history, known(recurrent_layers=0))
    assert "In 10 % of the games" in found.evidence
    assert "too little" not in found.evidence, "there is nothing more to find"


def test_a_rate_far_off_is_mended_first() -> None:
    history = played([0.5] * 100, [0.455] * 100)
    for rate in (0.1, 0.0005):
        assert told(history, known(learning_rate=rate)).change == {"learning_rate": 0.01}
        free = Facts(judged_games=JUDGED, guess_success=GUESS, settings={"learning_rate": rate})
        assert f"Try a usual learning rate first: at {rate:g}, " in told(history, free).remedy
        further = told(history, known(learning_rate=rate)).further  # where that was tried in vain
        assert further
        assert all(one.change["learning_rate"] == 0.01 and len(one.change) == 2 for one in further)


@pytest.mark.parametrize("seed", range(20))
def test_what_was_won_and_lost_again_is_unstable(seed: int) -> None:
    success = [0.5] * 10 + [1.0] * 40 + [0.5] * 50
    found = told(played(success, [1.0 if share > 0.5 else 0.455 for share in success], seed))
    assert found.name == "unstable"
    assert found.epoch is not None
    assert 10 < found.epoch <= 50
    assert "points" in found.evidence
    assert found.change == {"learning_rate": pytest.approx(0.003)}


def test_who_lost_what_it_won_and_still_explores_has_yet_to_settle() -> None:
    success = [0.5] * 10 + [1.0] * 40 + [0.5] * 50
    history = played(success, [1.0 if share > 0.5 else 0.455 for share in success])
    tries = History({**history.metrics, "exploration": [0.7] * 100})
    found = told(tries)
    assert found.name == "unstable"
    assert found.change == {"epochs": 200}
    settled = History({**history.metrics, "exploration": [0.1] * 100})
    assert told(settled).change == {"learning_rate": pytest.approx(0.003)}


def test_what_it_knew_before_the_last_epochs_and_lost_is_no_rise() -> None:
    success = [0.5] * 40 + np.linspace(0.5, 1.0, 30).tolist() + [1.0] * 30
    fresh = [0.455] * 70 + [1.0] * 28 + [0.455] * 2
    found = told(played(success, fresh))
    assert found.name == "unstable"
    assert "100 % (98 to 100 %) of the new games in epochs 71 to 75" in found.evidence
    assert "46 % (39 to 52 %) of 200 new games after epoch 100" in found.evidence


def test_a_rise_up_to_the_end_is_still_improving_but_not_near_all() -> None:
    rise = np.linspace(0.3, 0.8, 100).tolist()
    found = told(played(rise, [0.8 if share > 0.7 else 0.545 for share in rise]))
    assert found.name == "still_improving"
    assert "over epochs" not in found.evidence
    assert "in epochs 51 to 75" in found.evidence
    assert found.change == {"epochs": 150}
    assert told(played(*learned(80))).name == "good_fit"


def test_a_rise_that_began_late_is_still_improving() -> None:
    rise = [0.5] * 95 + [0.7, 0.75, 0.8, 0.8, 0.8]
    found = told(played(rise, [0.455] * 100))
    assert found.name == "still_improving"
    assert "in epochs 76 to 90 to " in found.evidence
    assert "in epochs 91 to 100. " in found.evidence
    flat = [told(played([0.5] * 100, [0.455] * 100, seed)).name for seed in range(40)]
    assert "still_improving" not in flat


def test_what_is_won_only_at_the_very_end_is_no_good_fit_yet() -> None:
    found = told(played([0.5] * 30, [0.455] * 27 + [1.0] * 3), known(epochs=30))
    assert found.name == "not_enough_evidence"
    assert found.change == {"epochs": 45}
    lucky = told(played([0.5] * 100, [0.455] * 99 + [1.0]))
    assert lucky.name == "not_enough_evidence"


def test_few_epochs_or_games_are_too_few() -> None:
    found = told(played([0.5] * 5, [0.455] * 5))
    assert found.name == "not_enough_evidence"
    assert found.change == {"epochs": 100}
    assert "5 epochs are too few" in found.evidence
    few = Facts(played_games=1, judged_games=4, guess_success=0.5)
    found = told(played([0.5] * 20, [0.5] * 20), few)
    assert found.name == "not_enough_evidence"
    assert "more games" in found.remedy


def test_neither_all_nor_a_guess_is_left_open() -> None:
    found = told(played([0.75] * 100, [0.75] * 100))
    assert found.name == "not_enough_evidence"
    assert "75 % (69 to 80 %)" in found.evidence


def test_never_a_word_of_validation_examples() -> None:
    curves = [learned(40), ([0.5] * 50, [0.455] * 50), ([0.75] * 50, [0.75] * 50)]
    for success, fresh in curves:
        for facts in (Facts(), known()):
            found = told(played(success, fresh), facts)
            assert "validat" not in found.evidence + found.remedy + found.doubt
            assert "loss" not in found.evidence


def test_a_loss_that_is_no_number_has_diverged_but_no_finite_one() -> None:
    history = played([0.5] * 20, [0.455] * 20)
    history.metrics["loss"] = [1e-4] + [0.05] * 19
    assert told(history).name == "not_learning"
    assert early(history, known()) is None
    history.metrics["loss"] = [0.1] * 15 + [float("nan")] * 5
    assert told(history).name == "diverged"
    assert early(history, known()) is not None


def test_logs_made_elsewhere_are_judged_without_knowing_the_games() -> None:
    assert told(
        History({"loss": [0.1] * 50, "success": [0.3] * 20 + [1.0] * 30}), Facts()
    ).name == ("good_fit")
    flat = History({"success": [0.3, 0.4, 0.2, 0.3, 0.35] * 20})
    assert told(flat, Facts()).name == "not_learning"
    assert told(History({"success": [float("nan")] * 20}), Facts()).name == "not_enough_evidence"


def test_classifiers_with_such_a_column_are_judged_as_ever() -> None:
    history = History({"loss": [1.0] * 20, "val_loss": [1.0] * 20, "success": [0.5] * 20})
    assert not any(found.played for found in diagnose(history).findings)


def test_confidences_are_not_those_of_classifiers(calibrated: None) -> None:
    assert told(played([0.5] * 100, [0.455] * 100)).confidence == 0.95


def test_meanings_of_games_speak_of_no_loss() -> None:
    for name in ("not_learning", "unstable", "still_improving", "good_fit", "not_enough_evidence"):
        said = meaning(name, played=True)
        assert said != meaning(name)
        assert "loss" not in said
        assert said.isascii()
        assert 10 <= len(said.split()) <= 25
    assert meaning("diverged", played=True) == meaning("diverged")


def within(value: object, allowed: Sequence[object]) -> bool:
    if isinstance(allowed, list):
        return value in allowed
    low, high = allowed
    return all(isinstance(one, int | float) for one in (low, value, high)) and bool(
        float(str(low)) <= float(str(value)) <= float(str(high))
    )


SHARES = st.floats(0, 1) | st.sampled_from([0.0, 0.455, 0.545, 1.0])
ODD = SHARES | st.floats(allow_nan=True, allow_infinity=True) | st.floats(-2, 120)


@given(st.data(), st.integers(1, 60), st.sampled_from([SHARES, ODD]))
@settings(max_examples=200, deadline=None)
def test_any_success_is_judged(data: st.DataObject, epochs: int, pool: object) -> None:
    assert isinstance(pool, st.SearchStrategy)
    column = st.lists(pool, min_size=epochs, max_size=epochs)
    names = data.draw(st.sampled_from([("success",), ("val_success",), ("success", "val_success")]))
    counts = st.none() | st.integers(0, 10**6)
    facts = Facts(
        played_games=data.draw(counts), judged_games=data.draw(counts),
        guess_success=data.draw(st.none() | st.floats(0, 1)), settings=SETTINGS,
        choices=data.draw(st.sampled_from([{}, CHOICES])),
    )  # fmt: skip
    found = told(History({name: data.draw(column) for name in names}), facts)
    assert 0.0 < found.confidence <= 0.95
    assert found.remedy.endswith(".")
    assert found.doubt.endswith(".")
    assert "nan" not in found.evidence
    assert found.epoch is None or 1 <= found.epoch <= epochs
    assert all(within(value, CHOICES[name]) for name, value in found.change.items())


@given(st.lists(SHARES, min_size=1, max_size=60), st.floats(0, 1), st.integers(1, 400))
@settings(max_examples=200, deadline=None)
def test_what_the_last_games_surely_say_is_never_denied(
    before: list[float], last: float, judged: int
) -> None:
    share = round(last * judged) / judged
    facts = Facts(played_games=32, judged_games=judged, guess_success=0.5)
    found = told(played(before, [*before[:-1], share]), facts).name
    low, high = wilson(share, judged)
    assert not (found == "not_learning" and low > 0.5)
    assert not (found == "good_fit" and high < 0.9)


@pytest.mark.parametrize("epochs", [1, 2, 3, 7, 8, 1001, 100_000])
def test_any_length_is_judged(epochs: int) -> None:
    assert told(played([0.5] * epochs, [0.455] * epochs)).name == (
        "not_learning" if epochs >= 8 else "not_enough_evidence"
    )


def test_chance_alone_seldom_looks_like_a_course() -> None:
    found = [told(played([0.5] * 150, [0.455] * 150, seed)).name for seed in range(300)]
    assert found.count("not_learning") >= 0.95 * len(found)
