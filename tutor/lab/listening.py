"""Listening: what somebody does with the utterances of a set, without a screen."""

from __future__ import annotations

import math
from collections import OrderedDict

from tutor.lab import exports
from tutor.lab.sound import Sound
from tutor.lab.views.sound import SoundQuery, Sounds, Spoken, Utterance, UtteranceQuery

_KEPT = 64
"""Utterances that are kept at hand."""
NEAR = 2
"""A vowel's neighbours are so many of the others, those whose means lie nearest to its own."""

Point = tuple[float, float]
"""F1 and F2 in bark."""


def bark(hertz: float) -> float:
    """A frequency on the scale of hearing.

    Source: H. Traunmüller, Analytical expressions for the tonotopic sensory scale, Journal of the
    Acoustical Society of America 88 (1990) 97–100.
    """
    return 26.81 * hertz / (1960.0 + hertz) - 0.53


def point(spoken: Spoken) -> Point:
    """Where an utterance lies on a formant chart."""
    return bark(spoken.first), bark(spoken.second)


def neighbours(sounds: Sounds) -> dict[tuple[int, int], list[int]]:
    """Of each group's vowels, (group, vowel), the `NEAR` that lie nearest by their means."""
    places: dict[tuple[int, int], list[Point]] = {}
    for one in sounds.spoken:
        places.setdefault((one.group, one.true), []).append(point(one))
    means = {
        key: (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
        for key, points in places.items()
    }
    found: dict[tuple[int, int], list[int]] = {}
    for group, vowel in means:
        here = means[group, vowel]
        others = [key for key in means if key[0] == group and key[1] != vowel]
        others.sort(key=lambda key: math.dist(here, means[key]))
        found[group, vowel] = [other for _, other in others[:NEAR]]
    return found


class Listening:
    """The utterances of a set, one of which is listened to.

    Attributes:
        sounds: all of them; None before they are there.
        at: the number of the one that is listened to.
        group: the number of the only group that is looked at; None for all.
        note: a sentence about the last thing done; empty where there is nothing to say.
    """

    def __init__(self) -> None:
        """Want the validation set."""
        self.sounds: Sounds | None = None
        self.at = 0
        self.group: int | None = None
        self.note = ""
        self._kept: OrderedDict[int, Utterance] = OrderedDict()

    @property
    def spoken(self) -> Spoken | None:
        """The utterance that is listened to; None before the set is there."""
        return (
            None if self.sounds is None or not self.sounds.spoken else self.sounds.spoken[self.at]
        )

    @property
    def utterance(self) -> Utterance | None:
        """What it sounds and looks like; None before it is there."""
        return self._kept.get(self.at)

    def wanted(self) -> SoundQuery | UtteranceQuery | None:
        """What is to be asked for; None where all is at hand."""
        if self.sounds is None:
            return SoundQuery()
        if self.spoken is None or self.at in self._kept:
            return None
        return UtteranceQuery(part=self.sounds.part, index=self.at)

    def take(self, data: Sounds | Utterance) -> None:
        """Keep what was told; of a set, go to the first mistake."""
        if isinstance(data, Sounds):
            self.sounds = data
            self.at = next((n for n, one in enumerate(data.spoken) if one.true != one.told), 0)
            return
        self._kept[data.index] = data
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def move(self, step: int, *, mistakes: bool = False) -> None:
        """Go to the next utterance of the group, or the one before; perhaps to a mistake."""
        self.note = ""
        if self.sounds is None:
            return
        total = len(self.sounds.spoken)
        for distance in range(1, total + 1):
            place = (self.at + step * distance) % total
            one = self.sounds.spoken[place]
            if self._is_looked_at(one) and (one.true != one.told or not mistakes):
                self.at = place
                return
        self.note = "The network made no mistake here."

    def turn_group(self) -> None:
        """Look at the next group alone, after the last one at all."""
        if self.sounds is None:
            return
        self.note = ""
        following = 0 if self.group is None else self.group + 1
        self.group = following if following < len(self.sounds.groups) else None
        spoken = self.spoken
        if spoken is not None and not self._is_looked_at(spoken):
            self.move(1)

    def sound(self) -> Sound | None:
        """What is listened to; None before it is there."""
        utterance = self.utterance
        return None if utterance is None else Sound(utterance.rate, utterance.samples)

    def save(self) -> None:
        """Save the sound as a WAV file; the note tells where."""
        sound, spoken = self.sound(), self.spoken
        if sound is None or spoken is None or self.sounds is None:
            self.note = "The sound is not there yet."
            return
        name = f"{self.sounds.part}-{self.at + 1:03}-{self.sounds.labels[spoken.true]}"
        try:
            self.note = f"Saved: {exports.save(name, '.wav', sound.wav())}"
        except OSError as error:
            self.note = f"It cannot be saved ({error})."

    def _is_looked_at(self, spoken: Spoken) -> bool:
        return self.group is None or spoken.group == self.group
