"""The application: one desk, one session, and the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.filter import LineFilter
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import OptionList

from tutor.lab.client import sweep
from tutor.lab.text.glyphs import unicode_works
from tutor.lab.text.worded import said
from tutor.store import trash
from tutor.ui import news, signals
from tutor.ui.breakpoints import NORMAL_FROM, WIDE_FROM
from tutor.ui.commands import system_commands
from tutor.ui.courier import Courier
from tutor.ui.desk import Desk
from tutor.ui.glyphs import AsciiFilter, spell_texts
from tutor.ui.graphics import Graphics
from tutor.ui.late_run import await_late_run
from tutor.ui.screens.base import TutorScreen
from tutor.ui.screens.dialogs import LEAST_HEIGHT, LEAST_WIDTH, Ask, Help, TooSmall
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.quit import LEAVE, QUIT, STOP, AskQuit
from tutor.ui.session import Session
from tutor.ui.theme import DARK, LIGHT, OURS
from tutor.ui.ways import Ways
from tutor.ui.widgets.keybar import key_name
from tutor.ui.wrapping import keep_units

if TYPE_CHECKING:
    from tutor.course.draft import Draft

_AT_LEISURE_SECONDS = 0.5
"""How long after the first paint what the next screen needs is loaded."""


class TutorApp(Ways):
    """The tutor on the screen.

    Attributes:
        session: course and progress.
        desk: worker and trial.
        ascii_only: whether the terminal shows nothing but ASCII.
        own_drafts: what is built on the learner's own data, by the ids of lesson and experiment.
        begins_with: the review or the final quiz, to be opened at once; empty for neither.
        graphics: how pictures are shown in real pixels; None where they are drawn in cells.
    """

    TITLE = "Deep-learning tutor"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NORMAL_FROM, "-normal"), (WIDE_FROM, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (23, "-medium"), (40, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "Help"),
        Binding("q", "ask_quit", "Quit"),
        Binding("ctrl+q,ctrl+c", "ask_quit", "Quit", show=False, priority=True),
        Binding("space", "select", "Select", show=False),
        Binding("f1,ctrl+p", "command_palette", "Commands", show=False, key_display="F1"),
    ]

    def __init__(self, session: Session | None = None, *, desk: Desk | None = None,
                 lesson: str | None = None, ascii_only: bool | None = None,
                 low_bandwidth: bool = False) -> None:  # fmt: skip
        """Make the application.

        Args:
            session: course and progress; opened where None.
            desk: for the trainings; tests give one whose worker only speaks the protocol.
            lesson: the id of a lesson to open at once.
            ascii_only: whether to show ASCII only; found out where None.
            low_bandwidth: whether to send as few bytes as can be.
        """
        super().__init__()
        keep_units()
        spell_texts()
        if low_bandwidth:
            self.animation_level = "none"
        self.session = session or Session()
        self.desk = desk or Desk()
        self.ascii_only = not unicode_works() if ascii_only is None else ascii_only
        self._first_lesson = lesson
        self._courier = Courier(self, low_bandwidth=low_bandwidth)
        self.begins_with: Literal["", "review", "final"] = ""
        self.own_drafts: dict[tuple[str, str], Draft] = {}
        self.graphics: Graphics | None = None

    def on_mount(self) -> None:
        """Set the colours, catch the signals, show the first screen."""
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name
        signals.catch(self)
        self.push_screen(HomeScreen())
        if self._first_lesson is not None:
            self.open_lesson(self._first_lesson)
        if self.begins_with == "review":
            self.review()
        elif self.begins_with == "final":
            self.action_final_quiz()
        self.call_after_refresh(self._after_first_paint)

    def pop_screen(self) -> AwaitComplete:
        """Take the screen in front away; nothing is left to take once the program ends."""
        if len(self.screen_stack) <= 1:
            nothing: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
            return nothing
        return super().pop_screen()

    def on_resize(self, event: Resize) -> None:
        """Say so while the terminal is too small."""
        if len(self.screen_stack) > 1:  # else the first screen would come to lie over it
            self._fit(event.size)

    def _fit(self, size: Size) -> None:
        small = size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    def _after_first_paint(self) -> None:
        """What can wait until there is something to see."""
        self._fit(self.size)
        ended = news.while_away(self.session, self.session.adopt())
        if ended:
            self.notify(ended, timeout=news.SECONDS, markup=False)
        self.tell_notices()
        await_late_run(self)
        sweep()
        trash.empty()
        if isinstance(self.screen, HomeScreen):
            self.screen.reload()
        for key in self.graphics.typed if self.graphics is not None else ():
            self.simulate_key(key)
        self.set_timer(_AT_LEISURE_SECONDS, _load_lesson_screen)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that lack them."""
        return {name: value for name, value in DARK.variables.items() if name.startswith(OURS)}

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters, and ours where the terminal needs ASCII."""
        filters = list(super().get_line_filters())
        return [*filters, _ASCII] if self.ascii_only else filters

    def get_system_commands(self, screen: Screen[object]) -> list[SystemCommand]:
        """What the palette offers."""
        others = super().get_system_commands(screen)
        return [*system_commands(self, screen), *(c for c in others if c.title not in _LEFT_OUT)]

    def wake(self) -> None:
        """Look for news from now on, as often as there can be any; never while there is none."""
        self._courier.wake()

    def action_select(self) -> None:
        """Space, where nothing else takes it: does in a list what Enter does."""
        if isinstance(self.focused, OptionList):
            self.focused.action_select()

    def action_keys(self) -> None:
        """Show the keys that work here; those beyond the bar are told where they have a tooltip."""
        bindings = [active.binding for active in self.screen.active_bindings.values()]
        found = [
            (key_name(one), one.tooltip or one.description)
            for one in bindings
            if one.description and (one.show or one.tooltip or one.key == "f1")
        ]
        screen = self.screen
        title = getattr(screen, "HELP_TITLE", "Keys")
        text = screen.about() if isinstance(screen, TutorScreen) else ""
        if self.ascii_only:
            found = [(said(key), does) for key, does in found]
        self.push_screen(Help(title, list(dict.fromkeys(found)), text))

    async def action_ask_quit(self) -> None:
        """Quit; while something trains here, ask whether it may go on."""
        if isinstance(self.screen, Ask):
            return
        if self.desk.trial is None or self.desk.trial.over:
            self.exit(0)
            return
        self.push_screen(AskQuit(self.desk.trial), self._quit_as_answered)

    def _quit_as_answered(self, answer: str | None) -> None:
        if answer == STOP and self.desk.trial is not None:
            self.desk.stop(self.desk.trial)
        if answer in {LEAVE, STOP, QUIT}:
            self.exit(0)

    def on_unmount(self) -> None:
        """Let the worker go; it finishes what it has in hand."""
        self.desk.close()


_ASCII = AsciiFilter()
_LEFT_OUT = {"Keys", "Maximize", "Minimize"}
"""Textual's commands that `?` does better, or that make no sense here."""


def _load_lesson_screen() -> None:
    """Load what a lesson needs while Home is read, so that the first one opens at once."""
    import tutor.ui.screens.lesson  # noqa: F401
