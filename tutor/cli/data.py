"""`tutor data`: the data sets, what each is, and fetching those that don't come along."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from tutor.cli import refuse_name

if TYPE_CHECKING:
    from tutor.datasets.registry import Card

_WIDTH = 88
_MOST = 20
"""Labels of a card that are listed."""


class DataSets(click.Group):
    """The group of `fetch`; any other first word names a data set to show."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a word that is none is left to `show`."""
        if args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        return "show", _show, args


@click.group(
    "data", cls=DataSets, invoke_without_command=True, subcommand_metavar="[NAME | fetch NAME]"
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a data set.")
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> int:
    """List the data sets, or show the card of NAME.

    NAME is a data set, or the path of your own data: a folder with a folder of pictures for each
    class, a CSV file, a text file or an npz file.

    Exit status: 0 done; 1 when it can't be had; 2 for a wrong name.
    """
    if context.invoked_subcommand is not None:
        return 0
    from tutor.datasets.registry import CARDS

    if as_json:
        click.echo(json.dumps([card_object(card) for card in CARDS.values()]))
    else:
        click.echo("\n".join(listing(list(CARDS.values()))))
        click.echo("More on one: tutor data NAME. To fetch one: tutor data fetch NAME")
    return 0


@click.command("show")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def _show(context: click.Context, name: str, *, as_json: bool) -> int:
    """Show the card of a data set, or of your own data."""
    card = _card(name)
    before_name = context.parent is not None and context.parent.params.get("as_json")
    asked = as_json or before_name
    click.echo(json.dumps(card_object(card)) if asked else "\n".join(description(card)))
    return 0


@command.command("fetch")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Don't ask.")
def _fetch(name: str, *, yes: bool) -> int:
    """Fetch NAME from the network, once you agreed to its size.

    Exit status: 0 when it is all there; 1 when it isn't; 2 for a wrong name.
    """
    from tutor.datasets import downloads
    from tutor.datasets.registry import CARDS

    if name not in CARDS:
        refuse_name("data set", name, list(CARDS))
    if not CARDS[name].download:
        click.echo(f"{name} comes with the program: there is nothing to fetch.")
        return 0
    size = downloads.missing(name)
    if not size:
        click.echo(f"{name} is here already: there is nothing to fetch.")
        return 0
    if not _agreed(CARDS[name], size, yes=yes):
        return 1
    fetch(name, size)
    click.echo(f"{name} is here now, in {downloads.folder()}.")
    return 0


def _agreed(card: Card, size: int, *, yes: bool) -> bool:
    """Tell what would be fetched, and ask."""
    click.echo("\n".join(offer(card, size)))
    if yes:
        return True
    if not sys.stdin.isatty():
        raise click.UsageError("Nobody can be asked here. Add --yes to fetch it.")
    if click.confirm("Fetch it?"):
        return True
    click.echo("Nothing was fetched.")
    return False


def offer(card: Card, size: int) -> list[str]:
    """What would be fetched, from where, and what may be done with it.

    Args:
        card: of the data set.
        size: bytes still to come.
    """
    from tutor.datasets.downloads import folder, megabytes

    return [
        f"{card.title}: {megabytes(size)} to fetch, into {folder()}.",
        f"Source: {card.source}. Licence: {card.license}.",
    ]


def fetch(name: str, size: int) -> None:
    """Fetch the `size` bytes that are missing of a data set, with a bar on standard error.

    Raises:
        click.ClickException: they cannot be had; the sentence says why.
    """
    from tutor.datasets import downloads
    from tutor.datasets.registry import DataError

    try:
        with click.progressbar(length=size, label=name, file=sys.stderr, update_min_steps=1) as bar:
            downloads.fetch(name, lambda done, total: bar.update(done - bar.pos))
    except DataError as error:
        raise click.ClickException(str(error)) from error


def _card(name: str) -> Card:
    """The card of a data set, or of the learner's own where `name` is a path."""
    from tutor.datasets.registry import CARDS, DataError

    if name in CARDS:
        return CARDS[name]
    if "/" not in name and not os.path.exists(name):  # noqa: PTH110  a name may be too long for Path
        refuse_name("data set", name, list(CARDS))
    from tutor.datasets.own_data import survey

    try:
        return survey(name)
    except DataError as error:
        raise click.ClickException(str(error)) from error


def card_object(card: Card) -> dict[str, Any]:
    """A card as `--json` prints it, with `missing`: bytes still to fetch."""
    import msgspec

    card_fields: dict[str, Any] = msgspec.to_builtins(card)
    return {**card_fields, "missing": _missing(card)}


def _missing(card: Card) -> int:
    from tutor.datasets.downloads import missing

    return missing(card.name) if card.download else 0


def listing(cards: list[Card]) -> list[str]:
    """A line a data set: name, title, size, licence, and whether it is there."""
    cells = [("name", "what", "examples", "licence", "there")]
    cells += [
        (
            card.name, card.title, f"{card.train + card.validation + card.test:,}",
            card.license.replace(";", ",").split(",")[0], _state(card),
        )
        for card in cards
    ]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if column == 2 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]


def description(card: Card) -> list[str]:
    """A card for people."""
    from tutor.lab.text.sets import held, shape

    facts = [
        ("examples", held(card)),
        ("each", f"{card.kind}, {shape(card.sizes())}"),
        ("to learn", _to_learn(card)),
        ("options", ", ".join(f"{name} = {card.options[name]}" for name in _choosable(card))),
        ("simple", ", ".join(f"{name} {value:.3g}" for name, value in card.baselines.items())),
        ("source", card.source),
        ("licence", card.license),
        ("made", card.made),
        ("there", _state(card)),
    ]
    lines = [f"{card.title} ({card.name})", click.wrap_text(card.about, _WIDTH)]
    return lines + [
        click.wrap_text(value, _WIDTH, initial_indent=f"{name:<10}", subsequent_indent=" " * 10)
        for name, value in facts
        if value
    ]


def _choosable(card: Card) -> list[str]:
    """The options that a learner can choose: not where own data lie."""
    return [name for name in card.options if name not in {"path", "fingerprint"}]


def _to_learn(card: Card) -> str:
    what = {"class": "one of", "labels": "any of", "tags": "a tag a token, of", "action": "one of"}
    if card.target in what and card.labels:
        more = f" and {len(card.labels) - _MOST:,} more" if len(card.labels) > _MOST else ""
        return f"{what[card.target]} {', '.join(card.labels[:_MOST])}{more}"
    return {"next": f"the next of {card.vocabulary:,} tokens"}.get(card.target, f"a {card.target}")


def _state(card: Card) -> str:
    """Whether the data are on this machine."""
    from tutor.datasets.downloads import megabytes

    if not card.download:
        return "yes"
    missing = _missing(card)
    return f"{megabytes(missing)} to fetch" if missing else "yes"
