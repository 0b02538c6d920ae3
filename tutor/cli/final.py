"""`tutor final`: the final quiz on the screen."""

from __future__ import annotations

import click


@click.command("final")
@click.option(
    "--low-bandwidth", is_flag=True, envvar="TUTOR_LOW_BANDWIDTH",
    help="As `tutor learn --low-bandwidth`.",
)  # fmt: skip
def command(*, low_bandwidth: bool) -> int:
    """Answer fresh questions on the whole course, or go on where you left them."""
    from tutor.cli.learn import open_screen

    return open_screen(at="final", low_bandwidth=low_bandwidth)
