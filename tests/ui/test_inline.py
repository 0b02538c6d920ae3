"""Short Markdown as styled text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.ui.inline import inline


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain text, 3 * 4 = 12", "plain text, 3 * 4 = 12"),
        ("the child's *heard* and **no**", "the child's heard and no"),
        ("set `val_loss` to 1", "set val_loss to 1"),
        ("val_loss and val_accuracy", "val_loss and val_accuracy"),
        ("[x] is no link, [this](https://a.b/c) is", "[x] is no link, this is"),
        (r"\*not\* &amp; &lt;", "*not* & <"),
        ("", ""),
        ("[bold]no markup of the screen[/bold]", "[bold]no markup of the screen[/bold]"),
    ],
)
def test_marks_are_styles_and_not_text(text: str, plain: str) -> None:
    assert inline(text).plain == plain


def test_emphasis_in_emphasis_has_both_styles() -> None:
    found = inline("a **b *c* d** e")
    styles = {found.plain[span.start : span.end]: str(span.style) for span in found.spans}
    assert styles == {"b ": "bold", "c": "bold italic", " d": "bold"}


@given(st.text(alphabet="ab *_`<>\n", max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    assert [sign for sign in inline(text).plain if sign in "ab"] == [
        sign for sign in text if sign in "ab"
    ]
