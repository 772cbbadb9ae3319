"""The committee's room without a browser: kept at each change, one pen, undo, blindness and roles."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from talenta_lib import run_round
from talenta_lib.errors import TalentaError
from talenta_lib.placement.scenario import load_scenario
from talenta_lib.present import dashboard_state
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.scenario_edit import with_lock
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import FILES, SCREENS, Page
from talenta_lib.present.session import SESSION_FILE, SessionStore
from talenta_lib.present.time_spent import MOST_COUNTED
from talenta_lib.record import Kind, Ledger
from talenta_lib.round import RoundResult

POOL = Path(__file__).resolve().parents[2] / "data" / "sample" / "talent-pool-2024"
START = dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)


class Clock:
    """A clock that stands until it is put forward."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> dt.datetime:
        return self.time

    def forward(self, seconds: float) -> None:
        self.time += dt.timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(POOL, tmp_path / "putaran"))


@pytest.fixture
def result(folder: Path) -> RoundResult:
    return run_round(folder)


Opener = Callable[..., DashboardState]


@pytest.fixture
def enter(result: RoundResult, clock: Clock) -> Opener:
    """Open the room from one more browser."""
    count = iter(range(100))

    def enter(role: Role = Role.OPERATOR) -> DashboardState:
        state = DashboardState(result, role, SessionStore(result.folder, f"peramban-{next(count)}"), now=clock)
        state.tick()
        return state

    return enter


@pytest.fixture
def room(enter: Opener) -> DashboardState:
    state = enter()
    state.decisions.by, state.decisions.role = "Rina Contoh", "Ketua"
    return state


def let_go(state: DashboardState) -> None:
    state.store.release()


def seen(state: DashboardState) -> str:
    """Return all text that the pages may draw on."""
    mutasi = state.chapter.mutasi
    tables = [state.result.people, mutasi.moves, mutasi.stays, mutasi.matching.officials, mutasi.matching.posts]
    return " ".join([*(table.to_csv() for table in tables), *state.why.facts.sentences, str(mutasi.scenario)])


def test_a_room_opens_with_the_plan_of_the_round_and_the_pen(room: DashboardState) -> None:
    assert (room.page, room.chapter.mutasi.plan.moves, room.holds_pen) == (Page.SUMMARY, 20, True)
    assert room.left == list(Page)


