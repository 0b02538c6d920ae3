from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from tutor.diagnosis.history import History
from tutor.lab.logs import LogError, read_history, read_log


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.csv"


def read(path: Path, content: str | bytes) -> History:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_history(path)


def refusal(path: Path, content: str | bytes) -> str:
    with pytest.raises(LogError) as caught:
        read(path, content)
    message = str(caught.value)
    assert path.name in message
    assert message.endswith(".")
    assert message.isprintable()
    return message


def test_what_keras_csv_logger_writes(log: Path) -> None:
    made = read(log, "epoch,accuracy,loss,val_accuracy,val_loss\r\n"
                     "0,0.5,1.25,0.4,1.5\r\n1,0.75,0.5,0.7,nan\r\n")  # fmt: skip
    assert made.epochs == 2
    assert made.column("loss") == [1.25, 0.5]
    assert made.column("accuracy") == [0.5, 0.75]
    assert math.isnan(made.column("val_loss")[1])
    assert "epoch" not in made.metrics
    assert list(made.counted) == [0, 1]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(log: Path, separator: str) -> None:
    made = read(log, "epoch,loss,val_loss\n0,1.5,1.75\n".replace(",", separator))
    assert made.last() == {"loss": 1.5, "val_loss": 1.75}


def test_decimal_commas_between_semicolons(log: Path) -> None:
    assert read(log, "epoch;loss\n0;1,5\n").column("loss") == [1.5]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_no_part_of_the_heading(log: Path, encoding: str) -> None:
    assert read(log, "loss\n1.5\n".encode(encoding)).column("loss") == [1.5]


@pytest.mark.parametrize("word", ["nan", "NaN", "NAN", "inf", "-inf", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_read_as_such(log: Path, word: str) -> None:
    value = read(log, f"loss,val_loss\n1.0,{word}\n").column("val_loss")[0]
    assert not math.isfinite(value)


def test_epochs_without_validation_are_left_out_and_counted(log: Path) -> None:
    made = read(log, "epoch,loss,val_loss\n0,3.0,NA\n1,2.0,2.5\n2,1.5,NA\n3,1.0,2.0\n")
    assert made.metrics == {"loss": [2.0, 1.0], "val_loss": [2.5, 2.0]}
    assert list(made.counted) == [1, 3]
    assert made.trained == 4


@pytest.mark.parametrize(
    ("column", "counted", "trained"),
    [
        (["0", "1", "2"], [0, 1, 2], 3),
        (["1", "2", "3"], [1, 2, 3], 3),
        (["1.0", "2.0", "3.0"], [1, 2, 3], 3),
        (["5", "10", "15"], [5, 10, 15], 15),
        (["0", "10", "20"], [0, 10, 20], 21),
        (["50", "51", "52"], [50, 51, 52], 52),
        (["0", "1", "0"], [0], 1),
        (["2", "1", "0"], [1, 2, 3], 3),
        (["0.5", "1", "1.5"], [1, 2, 3], 3),
        (["-1", "0", "1"], [1, 2, 3], 3),
        (["0", "NA", "2"], [1, 2, 3], 3),
        (["one", "two", "three"], [1, 2, 3], 3),
        (["1", "2", "1e300"], [1, 2, 3], 3),
        (["nan", "nan", "nan"], [1, 2, 3], 3),
    ],
)
def test_epochs_keep_the_numbers_that_the_log_gives_them(
    log: Path, column: list[str], counted: list[int], trained: int
) -> None:
    rows = "".join(f"{number},{2 - i / 4}\n" for i, number in enumerate(column))
    made = read(log, "Epoch,loss\n" + rows)
    assert set(made.metrics) == {"loss"}
    assert list(made.counted) == counted
    assert made.trained == trained


def test_json_may_number_its_epochs_too(log: Path) -> None:
    made = read(log, '{"epoch": [0, 1], "loss": [2.0, 1.0]}')
    assert made.metrics == {"loss": [2.0, 1.0]}
    assert list(made.counted) == [0, 1]
    odd = read(log, '{"epoch": [0, 1, 2], "loss": [2.0, 1.0]}')
    assert list(odd.counted) == [1, 2]


def test_nan_that_validation_recovers_from_means_that_there_was_none(log: Path) -> None:
    made = read(log, "epoch,loss,val_loss\n0,3,nan\n1,2,2.5\n2,1.5,nan\n3,1,2\n4,0.9,nan\n")
    assert list(made.counted) == [1, 3]
    assert made.column("val_loss") == [2.5, 2.0]
    lost = read(log, "loss,val_loss\n1,2\nnan,nan\n1,2\n").column("val_loss")
    assert math.isnan(lost[1])


def test_a_column_without_any_value_is_no_column(log: Path) -> None:
    made = read(log, "epoch,loss,val_loss\n0,3.0,NA\n1,2.0,NA\n")
    assert made.metrics == {"loss": [3.0, 2.0]}
    assert made.numbers == []


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("acc", "accuracy"),
        ("val_acc", "val_accuracy"),
        ("sparse_categorical_accuracy", "accuracy"),
        ("val_binary_accuracy", "val_accuracy"),
        ("Categorical Accuracy", "accuracy"),
        ("valid_loss", "val_loss"),
        ("validation_loss", "val_loss"),
        ("val/loss", "val_loss"),
        ("Val-Acc", "val_accuracy"),
        ("train_acc", "accuracy"),
        ("lr", "lr"),
    ],
)
def test_metrics_get_kerass_names(log: Path, heading: str, name: str) -> None:
    assert read(log, f"loss,{heading}\n2.0,0.5\n").column(name) == [0.5]


