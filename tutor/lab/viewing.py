"""Viewing: what somebody does with a film and its index, without a screen.

It holds the validation clips and the test film, the person who is looked for, the rule of the
decisions and the frame that is seen, and says what the worker has to be asked for next.
"""

from __future__ import annotations

from tutor.lab.film_index import Index, Reel, Rule, following, preceding
from tutor.lab.projector import Projector
from tutor.lab.text.film import Seen, stops
from tutor.lab.views.film import LEVELS, Film, FilmQuery, Frames, FramesQuery
from tutor.lab.views.outcomes import Held

_STEP = LEVELS // 20
"""Of the threshold: 0.05."""
_WARNING = "This is the test film: choose by the validation clips (o), then look here."


class Viewing:
    """A film, whom a network finds in it, and who is there.

    Attributes:
        part: the set that is the film.
        own, rule: how the run decided, and how it is decided now.
        person: the number of the one who is looked for.
        note: a sentence about the last thing done; empty where there is nothing to say.
    """

    def __init__(self, own: Rule) -> None:
        """Want the validation clips, under the run's own rule."""
        self.part: Held = "validation"
        self.own = self.rule = own
        self.person = 0
        self.note = ""
        self._reels: dict[Held, Reel] = {}
        self._projectors: dict[Held, Projector] = {}
        self._index: tuple[Held, Index] | None = None

    @property
    def projector(self) -> Projector | None:
        """What shows the film; None before it is there."""
        return self._projectors.get(self.part)

    @property
    def playing(self) -> bool:
        """Whether the film plays."""
        return self.projector is not None and self.projector.playing

    @property
    def seen(self) -> Seen | None:
        """What is on the screen; None before the film is there."""
        reel, projector = self._reels.get(self.part), self.projector
        if reel is None or projector is None or not reel.film.frames or not reel.film.names:
            return None
        if self._index is None or self._index[0] != self.part or self._index[1].rule != self.rule:
            self._index = self.part, reel.index(self.rule)
        return Seen(reel, self._index[1], self.person, projector.at)

    def wanted(self) -> FilmQuery | FramesQuery | None:
        """What is to be asked for; None where all is at hand."""
        projector = self.projector
        return FilmQuery(part=self.part) if projector is None else projector.wanted()

    def take(self, data: Film | Frames) -> None:
        """Keep a film, or some of its frames."""
        if isinstance(data, Film):
            self._reels[data.part] = Reel(data)
            self._projectors[data.part] = Projector(data.part, data.frames)
        elif data.part in self._projectors:
            self._projectors[data.part].take(data)

    def jump(self, step: int, now: float) -> None:
        """Go to the next appearance, found or missed, or to the one before."""
        seen = self.seen
        if seen is None or self.projector is None:
            return
        frame = (following if step > 0 else preceding)(stops(seen.one), seen.frame)
        way = "later" if step > 0 else "earlier"
        self.note = ""
        if frame is None:
            self.note = f"{seen.name} has no {way} appearance, neither found nor missed."
        else:
            self.projector.go(frame, now)

    def move(self, frame: int, now: float) -> None:
        """Go to a frame."""
        if self.projector is not None:
            self.note = ""
            self.projector.go(frame, now)

    def choose(self, step: int) -> None:
        """Look for another person."""
        seen = self.seen
        if seen is not None:
            self.note = ""
            self.person = (self.person + step) % len(seen.index.people)

    def decide(self, rule: Rule) -> None:
        """Decide by another rule; on the test film, say what that does to a test."""
        self.rule = rule
        self.note = _WARNING if self.part == "test" and rule != self.own else ""

    def smooth(self, step: int) -> None:
        """Let more frames vote, or fewer; `step` in frames, even."""
        self.decide(Rule(self.rule.threshold, self.rule.window + step))

    def raise_threshold(self, step: int) -> None:
        """Take somebody to be there only at higher probabilities, in steps of 0.05."""
        told = min(max(self.rule.threshold + step * _STEP, _STEP), LEVELS - _STEP)
        self.decide(Rule(told, self.rule.window))

    def switch(self) -> None:
        """Go over to the test film, or back to the validation clips."""
        self.stop()
        self.part, self.note = ("validation" if self.part == "test" else "test"), ""

    def play(self, now: float) -> None:
        """Let the film play, or stop it."""
        if self.projector is not None:
            self.note = ""
            self.projector.play(now)

    def stop(self) -> None:
        """Let it stand."""
        if self.projector is not None:
            self.projector.playing = False

    def change_speed(self, step: int, now: float) -> None:
        """Let it play faster or slower."""
        if self.projector is not None:
            self.projector.change_speed(step, now)
            self.note = f"{self.projector.speed} frames a second."
