"""What is known of a film at one frame, and how good its index is, in rows of text."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.datasets.appearances import Score, Stretch, overlap, percentage, summary
from tutor.diagnosis.proportions import wilson
from tutor.lab.film_index import Index, Person, Reel, at
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cut
from tutor.lab.text.timeline import FOUND, MISSED, RIGHT, TRUE, WRONG

_NAME = 7
_LEAST_BAR = 5
_PLAIN = 2 + _NAME + 5 + 4
"""Columns of a person without a bar: a mark, the name, a percentage, found and true."""
_MOST_BAR = 24
_SEEN = 7
ONE_LINE = 76
"""Columns from which on the headline has one line; a longer one says less."""
_NARROW = 60
"""Columns below which the headline is short."""
_RULE_WORDS = (
    "smoothing s/S {window} · threshold t/T {share:.2f}",
    "smooth s/S {window} · threshold t/T {share:.2f}",
    "smooth s/S {window} · thresh. t/T {share:.2f}",
    "s/S {window} · t/T {share:.2f}",
)
"""The rule and its keys, the longest first."""
_LONG = 44
"""Columns from which figures are told in words."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is on the screen.

    Attributes:
        reel, index: the film and whom the network finds in it.
        person: the number of the one who is looked for.
        frame: the one that is seen, from 0.
    """

    reel: Reel
    index: Index
    person: int
    frame: int

    @property
    def one(self) -> Person:
        """Where the one who is looked for is found."""
        return self.index.people[self.person]

    @property
    def name(self) -> str:
        """Theirs."""
        return self.reel.film.names[self.person]


def headline(seen: Seen, width: int) -> str:
    """How often somebody was found, and how often they appear; shorter where it is narrow."""
    one, film = seen.one, seen.reel.film
    if len(film.clips) == 1:
        found = summary(one.found)
    else:
        found = f"{_appears(len(one.appearances))}, {percentage(one.found):.2f} % of the clips"
    often = _appears(len(one.truths)).replace("appears ", "").replace(" appears", "")
    whole = f"Found: {seen.name} {found}. True: {often}, {percentage(one.true):.2f} %."
    if width < _NARROW or len(whole) > width >= ONE_LINE:
        return (
            f"{seen.name} found: {len(one.appearances)} times, {percentage(one.found):.2f} %; "
            f"true: {len(one.truths)} times, {percentage(one.true):.2f} %"
        )
    return whole


def whereabouts(seen: Seen) -> str:
    """Which appearance the frame is in."""
    one, name = seen.one, seen.name
    place = at(one.appearances, seen.frame)
    if place is not None:
        stretch = one.appearances[place]
        which = f"Appearance {place + 1} of {len(one.appearances)}, {_span(stretch)}"
        return f"{which}: {_fate(one, place)}"
    truth = at(one.truths, seen.frame)
    if truth is None:
        return f"{name} is not found in this frame, and is not there."
    stretch = one.truths[truth]
    if truth in one.missed:
        return f"Missed: {name} is there in {_span(stretch)}, and no appearance shows it."
    return f"{name} is there ({_span(stretch)}), but is not found in this frame."


def panel(seen: Seen, width: int, speed: int) -> list[PlotRow]:
    """The people at this frame, the rule, and the figures, in at most `width` columns.

    Args:
        seen: what is on the screen.
        width: in columns.
        speed: frames a second where the film is playing, else 0.
    """
    rows = [_place(seen, width, speed), _heading(seen, width)]
    rows += [_person(seen, number, width) for number in range(len(seen.index.people))]
    rows += figures(seen, width)
    return [cut(row, width) for row in rows]


def figures(seen: Seen, width: int) -> list[PlotRow]:
    """The rule, and precision and recall of appearances and frames."""
    rule, one = seen.index.rule, seen.one
    found, frames, everybody = one.score, one.frames, seen.index.score
    long = width >= _LONG
    forms = [words.format(window=rule.window, share=rule.share) for words in _RULE_WORDS]
    told = next((form for form in forms if len(form) <= width), forms[-1])
    headings = [
        f"{seen.name}{end}" for end in ("'s appearances, 95 % intervals", ", 95 % intervals")
    ]
    whose = next((form for form in headings if len(form) <= width), f"{seen.name}'s appearances")
    everyone = f"all {len(seen.index.people)}"
    lines: list[tuple[str, str]] = [
        (told, "title"),
        (whose, "axis"),
        (f"precision {_share(found.right, found.found, long=long)}", ""),
        (f"recall    {_share(found.right, found.true, long=long)}", ""),
        (f"frames    {_both(frames, width)}", ""),
        (f"{everyone:<9} {_of_all(everybody, width - 10)}", ""),
    ]
    return [[(text[:width], style)] for text, style in lines]


def listed(seen: Seen, width: int, height: int) -> list[PlotRow]:
    """The index: what was found and what was missed, in order, around the frame that is seen."""
    one = seen.one
    rows: list[tuple[Stretch, str, str]] = []
    for place, stretch in enumerate(one.appearances):
        right = place in one.right
        shared = (
            f"{100 * overlap(stretch, one.truths[one.right[place]]):.0f} %" if right else "wrong"
        )
        rows.append((stretch, f"{RIGHT if right else WRONG} {_span(stretch):<18}{shared:>6}",
                     "hit" if right else "miss"))  # fmt: skip
    rows += [
        (one.truths[place], f"{MISSED} {_span(one.truths[place]):<18}missed", "miss")
        for place in one.missed
    ]
    rows.sort(key=lambda row: row[0])
    here = sum(row[0].first <= seen.frame for row in rows) - 1
    room = max(height - 1, 1)
    first = min(max(here - room // 2, 0), max(len(rows) - room, 0))
    found: list[PlotRow] = [[(f"  {'index':<20}overlap"[:width], "axis")]]
    for number, (stretch, text, style) in enumerate(rows[first : first + room], first):
        inside = stretch.first <= seen.frame <= stretch.last and number == here
        sign = "▸ " if inside else "  "
        found.append([((sign + text)[:width], "mark" if inside else style)])
    if not rows:
        found.append([("  nothing found or missed"[:width], "axis")])
    return found


def everybody(seen: Seen, width: int) -> list[PlotRow]:
    """Each person's index in figures: how often found and there, and how good that is."""
    heads = f"{'':<{_NAME - 1}}{'found':>5}{'true':>5}{'precision':>10}{'recall':>7}"
    rows: list[PlotRow] = [[(heads[:width], "axis")]]
    for name, person in zip(seen.reel.film.names, seen.index.people, strict=True):
        score = person.score
        precision, recall = (
            "none" if share is None else f"{100 * share:.0f} %"
            for share in (score.precision, score.recall)
        )
        text = f"{name[: _NAME - 2]:<{_NAME - 1}}{score.found:>5}{score.true:>5}"
        rows.append([(f"{text}{precision:>10}{recall:>7}"[:width], "")])
    return rows


