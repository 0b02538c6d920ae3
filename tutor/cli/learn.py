"""`tutor learn`: the course on the screen."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Literal

import click

from tutor.cli.lessons import entry_named

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


@click.command("learn")
@click.argument("lesson", required=False)
@click.option(
    "--low-bandwidth", is_flag=True, envvar="TUTOR_LOW_BANDWIDTH",
    help="Send as few bytes as can be: curves move once a second.",
)  # fmt: skip
@click.option(
    "--pixels", is_flag=True, envvar="TUTOR_PIXELS",
    help="Show large pictures in real pixels, by Sixel or Kitty's graphics; with half blocks else.",
)  # fmt: skip
def command(lesson: str | None = None, *, low_bandwidth: bool = False, pixels: bool = False) -> int:
    """Open the course where you left it, or LESSON, by its id or number in `tutor lessons`."""
    return open_screen(lesson, low_bandwidth=low_bandwidth, pixels=pixels)


def open_screen(
    lesson: str | None = None,
    *,
    at: Literal["", "review", "final"] = "",
    low_bandwidth: bool = False,
    pixels: bool = False,
) -> int:
    """Run the application.

    Args:
        lesson: the id or number of a lesson to open at once.
        at: the review or the final quiz, to be opened at once; empty for neither.
        low_bandwidth, pixels: as the options of `tutor learn`.

    Returns:
        The exit status.

    Raises:
        click.UsageError: there is no terminal, or no such lesson.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        others = "`tutor lessons` and `tutor train` work"
        work = "`tutor review --due` works" if at == "review" else others
        raise click.UsageError(f"The screen needs a terminal. {work} without one.")
    # A key waits for the next turn of the screen's clock: 8 ms at most in place of 17.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from tutor import paths
    from tutor.ui.app import TutorApp
    from tutor.ui.session import Session
    from tutor.ui.signals import watch

    session = Session()
    if not paths.writable():  # the session has said so; its trainings need a place all the same
        paths.use_temporary_home()
    if lesson is not None:
        lesson = entry_named(session.catalog, lesson).id
    _look_for_garbage_seldom()
    app = TutorApp(session, lesson=lesson, low_bandwidth=low_bandwidth)
    app.begins_with = at
    if pixels:
        _want_pixels(app, low_bandwidth=low_bandwidth)
    watch()
    return app.run() or 0


def _look_for_garbage_seldom() -> None:
    """Keep keys from waiting for the garbage collector.

    Modules stay; looking through them takes 40 ms each time, between a key and its effect on the
    screen. What a screen drops is found soon enough if it is looked for less often.
    """
    gc.freeze()
    gc.set_threshold(5_000, 10, 100)


def _want_pixels(app: TutorApp, *, low_bandwidth: bool) -> None:
    """Have pictures shown in real pixels; where there are none, the screen says why."""
    from tutor.ui import graphics

    if graphics.allowed(os.environ, low_bandwidth=low_bandwidth, unicode=not app.ascii_only):
        try:
            app.graphics = graphics.begin()
        except graphics.GraphicsError as problem:
            app.session.notices.append(str(problem))
