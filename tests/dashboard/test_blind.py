"""Names off and on again in the whole room: every page that was built follows, and none hears of half of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as widgets
import pytest

from talenta_lib.placement.ranking import plain_name
from talenta_lib.present.dashboard.controls import FAULT
from talenta_lib.present.dashboard.frame import Frame
from talenta_lib.present.dashboard.fresh import keep_fresh
from talenta_lib.present.dashboard.pages import PAGES
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from tests.dashboard.meeting_room import room, sign, text

CODE = r"P-\d{3}"


@pytest.fixture
def frame(tmp_path: Path) -> Frame:
    """Build every page, with somebody on the card and an attendance list; the map is open."""
    state = room(tmp_path, Page.SUMMARY)
    sign(state)
    state.attendance = (("Wirya Santanaka", "Ketua"),)
    built = Frame(state, PAGES)
    visit(built)
    state.go(Page.MAP)
    state.map.selected = str(state.chapter.mutasi.moves["nip"].iloc[0])
    return built


def visit(frame: Frame) -> dict[Page, str]:
    """Open every page; return what each says."""
    said = {}
    for page in Page:
        frame.state.go(page)
        said[page] = text(frame._built[page])
    return said


def walk(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def sent(frame: Frame) -> str:
    """Return all that the browser holds of the pages, shown or not."""
    parts = (one.get_state() for one in walk(frame._body))
    return "".join(str({name: value for name, value in part.items() if name not in ("_esm", "_css")}) for part in parts)


def named(state: DashboardState, said: str) -> list[str]:
    """Return the names and NIP of officials that a text holds."""
    officials = state.bench.matching.officials
    return [word for word in [*map(plain_name, officials["nama"]), *officials["nip"]] if word in said]


def test_with_a_card_open_no_page_names_anybody_once_names_are_off(frame: Frame) -> None:
    state = frame.state
    frame.switches["Tanpa nama"].value = True
    assert state.notice == ""
    assert named(state, text(frame._built[Page.MAP])) == []
    said = visit(frame)
    assert state.notice == ""
    assert named(state, "".join(said.values()) + sent(frame)) == []
    assert "Wirya Santanaka" not in text(frame._built[Page.DECISIONS])
    assert re.search(rf'class="nama">{CODE}', said[Page.DECISIONS])


def test_names_come_back_on_every_page_and_no_code_stays_in_their_place(frame: Frame) -> None:
    before = visit(frame)
    frame.switches["Tanpa nama"].value = True
    visit(frame)
    frame.switches["Tanpa nama"].value = False
    assert frame.state.notice == ""
    assert visit(frame) == before


def test_the_name_at_hand_is_said_in_full_whatever_was_opened_before(tmp_path: Path) -> None:
    room(tmp_path, Page.DECISIONS).store.release()
    alone = Frame(room(tmp_path, Page.DECISIONS, browser="dua"), PAGES)
    first = text(alone._built[Page.DECISIONS])
    assert ">Kotak " in first
    visit(alone)
    alone.switches["Tanpa nama"].value = True
    assert ">Kotak " in visit(alone)[Page.DECISIONS]
    alone.switches["Tanpa nama"].value = False
    assert visit(alone)[Page.DECISIONS] == first


def test_a_room_that_was_blind_opens_blind_again_with_all_of_the_name_at_hand(tmp_path: Path) -> None:
    before = room(tmp_path, Page.DECISIONS)
    before.blind = True
    before.store.release()
    again = Frame(room(tmp_path, Page.DECISIONS, browser="dua"), PAGES)
    said = text(again._built[Page.DECISIONS])
    assert again.state.blind
    assert named(again.state, said) == []
    assert ">Kotak " in said


def test_whoever_hears_of_a_change_of_names_finds_plan_map_and_result_of_one_kind(frame: Frame) -> None:
    state, seen = frame.state, list[bool]()

    def hear(_change: object) -> None:
        shown = state.bench.shown
        is_one = state.chapter is shown and state.result is shown.result
        seen.append(is_one and list(state.map.visible["nip"]) == list(shown.result.people["nip"]))

    for name in ("chapter", "map", "result", "blind"):
        state.observe(hear, name)
    state.bench.observe(hear, "is_blind")
    state.blind = True
    state.blind = False
    assert seen == [True] * 10


def test_a_page_that_broke_while_it_followed_is_tried_again_and_the_others_follow(tmp_path: Path) -> None:
    state, done, breaks = room(tmp_path, Page.MAP), list[str](), [False]

    def broken() -> None:
        if breaks.pop():
            raise ZeroDivisionError
        done.append("rusak")

    keep_fresh(state, Page.MAP, broken, (state, ["chapter"]))
    keep_fresh(state, Page.MAP, lambda: done.append("lain"), (state, ["chapter"]))
    breaks.extend([False, True])
    state.chapter = state.chapter.blind
    assert (done, state.notice) == (["rusak", "lain", "lain"], FAULT)
    assert [page for page, _ in state.broken] == [Page.MAP]
    state.go(Page.DATA)
    state.go(Page.MAP)
    assert done == ["rusak", "lain", "lain", "rusak"]
    assert state.broken == ()


def test_a_page_that_cannot_follow_shows_nothing_old_in_its_place(frame: Frame) -> None:
    state, part = frame.state, frame._built[Page.MAP]
    state.broken = ((Page.MAP, "rusak"),)
    assert part.layout.display == "none"
    assert "Muat ulang halaman" in text(frame.widget)
    state.go(Page.DATA)
    assert "Muat ulang halaman" not in text(frame.widget)
    state.go(Page.MAP)
    state.broken = ()
    assert part.layout.display == ""
    assert "Muat ulang halaman" not in text(frame.widget)


def test_a_page_that_cannot_be_built_says_so(tmp_path: Path) -> None:
    def breaks(_state: DashboardState) -> widgets.Widget:
        raise ZeroDivisionError

    state = room(tmp_path, Page.MAP)
    frame = Frame(state, {**PAGES, Page.DATA: breaks})
    state.go(Page.DATA)
    assert state.notice == FAULT
    assert frame._built[Page.MAP].layout.display == "none"
    assert "Muat ulang halaman" in text(frame.widget)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("page", list(Page))
def test_a_page_without_names_that_followed_says_what_one_newly_opened_says(
    tmp_path: Path, page: Page, role: Role
) -> None:
    recorder = room(tmp_path, page)
    sign(recorder)
    recorder.blind = role is Role.OPERATOR
    looked_at = recorder if role is Role.OPERATOR else room(tmp_path, page, role, browser="dua")
    frame = Frame(looked_at, PAGES)

    def solve() -> None:
        recorder.bench.change(max_moves=7)
        recorder.bench.solve()

    for act in (lambda: recorder.shelf.open("b-hemat-12"), recorder.decide, solve, recorder.undo):
        act()
        if looked_at is not recorder:
            looked_at.tick()
        assert (looked_at.notice, looked_at.broken) == ("", ())
        assert text(frame._built[page]) == text(Frame(looked_at, PAGES)._built[page])