def stops(person: Person) -> list[Stretch]:
    """Where one may jump to: what was found and what was missed, in order."""
    return sorted([*person.appearances, *(person.truths[place] for place in person.missed)])


def _place(seen: Seen, width: int, speed: int) -> PlotRow:
    """Which frame, of which shot, and how fast they go by."""
    film, shot = seen.reel.film, seen.reel.shot(seen.frame)
    text = f"frame {seen.frame + 1:,} of {film.frames:,}"
    playing = f"▶ {speed}/s" if speed else ""
    scene = film.scenes[shot] if shot < len(film.scenes) else ""
    where = f" · shot {shot + 1}, {scene}" if scene else f" · shot {shot + 1}"
    tail = f"  {playing}" if playing else ""
    if len(text + where + tail) > width:
        where = f" · {scene}" if scene else ""
    if len(text + where + tail) > width:
        text, where = f"frame {seen.frame + 1:,}", ""
    return [((text + where)[:width], "title"), (tail[: max(width - len(text + where), 0)], "mark")]


def _heading(seen: Seen, width: int) -> PlotRow:
    """What stands in the columns below: probability, found, true, and how much is seen."""
    bar, more = _room(seen, width)
    left = 2 + _NAME + bar + (1 if bar else 0)
    said = "  f=found t=true"
    said = said if len(said) <= left else ""
    return [(f"{said:<{left}} sure f t{'   seen' if more else ''}"[:width], "axis")]