def test_what_was_done_is_there_again_after_the_page_is_gone(
    room: DashboardState, enter: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = room.result.people["nip"].iloc[3]
    room.bench.change(max_moves=12)
    room.bench.solve()
    room.map.opd, room.map.selected = room.map.options("opd")[1][1], person
    room.mark_discussed(Page.MAP)
    room.go(Page.DECISIONS)
    room.decisions.next()
    room.decisions.reason = "belum selesai ditulis"
    room.theme, room.place, room.attendance = "gelap", "Ruang Rapat", (("Rina Contoh", "Ketua"),)
    room.shelf.compare(("a-usul-20", "b-hemat-12"))
    let_go(room)
    monkeypatch.setattr(ScenarioState, "solved", lambda *_arguments: pytest.fail("solved again"))
    monkeypatch.setattr("talenta_lib.present.explore.shelf_state.ShelfState.compare", lambda *_arguments: True)
    again = enter()
    assert (again.page, again.theme, again.discussed) == (Page.DECISIONS, "gelap", (Page.MAP,))
    assert (again.map.opd, again.map.selected) == (room.map.opd, person)
    assert (again.bench.scenario.max_moves, again.chapter.mutasi.plan.moves) == (12, room.chapter.mutasi.plan.moves)
    assert (again.decisions.nip, again.decisions.reason) == (room.decisions.nip, "belum selesai ditulis")
    assert (again.place, again.attendance) == ("Ruang Rapat", (("Rina Contoh", "Ketua"),))
    assert (again.decisions.by, again.decisions.role) == ("Rina Contoh", "Ketua")
    assert again.past == (("skenario",),)


def test_scenarios_that_were_compared_are_compared_again(room: DashboardState, enter: Opener) -> None:
    room.shelf.compare(("a-usul-20", "b-hemat-12"))
    let_go(room)
    assert enter().shelf.compared == ("a-usul-20", "b-hemat-12")


def test_an_undo_goes_on_after_the_page_is_gone(room: DashboardState, enter: Opener) -> None:
    room.bench.change(max_moves=12)
    room.bench.solve()
    let_go(room)
    again = enter()
    again.undo()
    assert again.bench.scenario.max_moves == load_scenario("a-usul-20", round_dir=POOL).max_moves
    assert again.bench.is_stale


def test_undo_and_redo_walk_through_scenario_and_decisions_in_their_order(room: DashboardState) -> None:
    before = room.chapter
    room.bench.change(max_moves=12)
    room.bench.solve()
    solved = room.chapter
    nip = room.decisions.nip
    assert room.decide()
    room.undo()
    assert nip not in Ledger.open(room.result.folder).decisions()
    room.undo()
    assert (room.chapter, room.past, len(room.future)) == (before, (), 2)
    room.redo()
    assert room.chapter is solved
    room.redo()
    assert nip in Ledger.open(room.result.folder).decisions()
    assert room.future == ()


def test_undoing_a_decision_adds_an_entry_and_removes_none(room: DashboardState) -> None:
    room.decide()
    before = Ledger.open(room.result.folder).entries()
    room.undo()
    after = Ledger.open(room.result.folder).entries()
    assert after[: len(before)] == before
    assert [entry.kind for entry in after[len(before) :]] == [Kind.UNDO]


def test_a_new_change_ends_what_could_be_redone(room: DashboardState) -> None:
    room.bench.change(max_moves=12)
    room.undo()
    room.bench.change(max_moves=15)
    assert (len(room.past), room.future) == (1, ())


def test_a_decision_that_is_refused_is_no_step(room: DashboardState) -> None:
    room.decisions.choice = "ditunda"
    assert not room.decide()
    assert "belum beralasan" in room.decisions.message
    assert room.past == ()


def test_a_second_browser_follows_and_overwrites_nothing(room: DashboardState, enter: Opener) -> None:
    other = enter()
    assert not other.holds_pen
    with pytest.raises(TalentaError, match="Sedang diubah di tempat lain"):
        other.may_change()
    other.bench.change(max_moves=3)
    other.mark_discussed(Page.MAP)
    assert (other.bench.scenario.max_moves, other.discussed) == (20, ())
    assert "tempat lain" in other.notice
    room.bench.change(max_moves=12)
    room.bench.solve()
    room.mark_discussed(Page.SUMMARY)
    other.tick()
    assert (other.chapter.mutasi.plan.moves, other.discussed) == (12, (Page.SUMMARY,))
    assert other.past == room.past


def test_a_page_that_nobody_has_seen_yet_holds_no_pen(result: RoundResult, enter: Opener, clock: Clock) -> None:
    unseen = DashboardState(result, Role.OPERATOR, SessionStore(result.folder, "tak-dibuka"), now=clock)
    assert enter().holds_pen
    assert not unseen.holds_pen


def test_a_first_change_takes_a_pen_that_is_free(result: RoundResult, clock: Clock) -> None:
    state = DashboardState(result, Role.OPERATOR, SessionStore(result.folder, "satu"), now=clock)
    state.mark_discussed(Page.MAP)
    assert (state.discussed, state.holds_pen) == ((Page.MAP,), True)


def test_a_page_that_follows_leaves_a_free_pen_to_who_reloads_until_it_acts(
    room: DashboardState, enter: Opener
) -> None:
    second = enter()
    room.bench.change(max_moves=12)
    let_go(room)
    second.tick()
    assert not second.holds_pen
    assert second.bench.scenario.max_moves == 12
    again = enter()
    assert again.holds_pen
    let_go(again)
    second.mark_discussed(Page.MAP)
    assert second.holds_pen
    assert second.discussed == (Page.MAP,)


def test_whoever_takes_up_a_free_pen_goes_on_from_what_was_kept_last(room: DashboardState, enter: Opener) -> None:
    second = enter()
    room.bench.change(max_moves=12)
    let_go(room)
    second.mark_discussed(Page.MAP)
    assert (second.bench.scenario.max_moves, second.discussed) == (12, (Page.MAP,))


def test_the_pen_taken_over_stops_the_first_browser(room: DashboardState, enter: Opener) -> None:
    other = enter()
    room.bench.change(max_moves=12)
    other.take_over()
    other.mark_discussed(Page.DATA)
    assert (other.bench.scenario.max_moves, other.discussed) == (12, (Page.DATA,))
    room.mark_discussed(Page.WHY)  # before it has noticed: this change cannot be kept
    assert not room.holds_pen
    room.tick()
    assert room.discussed == (Page.DATA,)
    with pytest.raises(TalentaError, match="tempat lain"):
        room.bench.wish(room.bench.scenario.changed(max_moves=1))


def test_who_takes_the_pen_goes_on_with_the_work_and_keeps_the_own_page_and_looks(
    room: DashboardState, enter: Opener
) -> None:
    other = enter()
    other.go(Page.DATA)
    other.theme = "gelap"
    room.go(Page.SCENARIO)
    room.decisions.next()
    room.blind = True
    other.take_over()
    assert (other.page, other.theme, other.blind) == (Page.DATA, "gelap", False)
    assert (other.decisions.nip, other.decisions.by) == (room.decisions.nip, "Rina Contoh")


def test_an_observer_changes_nothing_and_reads_no_name(room: DashboardState, enter: Opener) -> None:
    nips, names = room.result.people["nip"], room.result.people["nama"]
    observer = enter(Role.OBSERVER)
    official = observer.bench.matching.officials["nip"].iloc[0]
    refused = [
        lambda: observer.bench.wish(with_lock(observer.bench.scenario, "tetap", official, "")),
        lambda: observer.bench.show(observer.bench.chapter),
        observer.bench.undo,
        observer.bench.redo,
        lambda: observer.bench.rename("baru", "Baru"),
    ]
    for act in refused:
        with pytest.raises(TalentaError, match="hanya melihat"):
            act()
    assert not observer.decide()
    assert not observer.shelf.save("baru", "Baru")
    assert not observer.shelf.duplicate("a-usul-20", "baru")
    observer.mark_discussed(Page.MAP)
    observer.take_over()
    observer.blind = False
    observer.bench.solve()
    assert (observer.blind, observer.holds_pen, observer.discussed) == (True, False, ())
    assert Ledger.open(room.result.folder).entries() == ()
    text = seen(observer)
    assert [one for one in [*nips, *names] if one in text] == []


def test_an_observer_keeps_the_own_page_and_follows_the_plan(room: DashboardState, enter: Opener) -> None:
    observer = enter(Role.OBSERVER)
    observer.go(Page.MAP)
    room.go(Page.SCENARIO)
    room.bench.change(max_moves=12)
    room.bench.solve()
    observer.tick()
    assert (observer.page, observer.chapter.mutasi.plan.moves) == (Page.MAP, 12)


def test_blind_mode_shows_codes_keeps_filters_and_comes_back(room: DashboardState) -> None:
    person = room.result.people.iloc[2]
    room.map.search, room.map.selected = person["nama"][:5], person["nip"]
    room.map.jenjang = room.map.options("jenjang")[1][1]
    jenjang = room.map.jenjang
    room.blind = True
    text = seen(room)
    assert [one for one in [person["nip"], person["nama"]] if one in text] == []
    assert (room.map.selected, room.map.search, room.map.jenjang) == (person["code"], "", jenjang)
    assert set(room.result.people["sex"]) == {""}
    assert person["jabatan"] in text
    room.blind = False
    assert (room.map.selected, room.result.people["nama"].iloc[2]) == (person["nip"], person["nama"])


def test_a_question_asked_blind_is_about_the_same_official(room: DashboardState) -> None:
    nip = room.bench.matching.officials["nip"].iloc[5]
    room.blind = True
    room.ask(room.bench.shown_id(nip))
    assert (room.page, room.why.nip) == (Page.WHY, nip)
    assert room.why.facts.seat.nip == room.bench.shown_id(nip)


def test_one_thing_after_the_other_is_shown_names_within_their_page_and_the_walk_ends(room: DashboardState) -> None:
    room.step(-1)
    names = room.decisions.agenda
    walked = [(room.page, room.screen, "")]
    for _ in range(4 + 1 + 3 + 4 + 1 + len(names) + 1 + 3):
        room.step(1)
        walked.append((room.page, room.screen, room.decisions.nip if room.page == Page.DECISIONS else ""))
    assert walked == [
        *[(Page.SUMMARY, place, "") for place in range(4)],
        (Page.MAP, 0, ""),
        *[(Page.SCENARIO, place, "") for place in range(3)],
        *[(Page.WHY, place, "") for place in range(4)],
        (Page.DECISIONS, 0, names[0]),
        *[(Page.DECISIONS, 1, nip) for nip in names],
        (Page.DATA, 0, ""),
        *[(Page.MINUTES, place, "") for place in range(3)],
        (Page.MINUTES, 2, ""),
    ]


def test_one_thing_back_from_the_first_name_is_how_far_the_meeting_is_then_the_page_before(
    room: DashboardState,
) -> None:
    first, second = room.decisions.agenda[:2]
    room.page, room.decisions.nip = Page.DECISIONS, second
    room.step(-1)
    assert (room.page, room.decisions.nip, room.screen) == (Page.DECISIONS, first, 1)
    room.step(-1)
    assert (room.page, room.screen) == (Page.DECISIONS, 0)
    room.step(-1)
    assert (room.page, room.screen) == (Page.WHY, len(SCREENS[Page.WHY]) - 1)


def test_decisions_open_where_one_signs_until_somebody_has(room: DashboardState) -> None:
    by, room.decisions.by = room.decisions.by, ""
    room.go(Page.DECISIONS)
    assert room.screen == 0
    room.screen = 1
    assert not room.decide()
    assert (room.screen, room.notice) == (0, room.decisions.message)
    assert "Isi nama dan peran" in room.notice
    room.decisions.by = by
    room.go(Page.DATA)
    room.go(Page.DECISIONS)
    assert room.is_at_names
    assert room.decide()


def test_a_page_opens_at_its_first_screen(room: DashboardState) -> None:
    room.step(1)
    room.go(Page.SCENARIO)
    assert (room.screen, room.screens[0]) == (0, "Perpindahan")


def test_an_observer_is_shown_no_screen_of_files(enter: Opener) -> None:
    watcher = enter(Role.OBSERVER)
    watcher.go(Page.MINUTES)
    assert watcher.screens == tuple(one for one in SCREENS[Page.MINUTES] if one != FILES)
    for _ in range(5):
        watcher.step(1)
    assert (watcher.page, watcher.screen) == (Page.MINUTES, 1)


def test_a_mark_can_be_taken_off(room: DashboardState) -> None:
    room.mark_discussed(Page.MAP)
    room.mark_discussed(Page.SUMMARY)
    room.mark_discussed(Page.MAP, is_done=False)
    assert room.discussed == (Page.SUMMARY,)
    assert Page.MAP in room.left


def test_time_is_counted_for_the_name_on_the_table_only(room: DashboardState, clock: Clock) -> None:
    clock.forward(60)
    room.go(Page.DECISIONS)
    first = room.decisions.nip
    clock.forward(40)
    room.decisions.next()
    second = room.decisions.nip
    clock.forward(10 * MOST_COUNTED)
    room.go(Page.MAP)
    clock.forward(60)
    room.go(Page.DECISIONS)
    assert room.spent.seconds == {first: 40, second: MOST_COUNTED}


def test_a_changed_input_is_seen_and_the_old_plan_is_not_laid_out_again(
    room: DashboardState, enter: Opener, folder: Path, clock: Clock
) -> None:
    room.bench.change(max_moves=12)
    room.bench.solve()
    clock.forward(30)
    text = (folder / "putaran.yaml").read_text("utf-8")
    (folder / "putaran.yaml").write_text(text.replace("benih: ", "benih: 1"), "utf-8")
    room.tick()
    assert room.stale_since == clock()
    let_go(room)
    again = DashboardState(run_round(folder), Role.OPERATOR, SessionStore(folder, "lain"), now=clock)
    assert again.bench.scenario.max_moves == 12
    assert again.chapter.mutasi.matching.seed != room.chapter.mutasi.matching.seed
    assert again.stale_since is None


def test_wishes_that_no_plan_meets_are_still_there_after_a_crash(room: DashboardState, clock: Clock) -> None:
    """As the room is served: beside a bench that is ready."""
    stay = room.bench.matching.officials["nip"].iloc[:6].to_list()
    room.bench.change(closed=("Kepala Dinas Perikanan",), stay=tuple(stay))
    room.bench.solve()
    assert room.bench.status == "gagal"
    let_go(room)
    ready = DashboardState(room.result, Role.OBSERVER, SessionStore(room.result.folder, ""), now=clock).bench
    store = SessionStore(room.result.folder, "lain")
    again = DashboardState(room.result, Role.OPERATOR, store, now=clock, ready=ready)
    assert (again.bench.scenario.closed, again.bench.scenario.stay) == (("Kepala Dinas Perikanan",), tuple(stay))
    assert again.chapter.mutasi.plan.moves == 20


def test_a_session_of_another_version_is_no_obstacle(room: DashboardState, enter: Opener, clock: Clock) -> None:
    room.store.save({"versi": "lain"}, clock().timestamp())
    let_go(room)
    assert enter().chapter.mutasi.plan.moves == 20


def test_a_folder_that_cannot_keep_a_session_still_holds_a_meeting(result: RoundResult, clock: Clock) -> None:
    (result.folder / SESSION_FILE).mkdir()
    state = DashboardState(result, Role.OPERATOR, SessionStore(result.folder, "satu"), now=clock)
    state.tick()
    assert "tidak dapat disimpan" in state.notice
    state.bench.change(max_moves=12)
    state.bench.solve()
    assert state.chapter.mutasi.plan.moves == 12


def test_the_state_knows_no_widget() -> None:
    modules = [dashboard_state, *(getattr(dashboard_state, name) for name in ("tl",))]
    assert not any("ipywidgets" in vars(module) or "widgets" in vars(module) for module in modules)
