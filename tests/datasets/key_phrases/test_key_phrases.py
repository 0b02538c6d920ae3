"""The key phrases: subjects held out, annotation by its rules, any text encoded, the card true."""

from __future__ import annotations

import itertools
import time
from collections.abc import Set
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets import registry
from tutor.datasets.arrays import Data, Integers, Part
from tutor.datasets.key_phrases import sets as key_phrases
from tutor.datasets.key_phrases.text import AnnotationError, Sentence, faults, read
from tutor.datasets.key_phrases.tokens import (
    NAME,
    NUMBER,
    SHAPES,
    WordList,
    known_as,
    places,
    sentences,
    shape,
    tokenize,
    words_on,
)
from tutor.datasets.spans import agreement, spans

SETS = ("train", "validation", "test")
FILE = "sentences.txt"
LISTS: tuple[WordList, ...] = ("function", "plain", "general")


@pytest.fixture(scope="module")
def data() -> Data:
    return registry.load("key-phrases")


def everything() -> list[Sentence]:
    return [sentence for name in SETS for sentence in key_phrases.written()[name]]


def parts(data: Data) -> dict[str, Part]:
    return {"train": data.train, "validation": data.validation, "test": data.test}


def test_whole_subjects_are_held_out(data: Data) -> None:
    subjects = {name: set(cast("tuple[str, ...]", data.extra[f"{name}_subjects"])) for name in SETS}
    assert {name: len(found) for name, found in subjects.items()} == {
        "train": 30, "validation": 10, "test": 10,
    }  # fmt: skip
    for one, other in itertools.combinations(subjects.values(), 2):
        assert not one & other


def test_there_are_enough_sentences_and_each_set_has_its_share() -> None:
    counts = {name: len(key_phrases.written()[name]) for name in SETS}
    assert sum(counts.values()) >= 600
    for name, share in (("train", 0.6), ("validation", 0.2), ("test", 0.2)):
        assert counts[name] / sum(counts.values()) == pytest.approx(share, abs=0.01)


def test_no_rule_of_marking_that_can_be_checked_is_broken() -> None:
    assert list(faults(everything(), FILE)) == []


def test_the_word_lists_share_no_word_but_those_of_two_classes() -> None:
    function, plain, general = (words_on(name) for name in LISTS)
    assert function & plain == set()
    assert plain & general == {"second"}
    assert function & general == {"half", "inside", "outside", "back"}


def test_training_uses_each_word_list_and_each_ending(data: Data) -> None:
    words = cast("tuple[str, ...]", data.extra["words"])
    used = {words[number] for number in np.unique(data.train.x)}
    assert used == set(words)
    assert used > set(SHAPES)


def test_tags_stand_where_the_file_marks_the_phrases(data: Data) -> None:
    for name, part in parts(data).items():
        written = key_phrases.written()[name]
        for row, sentence in enumerate(written):
            found = [sentence.words[first:after] for first, after in spans(part.y[row])]
            assert found == sentence.phrases()
        assert not part.y[part.x == 0].any()


def test_copies_differ_only_in_words_that_are_shown_by_their_shape(data: Data) -> None:
    words = key_phrases.vocabulary()
    copies = np.split(data.train.x, key_phrases.COPIES)
    changed = 0
    for copy in copies[1:]:
        for before, after in zip(
            copies[0][copies[0] != copy], copy[copies[0] != copy], strict=True
        ):
            assert words[after] == shape(words[before])
            changed += 1
    assert 0.05 < changed / np.count_nonzero(copies[0]) / (key_phrases.COPIES - 1) < 0.3
    assert (data.train.y == np.tile(data.train.y[: len(copies[0])], (key_phrases.COPIES, 1))).all()


def test_many_words_of_the_subjects_held_out_are_unknown(data: Data) -> None:
    for part in (data.validation, data.test):
        tokens = part.x[part.x > 0]
        assert 0.25 < np.mean(tokens <= len(SHAPES)) < 0.45


def test_it_is_made_quickly_and_the_card_tells_its_vocabulary(data: Data) -> None:
    began = time.process_time()
    key_phrases.load()
    assert time.process_time() - began < 1.0
    assert registry.CARDS["key-phrases"].vocabulary == len(key_phrases.vocabulary())
    assert registry.CARDS["key-phrases"].shape == (key_phrases.LENGTH,)
    assert data.extra["words"] == key_phrases.vocabulary()


def runs(rows: tuple[tuple[str, ...], ...], skipped: Set[str]) -> np.ndarray:
    """Tags that make a phrase of every run of words that are not skipped."""
    tags = np.zeros((len(rows), key_phrases.LENGTH), dtype=np.int32)
    for row, words in enumerate(rows):
        inside = [name not in skipped for name in known_as(words)]
        for place, (before, here) in enumerate(zip([False, *inside], inside, strict=False)):
            tags[row, place] = here + (here and before)
    return tags