def _person(seen: Seen, number: int, width: int) -> PlotRow:
    """One person at this frame: probability, found, true, and how much is seen of them."""
    film, person = seen.reel.film, seen.index.people[number]
    bar, more = _room(seen, width)
    share = seen.reel.share(seen.frame, number)
    chosen = number == seen.person
    row: PlotRow = [
        ("▸ " if chosen else "  ", "mark"),
        (f"{film.names[number][: _NAME - 1]:<{_NAME}}", "title" if chosen else ""),
    ]
    if bar:
        row += [*_bar(share, seen.index.rule.share, bar), (" ", "")]
    row.append((f"{int(100 * share):>3} %", ""))
    row.append((f" {FOUND[0]}" if person.found[seen.frame] else " ·", "validation"))
    row.append((f" {TRUE[0]}" if person.true[seen.frame] else " ·", "train"))
    visible = seen.reel.seen(seen.frame, number)
    if more and visible is not None:
        row.append((f"{visible:>5} %" if visible else "      ·", "axis"))
    return row


def _bar(share: float, threshold: float, width: int) -> PlotRow:
    """A bar of a probability, with a line at the threshold."""
    filled = round(share * width)
    line = min(int(threshold * width), width - 1)
    return [
        ("│" if cell == line else "█" if cell < filled else "░",
         "mark" if cell == line else "validation" if cell < filled else "quiet")
        for cell in range(width)
    ]  # fmt: skip


def _room(seen: Seen, width: int) -> tuple[int, bool]:
    """Columns of a bar, and whether there is room for how much is seen."""
    more = bool(seen.reel.film.seen) and width >= _PLAIN + _LEAST_BAR + 1 + _SEEN
    bar = min(width - _PLAIN - 1 - (_SEEN if more else 0), _MOST_BAR)
    return (bar if bar >= _LEAST_BAR else 0), more


def _share(right: int, of: int, *, long: bool) -> str:
    """A share with a 95 % interval; the counts first, since they are few."""
    if not of:
        return "none"
    low, high = wilson(right / of, of)
    per, between = (" of ", " to ") if long else ("/", "–")
    return f"{right}{per}{of}, {100 * right / of:.0f} % ({100 * low:.0f}{between}{100 * high:.0f})"


def _both(score: Score, width: int) -> str:
    """Precision and recall without intervals."""
    precision, recall = (
        "none" if share is None else f"{100 * share:.1f} %"
        for share in (score.precision, score.recall)
    )
    if width >= _LONG:
        return f"precision {precision}, recall {recall}"
    return f"P {precision}, R {recall}"


def _of_all(score: Score, width: int) -> str:
    """Precision, recall and the F1 made of them, which goals ask for, in `width` columns."""
    precision, recall, f1 = (
        "none" if share is None else f"{100 * share:.1f}"
        for share in (score.precision, score.recall, score.f1)
    )
    forms = (
        f"precision {precision} %, recall {recall} %, F1 {f1} %".replace("none %", "none"),
        f"P {precision} %, R {recall} %, F1 {f1} %".replace("none %", "none"),
        f"F1 {f1}, P {precision}, R {recall}",
    )
    return next((form for form in forms if len(form) <= width), f"F1 {f1}")


def _fate(person: Person, place: int) -> str:
    truth = person.right.get(place)
    if truth is not None:
        shared = overlap(person.appearances[place], person.truths[truth])
        return f"right, {100 * shared:.0f} % overlap."
    nearest = max((overlap(person.appearances[place], one) for one in person.truths), default=0.0)
    if nearest == 0.0:
        return "wrong, it overlaps no true one."
    return f"wrong, {100 * nearest:.0f} % overlap at most."


def _span(stretch: Stretch) -> str:
    if stretch.first == stretch.last:
        return f"frame {stretch.first + 1:,}"
    return f"frames {stretch.first + 1:,}–{stretch.last + 1:,}"


def _appears(times: int) -> str:
    return {0: "never appears", 1: "appears once"}.get(times, f"appears {times} times")