def test_train_loss_is_the_loss_where_there_is_no_other(log: Path) -> None:
    assert read(log, "train_loss,val_loss\n2.0,2.5\n").metrics == {
        "loss": [2.0], "val_loss": [2.5],
    }  # fmt: skip
    assert read(log, "loss,train_loss\n2.0,1.5\n").column("train_loss") == [1.5]


def test_of_two_columns_of_one_name_the_one_that_bears_it_counts(log: Path) -> None:
    made = read(log, "loss,acc,accuracy\n1.0,0.25,0.75\n")
    assert made.column("accuracy") == [0.75]


def test_words_in_columns_that_nobody_needs_are_passed_over(log: Path) -> None:
    made = read(log, ',epoch,loss,note\n0,1,1.5,"so, so"\n1,2,1.25,fine\n')
    assert made.metrics == {"loss": [1.5, 1.25]}


@pytest.mark.parametrize(
    "content",
    [
        {"loss": [2.0, 1.0], "val_loss": [2.5, 1.5]},
        {"history": {"loss": [2.0, 1.0], "val_loss": [2.5, 1.5]}, "seed": 3},
        {"loss": {"0": 2.0, "1": 1.0}, "val_loss": {"0": 2.5, "1": 1.5}},
        {"loss": [2, 1], "val_loss": [2.5, 1.5], "names": ["a", "b"], "train_loss": []},
    ],
)
def test_shapes_of_json(log: Path, content: object) -> None:
    made = read(log, json.dumps(content))
    assert made.metrics == {"loss": [2.0, 1.0], "val_loss": [2.5, 1.5]}


@pytest.mark.parametrize("word", ["NaN", "Infinity", '"NaN"', '"-Infinity"', "-Infinity"])
def test_json_that_is_not_finite(log: Path, word: str) -> None:
    values = read(log, f'{{"loss": [1.0, {word}]}}').column("loss")
    assert values[0] == 1.0
    assert not math.isfinite(values[1])