def test_baselines_are_those_of_the_card(data: Data) -> None:
    card = registry.CARDS["key-phrases"]
    train_x, train_y = cast("Integers", data.train.x), cast("Integers", data.train.y)
    x, y = cast("Integers", data.validation.x), cast("Integers", data.validation.y)
    words = cast("tuple[tuple[str, ...], ...]", data.extra["validation_sentences"])
    content = agreement(y, runs(words, words_on("function") | {",", "."}))
    counts = np.zeros((card.vocabulary, card.outputs), dtype=np.int64)
    np.add.at(counts, (train_x.ravel(), train_y.ravel()), 1)
    alone = agreement(y, counts.argmax(axis=1)[x], x > 0)
    assert card.baselines == {
        "F1 of runs of words that are no function words": pytest.approx(content.f1, abs=0.0005),
        "F1 of each token's most frequent tag": pytest.approx(alone.f1, abs=0.0005),
    }
    assert max(card.baselines.values()) < 0.7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A [[cat sat.", r"key\.txt, line 2: '\[\[' has no partner in 'A \[\[cat sat\.'\."),
        ("A cat]] sat.", r"key\.txt, line 2: '\]\]' has no partner"),
        ("A [[cat [[sat]].", r"key\.txt, line 2: '\[\[' has no partner"),
        ("A [cat] sat.", r"key\.txt, line 2: a single bracket"),
        ("A [[ ]] sat.", r"key\.txt, line 2: an empty phrase"),
        ("# cats", r"key\.txt, line 2: the subject 'cats' comes twice\."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(AnnotationError, match=message):
        read(f"# cats\n{text}\n", "key.txt")


def test_a_sentence_needs_a_subject() -> None:
    with pytest.raises(AnnotationError, match=r"key\.txt, line 2: a sentence before any '# subj"):
        read("## a comment\nA [[cat]] sat.\n", "key.txt")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("We saw [[the cat]] sit on a mat at home.", "begins or ends with a function word"),
        ("[[The cat]] sat on a mat by the door.", "begins or ends with a function word"),
        ("We saw a [[cat on]] a mat by the door.", "begins or ends with a function word"),
        ("We saw a [[cat and dog]] by the old door.", "holds a function word"),
        ("We saw a [[big cat]] sit by the old door.", "holds an adjective of the list 'plain'"),
        ("We saw the cat for two [[long weeks]] at home.", "of the list 'plain'"),
        ("We saw the cat for two [[busy weeks]] at home.", "of the list 'general'"),
        ("We saw a [[fat grey shy house cat]] by the door.", "has 5 words; at most 4"),
        ("We saw a [[cat, dog]] and mouse by the door.", "holds a number or a punctuation mark"),
        ("We saw a [[cat]].", "4 words; at least 8"),
        ("We saw a [[cat]] sit on a mat at home", "no full stop"),
        ("We saw" + " a [[cat]] and" * 8 + " a dog.", "29 words and marks; at most 24"),
    ],
)
def test_broken_rules_are_told_with_their_line(line: str, fault: str) -> None:
    found = list(faults(read(f"# cats\n{line}\n", "key.txt"), "key.txt"))
    assert any(fault in one for one in found)
    assert all(one.startswith("key.txt, line 2: ") and one.endswith(".") for one in found)


def test_a_sentence_that_comes_twice_is_told_whatever_its_case() -> None:
    text = "# cats\nWe saw a [[cat]] sit on a mat.\nwe saw a [[cat]] sit on a mat.\n"
    found = list(faults(read(text, "key.txt"), "key.txt"))
    assert found == ["key.txt, line 3: the same sentence as in line 2."]


def test_names_may_hold_listed_words() -> None:
    text = "# sea\nWe sailed from [[New Zealand]] to the [[Bay of Fundy]] last year.\n"
    assert list(faults(read(text, "key.txt"), "key.txt")) == []


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The keeper’s lamp, lit.", ["The", "keeper", "'s", "lamp", ",", "lit", "."]),
        ("A slow-moving 19th-century train", ["A", "slow-moving", "19th", "century", "train"]),
        ("It doesn't cost 1,600.50!", ["It", "doesn't", "cost", "1,600.50", "!"]),
        ("— “quoted” …", ["—", "quoted"]),
        ("", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


def test_names_numbers_and_contractions() -> None:
    words = tokenize("Rome burned in 64. I don't know, said Pliny: She'll rain.")
    assert known_as(words) == [
        "rome", "burned", "in", NUMBER, ".", "i", "not", "know", ",", "said", NAME, ",", NAME,
        "rain", ".",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("eruption", "?-tion"), ("boiling", "?-ing"), ("coldest", "?-est"), ("sliced", "?-ed"),
        ("cheaply", "?-ly"), ("baker", "?-er"), ("loaves", "?-s"), ("misty", "?-y"), ("lava", "?"),
        ("whereas", "?-function"), ("biggest", "?-plain"), ("decades", "?-general"),
        ("as", "?-function"), ("is", "?-function"), ("ing", "?"), (NAME, NAME), (NUMBER, NUMBER),
    ],
)  # fmt: skip
def test_shapes(word: str, expected: str) -> None:
    assert shape(word) == expected


def test_text_is_packed_sentence_by_sentence() -> None:
    words = tokenize("The bread is hot. " + "Gnus " * 30)
    rows = key_phrases.pack(words)
    assert rows.shape == (3, key_phrases.LENGTH)
    assert np.count_nonzero(rows, axis=1).tolist() == [5, 24, 6]
    assert (rows[rows > 0] == key_phrases.encode(words)).all()
    assert sentences(words, 24)[0] == ["The", "bread", "is", "hot", "."]


def test_the_file_s_own_sentences_are_encoded_as_in_the_sets(data: Data) -> None:
    for sentence, row in zip(key_phrases.written()["test"], data.test.x, strict=True):
        assert (key_phrases.pack(sentence.words)[0] == row).all()


@given(st.text(max_size=300))
def test_any_text_can_be_encoded(text: str) -> None:
    words = tokenize(text)
    numbers = key_phrases.encode(words)
    assert numbers.shape == (len(words),)
    assert ((numbers > 0) & (numbers < len(key_phrases.vocabulary()))).all()
    straight = text.replace("’", "'")
    assert [straight[first:after] for first, after in places(text)] == words
    rows = key_phrases.pack(words)
    assert rows.shape[1] == key_phrases.LENGTH
    assert (rows[rows > 0] == numbers).all()
