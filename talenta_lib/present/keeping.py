"""Who may change a round from a browser, and how what is done there is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import traitlets as tl

from talenta_lib.errors import RecordError, TalentaError
from talenta_lib.present.link import Role
from talenta_lib.present.session import PenTakenError, SessionStore

OBSERVING: Final = TalentaError("Halaman ini hanya melihat.", "Minta pencatat rapat untuk mengubahnya.")
ELSEWHERE: Final = PenTakenError("Sedang diubah di tempat lain.", "Tekan Ambil alih bila Anda yang mencatat sekarang.")
TAKEN: Final = "Anda memegang pencatatan."


class KeptRoom(tl.HasTraits):
    """A room over a round folder, kept at each change by whoever holds the pen.

    ``holds_pen``: whether changes are made and kept here; else the room follows whoever does (``has_looked``: whether
    it is known who does). A page takes a free pen with its first sign of life or its first change, so that one that was
    made but never seen holds none. ``notice`` is the last thing to tell, ``saved_at`` when the room was kept last,
    ``stale_since`` when an input file was seen changed.
    Subclasses give ``_written`` (plain JSON values) and ``_lay_out`` (lay them out, ``is_taking``: as who goes on).
    """

    notice = tl.Unicode("")
    holds_pen = tl.Bool(default_value=False)
    has_looked = tl.Bool(default_value=False)
    saved_at = tl.Instance(dt.datetime, allow_none=True)
    stale_since = tl.Instance(dt.datetime, allow_none=True)

    def __init__(self, role: Role, store: SessionStore, now: Callable[[], dt.datetime], inputs: list[Path]) -> None:
        self.role, self.store, self._now = role, store, now
        self._version, self._kept, self._is_laying = 0, dict[str, Any](), False
        self._inputs = {path: _stamp(path) for path in inputs}
        super().__init__()

    def _written(self) -> dict[str, Any]:
        raise NotImplementedError

    def _lay_out(self, content: Mapping[str, Any], *, is_taking: bool) -> None:
        raise NotImplementedError

    @property
    def is_observer(self) -> bool:
        """Whether the link lets this browser only look."""
        return self.role is Role.OBSERVER

    def may_change(self) -> None:
        """Raise ``TalentaError`` where this browser may not change anything now."""
        if self.is_observer:
            raise OBSERVING
        if not self.holds_pen:
            self.tick(is_acting=True)
        if not self.holds_pen:
            raise ELSEWHERE

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something; what is refused becomes the notice. Returns whether it went."""
        try:
            act()
        except TalentaError as error:
            self.notice = str(error)
            return False
        return True

    def take_over(self) -> None:
        """Take the pen from another browser, with what it has done; an observer is refused in words."""

        def take() -> None:
            if self.is_observer:
                raise OBSERVING
            self._follow(is_taking=True)
            self.holds_pen = self.store.take(self._clock(), force=True)
            self.notice = TAKEN

        self.attempt(take)

    def tick(self, *, is_acting: bool = False) -> None:
        """Look around, every few seconds: take or keep the pen, follow whoever holds it, see changed files.

        A page that follows takes a pen that has become free only where it is ``is_acting``: whoever reloads a page
        finds the pen where it was.
        """
        self.look_for_changes()
        try:
            held_before = self.holds_pen
            may_take = not self.is_observer and (held_before or is_acting or not self.has_looked)
            has_taken = may_take and self.store.take(self._clock())
            if held_before and not has_taken:
                self.notice = str(ELSEWHERE)
            if not (held_before and has_taken) and self.store.read(self._clock()).version != self._version:
                self._follow(is_taking=has_taken)
            self.holds_pen = has_taken  # last: from here on it is this page that keeps the room
        except RecordError as error:
            self.holds_pen = not self.is_observer  # a folder that cannot keep a session still holds a meeting
            self.notice = str(error)
        self.has_looked = True

    def look_for_changes(self) -> bool:
        """Return whether an input file of the round is not as it was read; ``stale_since`` says since when."""
        if self.stale_since is None and any(_stamp(path) != stamp for path, stamp in self._inputs.items()):
            self.stale_since = self._now()
        return self.stale_since is not None

    def unheard(self, act: Callable[[], object]) -> None:
        """Do something that is no change by whoever looks: it is neither kept nor can it be undone."""
        before, self._is_laying = self._is_laying, True
        try:
            act()
        finally:
            self._is_laying = before

    def _recall(self) -> Mapping[str, Any]:
        """Return what was kept last; nothing where it cannot be read."""
        try:
            kept = self.store.read(self._clock())
        except RecordError:
            return {}
        self._version = kept.version
        return kept.content

    def _follow(self, *, is_taking: bool = False) -> None:
        """Lay out what the browser with the pen has kept."""
        content = self._recall()
        self.unheard(lambda: self._lay_out(content, is_taking=is_taking))

    def _keep(self, _change: object) -> None:
        """Keep the room, where something that is kept has changed."""
        if self._is_laying or not self.holds_pen:
            return
        written = self._written()
        if written == self._kept:
            return
        try:
            self._version = self.store.save(written, self._clock())
            self._kept, self.saved_at = written, self._now()
        except PenTakenError as error:
            self.holds_pen, self.notice = False, str(error)
        except RecordError as error:
            self.notice = str(error)

    def _clock(self) -> float:
        return self._now().timestamp()


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file is written; None where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
