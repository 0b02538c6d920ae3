"""Where the screen breaks lines: at spaces, but not between a number and its unit."""

from __future__ import annotations

import re

from rich import _wrap

from tutor.lab.text.width import UNIT


def keep_units() -> None:
    """Have `90.0 %` or `3.2 s` never end one line and begin the next.

    Textual breaks lines into what rich's pattern takes for words. It counts a no-break space as a
    break too, and Textual's Markdown makes a plain space of it, so that the pattern has to change.
    """
    _wrap.re_word = re.compile(rf"\s*\S+(?:{UNIT}\S+)*\s*")
