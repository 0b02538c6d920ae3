"""An experiment's data: what its options and settings may be is what the data's card allows."""

from __future__ import annotations

import pytest

from tests.course.lesson_texts import experiment
from tutor.course.checks.experiment import experiment_faults

RECALL = "may be 5 to 200"


def faults(dataset: str, setting: str, data: str = "", task: str = "classify") -> list[str]:
    """Each fault of an experiment that offers `setting` and fixes `data`, as `field: message`."""
    block = (
        f'```experiment\nid="a"\ntask="{task}"\ndataset="{dataset}"\ngoal=["val_loss<=0.9"]\n'
        f'settings=[{{name="dropout", default=0.1}}{setting and ", "}{setting}]\n'
        f"data={{{data}}}\nreference={{epochs=12}}\n```"
    )
    return [f"{fault.field}: {fault.message}" for fault in experiment_faults(experiment(block))]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("min=5, max=200, default=30", []),
        ("choices=[5, 50, 200], default=50", []),
        ("min=4, max=200, default=30", ["settings[2].min: found 4; "]),
        ("min=5, max=201, default=30", ["settings[2].max: found 201; "]),
        ("max=200, default=30", ["settings[2].min: found none, which allows 2; "]),
        ("min=5, default=30", ["settings[2].max: found none, which allows 512; "]),
        ("choices=[2, 5, 300], default=5",
         ["settings[2].choices[1]: found 2; ", "settings[2].choices[3]: found 300; "]),
        ("choices=[4, 30], default=4",
         ["settings[2].default: found 4; ", "settings[2].choices[1]: found 4; "]),
    ],
)  # fmt: skip
def test_a_setting_stays_in_the_range_of_the_data(values: str, told: list[str]) -> None:
    found = faults("recall", f'{{name="sequence_length", {values}}}')
    assert found == [f"{start}sequence_length of recall {RECALL}" for start in told]


@pytest.mark.parametrize(
    ("dataset", "data", "told"),
    [
        ("recall", "sequence_length=200", ""),
        ("recall", "sequence_length=4",
         f"data.sequence_length: found 4; sequence_length of recall {RECALL}"),
        ("recall", f"sequence_length={2**62}", f"data.sequence_length: found {2**62}; "),
        ("recall", "sequence_length=30.0",
         "data.sequence_length: found 30.0; allowed are values like 30"),
        ("recall", "length=30", "data.length: recall has no option 'length'; did you mean"),
        ("points", "noise=1", ""),
        ("points", "noise=1.01", "data.noise: found 1.01; noise of points may be 0 to 1"),
        ("points", "noise=nan", "data.noise: found nan; noise of points may be 0 to 1"),
        ("points", 'form="xor"', ""),
        ("points", 'form="spirale"', "data.form: found 'spirale'; did you mean spiral?"),
        ("digits", "noise=1", "data.noise: digits has no option 'noise'; it has none"),
    ],
)  # fmt: skip
def test_an_option_is_one_that_the_data_have(dataset: str, data: str, told: str) -> None:
    found = faults(dataset, "", data)
    assert len(found) == bool(told)
    assert all(fault.startswith(told) for fault in found)
