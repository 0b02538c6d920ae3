"""The key that trains with another seed, and what the results then say of luck."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Static

from tests.support import CURVES
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import status_of, training, until
from tutor.ui.widgets.keybar import KeyBar


def outcome(bed: Bed) -> str:
    return str(bed.app.screen.query_one("#run-outcome", Static).render())


async def end(bed: Bed, pilot: Pilot[int], accuracy: float) -> None:
    bed.worker.epochs(CURVES)
    bed.worker.end(metrics={"val_accuracy": accuracy})
    await until(pilot, lambda: f"{100 * accuracy:.1f} %" in status_of(bed), status_of(bed))


async def again(bed: Bed, pilot: Pilot[int], key: str, accuracy: float) -> None:
    """Press a key that trains, and let that run come to its end."""
    count = len(bed.worker.orders)
    await pilot.press(key)
    await until(pilot, lambda: len(bed.worker.orders) > count, f"{key} trained nothing")
    bed.worker.begin()
    await end(bed, pilot, accuracy)


async def test_e_trains_the_same_with_another_seed_and_calls_the_difference_luck(
    beds: Beds,
) -> None:
    bed = beds()
    async with training(bed, (100, 40)) as pilot:
        await pilot.press("e")
        assert len(bed.worker.orders) == 1  # nothing is known yet of the first
        assert "e Seed" not in bed.app.screen.query_one(KeyBar).render_line(0).text
        await end(bed, pilot, 0.79)
        assert "e Seed" in bed.app.screen.query_one(KeyBar).render_line(0).text
        await again(bed, pilot, "e", 0.81)
        await again(bed, pilot, "e", 0.80)
        first, second, third = bed.worker.orders
        assert (first.seed, second.seed, third.seed) == (1, 2, 3)
        assert first.settings == second.settings == third.settings
        assert (
            "seed 2 → 3; validation accuracy 81.0 % → 80.0 %. Nothing else changed, so this "
            in (outcome(bed))
        )
        assert "3 seeds gave 79.0 % to 81.0 %." in outcome(bed)


async def test_a_change_of_settings_is_held_against_examples_and_then_against_seeds(
    beds: Beds,
) -> None:
    bed = beds()
    async with training(bed, (100, 40)) as pilot:
        await end(bed, pilot, 0.79)
        await again(bed, pilot, "r", 0.82)
        assert (
            "Since the last run: dropout 0 → 0.3; validation accuracy 79.0 % → 82.0 %: within what "
            "chance makes with 359 examples (95 % interval: −2.8 to +8.8 points). What another "
            "seed makes is not known yet. e trains it with another." in outcome(bed)
        )
        await again(bed, pilot, "e", 0.83)
        said = "Before that: dropout 0 → 0.3; validation accuracy 79.0 % → 82.5 % (mean of 2 seeds)"
        assert said in outcome(bed)


async def test_what_is_advised_is_tried_with_the_seed_of_the_run(beds: Beds) -> None:
    bed = beds()
    async with training(bed, (100, 40)) as pilot:
        await end(bed, pilot, 0.79)
        await again(bed, pilot, "e", 0.81)
        await again(bed, pilot, "r", 0.82)
        assert [order.seed for order in bed.worker.orders] == [1, 2, 2]


async def test_what_the_learner_changes_is_tried_with_the_seed_of_the_run_too(beds: Beds) -> None:
    bed = beds()
    async with training(bed, (100, 40)) as pilot:
        await end(bed, pilot, 0.79)
        await again(bed, pilot, "e", 0.81)
        await pilot.press("2", "+")
        await again(bed, pilot, "t", 0.82)
        first, second, third = bed.worker.orders
        assert (first.seed, second.seed, third.seed) == (1, 2, 2)
        assert second.settings != third.settings
        assert "seed" not in outcome(bed).partition(";")[0]


async def test_help_and_palette_say_in_full_what_the_short_keys_do(beds: Beds) -> None:
    bed = beds()
    async with training(bed, (100, 40)) as pilot:
        await end(bed, pilot, 0.79)
        titles = [command.title for command in bed.app.get_system_commands(bed.app.screen)]
        await pilot.press("question_mark")
        await pilot.pause()
        keys = str(bed.app.screen.query_one(".keys").render())
        for said in (
            "Do what the diagnosis advises, and train again",
            "Train the same with another seed",
        ):
            assert said in titles
            assert said in keys
