"""Answers that were begun."""

from __future__ import annotations

from tutor.store.progress import Progress


def test_an_answer_that_was_begun_is_kept_until_it_is_given_or_skipped() -> None:
    with Progress.open() as progress:
        for quiz in ("given", "skipped", "open"):
            progress.halfway.keep("a lesson", quiz, [1])
        progress.halfway.keep("a lesson", "open", [1, 2])
        progress.halfway.keep("another", "given", "tw")
        progress.record_attempt("a lesson", "given", [1], score=0.0, correct=False)
        progress.record_skip("a lesson", "skipped")
    with Progress.open() as later:
        assert later.halfway.of("a lesson") == {"open": [1, 2]}
        assert later.halfway.of("another") == {"given": "tw"}