def test_null_is_nan_in_a_training_loss_and_a_gap_elsewhere(log: Path) -> None:
    lost = read(log, '{"loss": [1.0, null], "val_loss": [2.0, null]}')
    assert math.isnan(lost.column("loss")[1])
    assert math.isnan(lost.column("val_loss")[1])
    gaps = read(log, '{"loss": [3.0, 2.0, 1.0], "val_loss": [null, 2.0, null]}')
    assert gaps.metrics == {"loss": [2.0], "val_loss": [2.0]}
    assert gaps.numbers == [2]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "empty"),
        (" \n\n", "empty"),
        ("loss,val_loss\na,b\n", ":2: loss is 'a', not a number"),
        ("epoch,loss\n1\n2,3,4\n", ":2: expected 2 values, as in the heading; found 1"),
        ("loss\n1.0\n1.0,2.0\n", ":3: expected 1 values, as in the heading; found 2"),
        ("epoch,loss\n", "heading but no epochs"),
        ("1,2\n3,4\n", "names in the first line"),
        (",,\n,,\n", "no values"),
        ("epoch,note\n0,fine\n", "no column is a loss"),
        ("epoch,accuracy\n0,0.5\n", "found accuracy"),
        ("loss,val_loss\n1.0,2.0\n,2.5\n", "loss has no value at epoch 2"),
        ("epoch,loss,val_loss\n0,1.0,2.0\n1,,2.5\n", "loss has no value at epoch 1"),
        ("loss,val_loss,val_accuracy\n1,NA,0.5\n2,2,NA\n", "at no epoch"),
        ("loss\nNA\n", "no values"),
        ("\x00\x01\x02", "no text"),
        (b"\xff\x00\x81loss", "no text"),
        (b"loss\n\xe4\n", "no text"),
        ("[1,2]", "found a list"),
        ('[{"loss": 1}, 2]', "found a list"),
        ("{", ":1: broken JSON"),
        ('{\n"loss": [1,]\n}', ":2: broken JSON"),
        ("{" * 100_000, "broken JSON"),
        ("[" * 100_000, "broken JSON"),
        ('{"loss": [' + "9" * 5000 + "]}", "broken JSON"),
        ('{"loss": [' + "9" * 400 + "]}", "value 1 of loss"),
        ('{"loss": 3}', "no column is a loss; found none"),
        ('{"loss": [1.0, "x"]}', "value 2 of loss is 'x', not a number"),
        ('{"loss": [1.0, true]}', "value 2 of loss is True"),
        ('{"loss": [[1.0]]}', "value 1 of loss"),
        ('{"loss": [1,2,3], "val_loss": [1]}', "found loss 3, val_loss 1"),
        ("loss\n" + "x" * 200_000 + "\n", "broken CSV"),
        ("loss\n\x1b[2J\n", "not a number"),
    ],
)  # fmt: skip
def test_refusals_say_what_and_where(log: Path, content: str | bytes, expected: str) -> None:
    message = refusal(log, content)
    assert expected.rstrip(".") in message.replace(
        "column is a loss (loss or val_loss)", "column is a loss"
    )


def test_missing_folder_and_forbidden_files(tmp_path: Path) -> None:
    for path, expected in (
        (tmp_path / "none.csv", "no such file"),
        (tmp_path, "folder"),
        (tmp_path / "none.csv" / "x", "no such file"),
        (Path("a\0b"), "can't be read"),
        (tmp_path / ("x" * 300), "can't be read"),
    ):
        with pytest.raises(LogError, match=expected) as caught:
            read_history(path)
        assert str(caught.value).isprintable()


def test_logs_beyond_all_measure_are_refused(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.lab.logs.read.MOST_BYTES", 1_000_000)
    assert "larger than 1 MB" in refusal(log, b"1" * 1_000_001)
    monkeypatch.setattr("tutor.lab.logs.read.MOST_VALUES", 1000)
    assert "more than 1,000 values" in refusal(log, "loss\n" + "1\n" * 1001)


def test_a_file_name_cannot_move_the_cursor(tmp_path: Path) -> None:
    with pytest.raises(LogError) as caught:
        read_history(tmp_path / "\x1b[2Jlog.csv")
    assert "\x1b" not in str(caught.value)


def test_a_last_line_that_is_still_being_written_is_left_out(log: Path) -> None:
    log.write_text("epoch,loss,val_loss\n0,1.5,1.75\n1,1.25,1.5\n2,1.0")
    told = read_log(log)
    assert told.history.column("loss") == [1.5, 1.25]
    assert told.notes == ["The last line is not whole, and left out: it may still be written."]
    assert "log.csv:4: expected 3 values" in refusal(log, log.read_text() + "\n")
    assert "log.csv:2: expected 3 values" in refusal(log, "epoch,loss,val_loss\n0,1.5")
