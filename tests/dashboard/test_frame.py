"""The frame without a browser: steps, looks, roles, what is told; a round that cannot be opened says so."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest

from talenta_lib import run_round
from talenta_lib.errors import InputError
from talenta_lib.present.dashboard import open_dashboard
from talenta_lib.present.dashboard.controls import FAULT, LOG, button, edge, html
from talenta_lib.present.dashboard.frame import Frame, style
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.keeping import TAKEN
from talenta_lib.present.link import Request, Role
from talenta_lib.present.meeting_pages import PAGE_LABELS, Page
from talenta_lib.present.session import SessionStore

POOL = Path(__file__).resolve().parents[2] / "data" / "sample" / "talent-pool-2024"
EMPTY = {page: (lambda state, page=page: html(f"<h1>{page}</h1>")) for page in Page}


def noon() -> dt.datetime:
    return dt.datetime(2024, 2, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(POOL, tmp_path / "putaran"))


def frame(folder: Path, role: Role = Role.OPERATOR, holder: str = "satu") -> Frame:
    state = DashboardState(run_round(folder), role, SessionStore(folder, holder), now=noon)
    state.tick()
    return Frame(state, EMPTY)


def inside(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def labels(widget: widgets.Widget) -> list[str]:
    return [one.description for one in inside(widget) if isinstance(one, widgets.Button | widgets.ToggleButton)]


def texts(widget: widgets.Widget) -> str:
    return " ".join(one.value for one in inside(widget) if isinstance(one, widgets.HTML))


def hear(room: Frame, **message: Any) -> None:
    room.browser._handle_custom_msg(message, [])


def test_the_steps_stand_in_the_order_of_a_meeting(folder: Path) -> None:
    room = frame(folder)
    assert [step.description for step in room.steps.values()] == [
        f"{place} {label}" for place, label in enumerate(PAGE_LABELS.values(), start=1)
    ]


def test_a_page_is_built_when_it_is_opened_first_and_only_then(folder: Path) -> None:
    built: list[Page] = []
    pages = {page: (lambda state, page=page: built.append(page) or html("")) for page in Page}
    state = DashboardState(run_round(folder), Role.OPERATOR, SessionStore(folder, "satu"), now=noon)
    Frame(state, pages)
    for page in (Page.MAP, Page.SUMMARY, Page.MAP):
        state.go(page)
    assert built == [Page.SUMMARY, Page.MAP]


def test_one_page_shows_at_a_time(folder: Path) -> None:
    room = frame(folder)
    room.steps[Page.MAP].click()
    shown = {page for page, one in room._built.items() if one.layout.display != "none"}
    assert shown == {Page.MAP}
    assert room.browser.page == "peta"


def test_a_page_that_is_discussed_gets_its_mark(folder: Path) -> None:
    room = frame(folder)
    room.done.click()
    assert room.steps[Page.SUMMARY].description == "1 Ringkasan ✓"
    room.done.click()
    assert room.steps[Page.SUMMARY].description == "1 Ringkasan"


def test_keys_of_the_browser_walk_and_undo(folder: Path) -> None:
    room = frame(folder)
    hear(room, kind="page", place=5)
    assert room.state.page is Page.DATA
    room.state.presenting = True
    hear(room, kind="step", by=1)
    assert room.state.page is Page.MINUTES
    hear(room, kind="leave")
    assert not room.state.presenting
    room.state.bench.change(max_moves=3)
    hear(room, kind="undo")
    assert room.state.bench.scenario.max_moves == 20
    hear(room, kind="redo")
    assert room.state.bench.scenario.max_moves == 3


def test_a_message_that_makes_no_sense_is_told_and_ends_nothing(folder: Path) -> None:
    room = frame(folder)
    hear(room, kind="page", place=99)
    assert room.state.notice == FAULT
    assert room.state.page is Page.SUMMARY


def test_an_observer_has_no_button_that_changes_anything(folder: Path) -> None:
    room = frame(folder, Role.OBSERVER)
    assert {"Urungkan", "Ulangi", "Tandai dibahas", "Tanpa nama", "Ambil alih"}.isdisjoint(labels(room.widget))
    assert "Hanya melihat" in texts(room.widget)
    assert "tanpa-nama" in room.widget._dom_classes


def test_a_second_browser_is_told_and_can_take_over(folder: Path) -> None:
    first = frame(folder)
    second = frame(folder, holder="dua")
    assert "Sedang diubah di tempat lain" in texts(second.widget)
    next(one for one in inside(second.widget) if getattr(one, "description", "") == "Ambil alih").click()
    assert second.state.holds_pen
    assert "Sedang diubah" not in texts(second.widget)
    hear(first, kind="tick")
    assert "Sedang diubah di tempat lain" in texts(first.widget)


def test_looks_are_worn_by_the_root(folder: Path) -> None:
    room = frame(folder)
    room.switches["Gelap"].value = room.switches["Layar besar"].value = True
    assert {"gelap", "penyaji"} <= set(room.widget._dom_classes)
    room.switches["Gelap"].value = False
    assert "terang" in room.widget._dom_classes
    assert "gelap" not in room.widget._dom_classes


def test_what_is_told_is_inert(folder: Path) -> None:
    room = frame(folder)
    room.state.notice = "<img src=x onerror=alert(1)> {{7*7}}"
    assert "&lt;img src=x onerror=alert(1)&gt; {{7*7}}" in texts(room.widget)


def test_a_fault_is_told_plainly_and_its_message_stays_out_of_the_log(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = frame(folder).state

    def broken() -> None:
        raise RuntimeError("Rukmi Contoh 197206061998011939")

    with caplog.at_level("ERROR", LOG.name):
        edge(state, broken)()
    assert state.notice == FAULT
    assert "RuntimeError at test_frame.broken" in caplog.text
    assert "Rukmi" not in caplog.text
    assert "197206061998011939" not in caplog.text


def test_a_refusal_is_told_with_its_remedy(folder: Path) -> None:
    state = frame(folder).state

    def compare() -> None:
        raise InputError("Ada 5 skenario.", "Bandingkan paling banyak 4 sekaligus.")

    edge(state, compare)()
    assert state.notice == "Ada 5 skenario. Bandingkan paling banyak 4 sekaligus."


def refused() -> None:
    raise InputError("Jabatan lain belum dipilih.", "Pilih jabatannya.")


def test_what_was_told_goes_with_the_next_act_and_not_before(folder: Path) -> None:
    room = frame(folder)
    bad, good = button(room.state, "Salah", refused), button(room.state, "Benar", lambda: None)
    bad.click()
    assert "Jabatan lain belum dipilih." in texts(room.widget)
    hear(room, kind="tick")
    hear(room, kind="ping")
    assert "Jabatan lain belum dipilih." in texts(room.widget)
    bad.click()
    assert "Jabatan lain belum dipilih." in texts(room.widget)
    good.click()
    assert "Jabatan lain belum dipilih." not in texts(room.widget)


@pytest.mark.parametrize("turn", ["page", "step", "name"])
def test_what_was_told_goes_with_another_page_or_name(folder: Path, turn: str) -> None:
    room = frame(folder)
    edge(room.state, refused)()
    if turn == "name":
        room.state.decisions.next()
    else:
        hear(room, kind=turn, place=1, by=1)
    assert "Jabatan lain belum dipilih." not in texts(room.widget)
    assert room.state.notice == ""


def test_that_one_holds_the_pen_is_told_until_the_next_act(folder: Path) -> None:
    frame(folder)
    second = frame(folder, holder="dua")
    next(one for one in inside(second.widget) if getattr(one, "description", "") == "Ambil alih").click()
    assert TAKEN in texts(second.widget)
    second.done.click()
    assert TAKEN not in texts(second.widget)


def test_a_refusal_that_the_page_tells_itself_is_not_told_above_it_too(folder: Path) -> None:
    room = frame(folder)
    state = room.state
    state.past = (("keputusan", state.decisions.nip, "tetap", ""),)
    state.undo()
    assert state.notice == state.decisions.message != ""
    assert state.notice in texts(room.widget)
    state.go(Page.DECISIONS)
    state.undo()
    assert state.notice == state.decisions.message != ""
    assert state.notice not in texts(room.widget)


def test_the_style_fetches_nothing() -> None:
    assert "http" not in style()
    assert "@import" not in style()


def test_a_round_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    page = open_dashboard(tmp_path, noon).start()
    assert "Putaran ini belum dapat dibuka" in texts(page)
    assert "putaran.yaml" in texts(page)


def test_a_round_that_changed_before_the_page_opened_is_read_again(folder: Path) -> None:
    ready = open_dashboard(folder, noon)
    text = (folder / "putaran.yaml").read_text("utf-8")
    (folder / "putaran.yaml").write_text(text.replace("judul: Talent Pool", "judul: Putaran Baru"), "utf-8")
    assert "Putaran Baru" in texts(ready.start())


def test_a_round_that_is_opened_again_has_names_for_its_operator_and_codes_for_who_looks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was solved in the room is laid out again over the round as it is, not as an observer sees it."""
    ready, rooms = open_dashboard(folder, noon), list[DashboardState]()

    def kept(state: DashboardState, pages: Mapping[Page, Any]) -> Frame:
        rooms.append(state)
        return Frame(state, pages)

    monkeypatch.setattr("talenta_lib.present.dashboard.Frame", kept)
    for role in (Role.OPERATOR, Role.OPERATOR, Role.OBSERVER):
        monkeypatch.setattr("talenta_lib.present.dashboard.read_request", lambda role=role: Request(role))
        ready.start()
        if len(rooms) == 1:
            rooms[0].bench.change(max_moves=12)
            rooms[0].bench.solve()
        rooms[-1].store.release()
    officials = rooms[0].bench.matching.officials
    for room in rooms[:2]:
        assert (room.bench.scenario.max_moves, room.bench.is_stale) == (12, False)
        assert set(room.result.people["nip"]) <= set(officials["nip"])
        assert not set(room.result.people["nama"]).isdisjoint(officials["nama"])
        assert room.bench.result.people["nama"].equals(rooms[0].bench.result.people["nama"])
    watcher = rooms[2]
    assert watcher.bench.is_blind
    for seen in (watcher.result.people, watcher.chapter.mutasi.matching.officials, watcher.bench.shown.result.people):
        assert set(seen["nip"]).isdisjoint(officials["nip"])
        assert set(seen["nama"]).isdisjoint(officials["nama"])
