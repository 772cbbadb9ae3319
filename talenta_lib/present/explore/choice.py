"""Two controls of our own: a field that is searched, and HTML in which parts can be chosen; by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets as tl

STATIC: Final = Path(__file__).resolve().parents[1] / "static"


class SearchChoice(anywidget.AnyWidget):
    """A field with a list under it: any part of the words finds an option; ``static/pilihan.js`` draws it.

    ``options`` are [value, words, note], each value once; ``value`` is one of them, or empty for none.
    """

    _esm = STATIC / "pilihan.js"

    options = tl.List(tl.List(tl.Unicode())).tag(sync=True)
    value = tl.Unicode("").tag(sync=True)
    label = tl.Unicode("").tag(sync=True)
    placeholder = tl.Unicode("Ketik untuk mencari").tag(sync=True)
    disabled = tl.Bool(default_value=False).tag(sync=True)
    may_be_empty = tl.Bool(default_value=False).tag(sync=True)

    def offer(self, options: Iterable[tuple[str, str, str]], value: str) -> None:
        """Offer other options, one of them (or none) chosen."""
        with self.hold_sync():
            self.options = [list(option) for option in options]
            self.value = value

    @tl.validate("value")
    def _known(self, proposal: Mapping[str, Any]) -> str:
        """Refuse what is not offered."""
        value = str(proposal["value"])
        if value and all(value != option[0] for option in self.options):
            raise tl.TraitError(f"'{value}' is not one of the options")
        return value


class Clickable(anywidget.AnyWidget):
    """HTML of this package with parts that can be chosen (``data-pilih``); ``static/klik.js`` listens.

    ``html`` holds data escaped by the caller. ``marked`` is the part that is marked wherever it stands; None leaves the
    marks to the HTML. Who chooses is heard by :meth:`on_pick`.
    """

    _esm = STATIC / "klik.js"

    html = tl.Unicode("").tag(sync=True)
    marked = tl.Unicode(None, allow_none=True).tag(sync=True)

    def on_pick(self, act: Callable[[str], object]) -> None:
        """Have ``act`` told what is chosen."""
        self.on_msg(lambda _widget, message, _buffers: act(str(message["pilih"])))

    def pick(self, part: str) -> None:
        """Choose a part, as a click on it does."""
        self._handle_custom_msg({"pilih": part}, [])
