"""Skenario without a browser: wishes by click, limit, shelf; refusals leave everything; nobody named while blind."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import ipywidgets as widgets
import pytest
import traitlets as tl

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.placement.scenario import Pairing
from talenta_lib.present.dashboard.scenario_lists import frontier_rows, moves_table, officials_table, posts_table
from talenta_lib.present.dashboard.scenario_page import ScenarioPage
from talenta_lib.present.dashboard.scenario_picked import planned_post
from talenta_lib.present.dashboard.scenario_shelf_html import free_name
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.background import at_once
from talenta_lib.present.explore.choice import SearchChoice
from talenta_lib.present.explore.scenario_state import Bench
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from talenta_lib.present.plan_words import PROVED, finding
from talenta_lib.record import Kind, Ledger
from tests.dashboard.meeting_room import buttons, room, shows_nobody, sign, text

INERT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def state(tmp_path: Path) -> DashboardState:
    return room(tmp_path, Page.SCENARIO)


@pytest.fixture
def page(state: DashboardState) -> ScenarioPage:
    sign(state)
    return ScenarioPage(state, run=at_once)


@pytest.fixture
def mutasi(state: DashboardState) -> Mutasi:
    return state.chapter.mutasi


def click(page: ScenarioPage, words: str) -> None:
    buttons(page.widget)[words].click()


def walk(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def sent(widget: widgets.Widget) -> str:
    """Return all that a widget and its parts, shown or not, have sent to the browser."""
    return "".join(
        str({name: value for name, value in one.get_state().items() if name not in ("_esm", "_css")})
        for one in walk(widget)
    )


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# The plan


def test_the_finding_and_the_totals_are_those_of_the_plan(page: ScenarioPage, mutasi: Mutasi) -> None:
    said = plain(text(page.widget))
    assert f"{finding(mutasi)} {PROVED}" in said
    assert "Pindah / tetap 20 / 5" in said
    assert "Kenaikan rata-rata +6,5" in said
    assert text(page.widget).count("<h1") == 1


def test_the_table_of_the_moves_is_that_of_the_list_and_names_nobody_while_blind(
    state: DashboardState, page: ScenarioPage, mutasi: Mutasi
) -> None:
    assert list(moves_table(state.chapter)["Nama"]) == list(mutasi.moves["nama"])
    page.middle.tables.turn.value = True
    assert mutasi.moves["nama"].iloc[0] in sent(page.middle.plan)
    assert "Unduh Excel" in buttons(page.widget)
    state.blind = True
    assert "Unduh Excel" in buttons(page.widget)
    assert shows_nobody(state, sent(page.middle.plan))


def test_every_mover_can_be_picked_in_the_list_and_in_the_loops(page: ScenarioPage, mutasi: Mutasi) -> None:
    movers = set(mutasi.moves["nip"])
    assert set(re.findall(r'data-pilih="(\d+)"', page.middle.moves.html)) == movers
    narrow = page.loops.html[: page.loops.html.index('class="lapang"')]
    assert sorted(re.findall(r'<g data-pilih="(\d+)"', narrow)) == sorted(movers)


def test_who_is_picked_is_marked_in_list_loops_and_fields_with_the_planned_post(
    page: ScenarioPage, mutasi: Mutasi
) -> None:
    move = mutasi.moves.iloc[3]
    page.loops.pick(move["nip"])
    assert page.middle.moves.marked == page.loops.marked == page.actions.person.value == move["nip"]
    assert page.actions.post.value == move["to_id"]
    assert plain_name(move["nama"]) in text(page.widget)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Tetap di jabatannya", "stay"), ("Wajib ke jabatan ini", "place"), ("Jangan ke jabatan ini", "forbid"),
        ("Diinginkan di sini", "wishes"),
    ],
)  # fmt: skip
def test_a_wish_about_an_official_is_one_click(
    page: ScenarioPage, state: DashboardState, mutasi: Mutasi, words: str, field: str
) -> None:
    move = mutasi.moves.iloc[0]
    page.middle.moves.pick(move["nip"])
    click(page, words)
    (entry,) = getattr(state.bench.scenario, field)
    wished = move["nip"] if field == "stay" else Pairing(nip=move["nip"], jabatan=move["to_id"])
    assert entry == wished
    assert (state.bench.status, state.bench.is_stale) == ("siap", True)
    assert plain_name(move["nama"]) in state.bench.locks[0].words
    click(page, "Hapus")
    assert getattr(state.bench.scenario, field) == ()


@pytest.mark.parametrize(
    ("words", "field"), [("Cadangkan jabatan", "reserve"), ("Tutup", "closed"), ("Harus terisi", "filled")]
)
def test_a_wish_about_a_post_is_one_click(
    page: ScenarioPage, state: DashboardState, mutasi: Mutasi, words: str, field: str
) -> None:
    page.picked.jabatan_id = post = str(mutasi.matching.posts["jabatan_id"].iloc[4])
    click(page, words)
    assert getattr(state.bench.scenario, field) == (post,)


def test_only_what_is_picked_has_buttons(page: ScenarioPage, mutasi: Mutasi) -> None:
    assert "Tetap di jabatannya" not in buttons(page.widget)
    page.picked.jabatan_id = str(mutasi.matching.posts["jabatan_id"].iloc[0])
    shown = buttons(page.widget)
    assert "Cadangkan jabatan" in shown
    assert {"Wajib ke jabatan ini", "Biarkan kosong", "Mengapa?"}.isdisjoint(shown)


def test_a_lock_holds_in_the_next_plan_and_undo_and_redo_bring_both_plans_back(
    page: ScenarioPage, state: DashboardState, mutasi: Mutasi
) -> None:
    before, nip = state.bench.chapter, str(mutasi.moves["nip"].iloc[0])
    page.middle.moves.pick(nip)
    click(page, "Tetap di jabatannya")
    click(page, "Hitung ulang")
    after = state.bench.chapter
    assert nip in set(after.mutasi.stays["nip"])
    click(page, "Urungkan")
    assert (state.bench.chapter, state.bench.scenario.stay) == (before, ())
    click(page, "Ulangi")
    assert (state.bench.chapter, state.bench.scenario.stay) == (after, (nip,))


def test_the_post_of_the_picked_official_follows_the_plan(
    page: ScenarioPage, state: DashboardState, mutasi: Mutasi
) -> None:
    move = mutasi.moves.iloc[0]
    page.middle.moves.pick(move["nip"])
    click(page, "Tetap di jabatannya")
    click(page, "Hitung ulang")
    assert page.actions.post.value == move["from_id"]


def test_why_is_asked_of_the_picked_pair(page: ScenarioPage, state: DashboardState, mutasi: Mutasi) -> None:
    move = mutasi.moves.iloc[2]
    page.middle.moves.pick(move["nip"])
    click(page, "Mengapa?")
    assert (state.page, state.why.nip, state.why.jabatan_id) == (Page.WHY, move["nip"], move["to_id"])


# The limit of moves


def test_the_limit_is_solved_on_release(page: ScenarioPage, state: DashboardState) -> None:
    page.frontier.slider.value = 12
    assert (state.bench.scenario.max_moves, len(state.chapter.mutasi.moves)) == (12, 12)
    assert page.frontier.slider.words[12] == "12 perpindahan: 88,6"
    assert finding(state.chapter.mutasi) in plain(text(page.widget))


def test_a_limit_chosen_while_the_solver_works_is_solved_next(state: DashboardState) -> None:
    works: list[Callable[[], None]] = []
    page = ScenarioPage(state, run=lambda work, _fault: works.append(work))
    page.frontier.slider.value = 12
    page.frontier.slider.value = 5
    assert (state.bench.status, state.bench.scenario.max_moves, len(works)) == ("menghitung", 12, 1)
    works.pop()()
    assert (state.bench.status, state.bench.scenario.max_moves, len(works)) == ("menghitung", 5, 1)
    works.pop()()
    assert (state.bench.status, len(state.chapter.mutasi.moves)) == ("selesai", 5)


def test_a_solve_that_starts_while_the_one_before_still_ends_is_no_fault(state: DashboardState) -> None:
    works: list[Callable[[], None]] = []
    page = ScenarioPage(state, run=lambda work, _fault: works.append(work))
    told: list[str] = []
    state.bench.observe(lambda change: told.append(change["new"]), "status")

    def press_again(change: Mapping[str, str]) -> None:
        if change["new"] == "selesai" and len(told) < 4:
            page.solving.start()

    state.bench.observe(press_again, "status")
    click(page, "Hitung ulang")
    works.pop()()
    assert (state.bench.status, len(works)) == ("menghitung", 1)
    works.pop()()
    assert told == ["menghitung", "selesai", "menghitung", "selesai"]
    assert state.notice == ""


def test_while_it_works_the_old_plan_stays_dimmed_and_can_be_stopped(state: DashboardState) -> None:
    page = ScenarioPage(state, run=lambda _work, _fault: None)
    click(page, "Hitung ulang")
    assert "Hasil sebelumnya · Menghitung…" in text(page.widget)
    assert "talenta-lama" in page.middle.plan._dom_classes
    assert {"Berhenti"} <= set(buttons(page.widget))
    assert "Hitung ulang" not in buttons(page.widget)
    assert buttons(page.widget)["Simpan"].disabled


def test_while_it_works_nothing_else_is_laid_on_the_bench(state: DashboardState) -> None:
    works: list[Callable[[], None]] = []
    page = ScenarioPage(state, run=lambda work, _fault: works.append(work))
    page.picked.nip = str(state.chapter.mutasi.moves["nip"].iloc[0])
    click(page, "Tetap di jabatannya")
    wished = state.bench.scenario
    click(page, "Hitung ulang")
    for act in (partial(page.shelf.tabs.pick, "b-hemat-12"), state.undo, lambda: state.bench.wish(wished)):
        state.attempt(act)
        assert state.notice == "Masih menghitung. Tunggu sampai selesai, atau tekan Berhenti."
        state.hush()
    works.pop()()
    assert (state.bench.scenario, state.chapter.mutasi.scenario) == (wished, wished)


def test_a_limit_chosen_while_a_scenario_is_opened_is_solved_next(state: DashboardState) -> None:
    works: list[Callable[[], None]] = []
    page = ScenarioPage(state, run=lambda work, _fault: works.append(work))
    page.shelf.tabs.pick("b-hemat-12")
    page.frontier.slider.value = 5
    works.pop(0)()
    assert (state.bench.scenario.name, state.bench.scenario.max_moves, len(works)) == ("b-hemat-12", 5, 1)
    works.pop()()
    assert (len(state.chapter.mutasi.moves), page.frontier.slider.value) == (5, 5)


def test_a_scenario_of_the_shelf_is_shown_at_once_with_its_own_frontier(
    page: ScenarioPage, state: DashboardState
) -> None:
    seen: list[bool] = []
    state.observe(lambda change: seen.append("frontier" in vars(change["new"])), "chapter")
    assert state.shelf.open("b-hemat-12")
    assert seen == [True]
    assert page.frontier.slider.value == 12


def test_a_wish_that_takes_the_place_of_another_says_so(
    page: ScenarioPage, state: DashboardState, mutasi: Mutasi
) -> None:
    first, second = mutasi.moves["nip"].iloc[:2]
    page.picked.nip, page.picked.jabatan_id = first, planned_post(mutasi, first)
    click(page, "Wajib ke jabatan ini")
    assert state.notice == ""
    (held,) = [lock.words for lock in state.bench.locks]
    page.picked.nip, page.picked.jabatan_id = second, planned_post(mutasi, first)
    click(page, "Wajib ke jabatan ini")
    assert state.notice == f"Kunci lain digantikan: {held}."


def test_a_fault_of_the_program_is_told_and_the_page_lives_on(
    page: ScenarioPage, state: DashboardState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state.bench, "solved", lambda _scenario: 1 / 0)
    click(page, "Hitung ulang")
    assert state.bench.status == "gagal"
    assert "kesalahan program" in state.bench.message
    assert "kesalahan program" in state.notice
    monkeypatch.undo()
    click(page, "Hitung ulang")
    assert state.bench.status == "selesai"


def test_an_impossible_plan_names_each_row_with_its_cost_and_a_button(
    page: ScenarioPage, state: DashboardState, mutasi: Mutasi
) -> None:
    for _, move in mutasi.moves.iloc[:2].iterrows():
        page.middle.moves.pick(move["nip"])
        click(page, "Wajib ke jabatan ini")
    page.solving.limit(0)
    said = text(page.widget)
    assert "Rencana ini tidak mungkin." in said
    assert "nilai rencana" in said
    click(page, "Longgarkan")
    assert state.bench.status == "selesai"
    assert "Rencana ini tidak mungkin." not in text(page.widget)


# The lists


def test_the_roster_holds_everybody_with_what_the_plan_has_for_them(mutasi: Mutasi) -> None:
    frame = officials_table(mutasi).set_index("NIP")
    assert len(frame) == 25
    assert (frame["Dalam Rencana"] == "tetap").sum() == 5
    move = mutasi.moves.iloc[0]
    assert frame.loc[move["nip"], "Dalam Rencana"].startswith(f"→ {move['to_jabatan']}")
    assert frame.loc[move["nip"], ["Cocok Kini", "Cocok Nanti"]].tolist() == [move["fit_before"], move["fit_after"]]


def test_the_posts_hold_who_is_there_now_and_then(mutasi: Mutasi) -> None:
    frame = posts_table(mutasi).set_index("Jabatan")
    move = mutasi.moves.iloc[0]
    assert frame.loc[move["to_jabatan"], "Dalam Rencana"] == plain_name(move["nama"])
    assert frame.loc[move["from_jabatan"], "Pemangku Kini"] == plain_name(move["nama"])
    assert (frame["Dalam Rencana"] == "tetap").sum() == 5


def test_a_row_of_the_roster_picks_the_official_and_of_the_posts_the_post(page: ScenarioPage, mutasi: Mutasi) -> None:
    for part, picked in (("pejabat", "nip"), ("jabatan", "jabatan_id")):
        page.middle.tabs.pick(part)
        (table,) = [one for one in walk(page.middle.widget) if hasattr(one, "selected_rows")]
        table.selected_rows = [7]
        rows = mutasi.matching.officials if part == "pejabat" else mutasi.matching.posts
        assert getattr(page.picked, picked) == rows[picked].iloc[7]


def test_the_numbers_behind_the_frontier_are_those_of_the_slider(page: ScenarioPage, state: DashboardState) -> None:
    frame = frontier_rows(state.chapter)
    assert frame["Batas"].tolist() == list(range(21))
    assert frame["Kecocokan Rata-rata"].iloc[-1] == pytest.approx(state.chapter.mutasi.totals["fit_after"])
    assert set(frame["Terbukti"]) == {"ya"}
    page.middle.tabs.pick("batas")
    assert "Unduh SVG" in text(page.widget)


def test_other_wishes_change_the_scenario_and_what_is_no_number_is_told(
    page: ScenarioPage, state: DashboardState
) -> None:
    page.middle.tabs.pick("syarat")
    fields = {one.description: one for one in walk(page.middle.widget) if isinstance(one, widgets.Text)}
    fields["Paling banyak pindah ke eselon II"].value = "7"
    fields["Jabatan tiap OPD yang berganti, persen"].value = "40"
    assert dict(state.bench.scenario.max_moves_by_jenjang) == {"jpt_pratama": 7}
    assert state.bench.scenario.max_share_by_unit == pytest.approx(0.4)
    before = state.bench.scenario
    fields["Kecocokan paling rendah yang pindah"].value = "tinggi"
    assert "'tinggi' pada Kecocokan paling rendah yang pindah bukan angka." in state.bench.message
    assert (state.bench.scenario, fields["Kecocokan paling rendah yang pindah"].value) == (before, "")


# The shelf


def test_a_saved_scenario_stands_on_the_shelf_with_who_and_when(page: ScenarioPage, state: DashboardState) -> None:
    page.frontier.slider.value = 12
    click(page, "Simpan")
    page.shelf.name.value, page.shelf.title.value = "d-dua-belas", "Dua belas"
    click(page, "Simpan ke rak")
    assert "Dua belas" in page.shelf.tabs.html
    assert "06-02-2024 09.00, Wirya Santanaka, Sekretaris Daerah" in page.shelf.list.html
    assert state.bench.scenario.name == page.shelf.tabs.marked or page.shelf.is_open
    kinds = [entry.kind for entry in Ledger.open(state.bench.result.folder).entries()]
    assert kinds == [Kind.SCENARIO_SAVED]


def test_saving_without_saying_who_is_refused_and_keeps_what_was_typed(state: DashboardState) -> None:
    page = ScenarioPage(state, run=at_once)
    click(page, "Simpan")
    page.shelf.name.value = "d-baru"
    click(page, "Simpan ke rak")
    assert state.shelf.is_refused
    assert state.shelf.message in text(page.widget)
    assert page.shelf.name.value == "d-baru"
    assert state.shelf.shelved == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Nama skenario belum diisi. Isi kotak Nama, misalnya d-hemat-15."),
        ("hemat lima belas", "Nama &#x27;hemat lima belas&#x27; tidak dapat dipakai. Pakai huruf, angka, titik,"),
        ("-hemat", "Nama &#x27;-hemat&#x27; tidak dapat dipakai."),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_plain_words(
    page: ScenarioPage, state: DashboardState, name: str, words: str
) -> None:
    click(page, "Simpan")
    page.shelf.name.value = name
    click(page, "Simpan ke rak")
    assert words in text(page.widget)
    assert "a-usul-20'" not in state.shelf.message
    assert state.shelf.shelved == {}
    assert "Ganti isinya" not in buttons(page.widget)


def test_a_name_that_is_taken_is_asked_for_before_it_is_replaced(page: ScenarioPage, state: DashboardState) -> None:
    click(page, "Simpan")
    page.shelf.name.value, page.shelf.title.value = "d-coba", "Coba"
    click(page, "Simpan ke rak")
    page.frontier.slider.value = 12
    page.shelf.name.value, page.shelf.title.value = "d-coba", "Coba lagi"
    click(page, "Simpan ke rak")
    assert state.shelf.title("d-coba") == "Coba"
    assert "Nama &#x27;d-coba&#x27; sudah dipakai: Coba." in text(page.widget)
    page.shelf.name.value = "d-coba-lain"
    assert "Ganti isinya" not in buttons(page.widget)
    page.shelf.name.value = "d-coba"
    click(page, "Simpan ke rak")
    click(page, "Ganti isinya")
    assert (state.shelf.title("d-coba"), state.shelf.scenario("d-coba").max_moves) == ("Coba lagi", 12)
    assert "Ganti isinya" not in buttons(page.widget)


def test_a_file_of_the_round_is_not_covered_without_asking(page: ScenarioPage, state: DashboardState) -> None:
    click(page, "Simpan")
    page.shelf.name.value = "b-hemat-12"
    click(page, "Simpan ke rak")
    assert state.shelf.shelved == {}
    click(page, "Ganti isinya")
    assert list(state.shelf.shelved) == ["b-hemat-12"]


def test_a_tab_that_is_refused_is_told_once(page: ScenarioPage, state: DashboardState, mutasi: Mutasi) -> None:
    move = mutasi.moves.iloc[0]
    state.bench.change(max_moves=0, place=(Pairing(nip=move["nip"], jabatan=move["to_id"]),))
    state.shelf.save("e-mustahil", "Mustahil")
    page.shelf.tabs.pick("b-hemat-12")
    page.shelf.open("e-mustahil")
    told = html.escape(state.bench.message)
    assert (state.bench.status, bool(told)) == ("gagal", True)
    page.shelf.is_open = True
    assert text(page.widget).count(told) == 1


def test_a_tab_lays_its_scenario_on_the_bench_with_its_plan(page: ScenarioPage, state: DashboardState) -> None:
    page.shelf.tabs.pick("b-hemat-12")
    assert (state.bench.scenario.name, len(state.chapter.mutasi.moves)) == ("b-hemat-12", 12)
    assert page.shelf.tabs.marked == "b-hemat-12"
    page.frontier.slider.value = 3
    assert page.shelf.tabs.marked == ""


def test_a_scenario_is_duplicated_under_a_free_name_and_locked(page: ScenarioPage, state: DashboardState) -> None:
    page.shelf.list.pick("gandakan:a-usul-20")
    page.shelf.list.pick("gandakan:a-usul-20")
    assert list(state.shelf.shelved) == ["a-usul-20-2", "a-usul-20-3"]
    assert state.shelf.title("a-usul-20-2") == f"{state.shelf.title('a-usul-20')} (salinan)"
    page.shelf.list.pick("gandakan:a-usul-20-2")
    titles = [state.shelf.title(name) for name in ("a-usul-20-3", "a-usul-20-2-2")]
    assert titles == [f"{state.shelf.title('a-usul-20')} (salinan {number})" for number in (2, 3)]
    page.shelf.list.pick("kunci:a-usul-20-2")
    assert "terkunci" in page.shelf.list.html
    assert 'data-pilih="kunci:a-usul-20-2"' not in page.shelf.list.html
    assert free_name("a", ("a", "a-2")) == "a-3"


def test_up_to_four_scenarios_stand_side_by_side_and_a_fifth_is_refused(
    page: ScenarioPage, state: DashboardState
) -> None:
    page.shelf.tabs.pick("rak")
    for name in ("a-usul-20", "b-hemat-12"):
        page.shelf.list.pick(f"banding:{name}")
    said = text(page.shelf.widget)
    assert "Dua skenario: 12 sampai 20 perpindahan" in said
    assert "pejabat mendapat jabatan yang berbeda antarskenario" in said
    for _ in range(3):
        page.shelf.list.pick("gandakan:b-hemat-12")
    for name in ("b-hemat-12-2", "b-hemat-12-3", "b-hemat-12-4"):
        page.shelf.list.pick(f"banding:{name}")
    assert len(state.shelf.compared) == 4
    assert "Bandingkan paling banyak 4 sekaligus" in text(page.shelf.widget)
    page.shelf.list.pick("banding:a-usul-20")
    assert state.shelf.compared == ("b-hemat-12", "b-hemat-12-2", "b-hemat-12-3")


def test_two_scenarios_of_one_title_are_compared_under_their_names(page: ScenarioPage, state: DashboardState) -> None:
    page.frontier.slider.value = 12
    assert state.shelf.save("d-sama", "Usul 20 perpindahan")
    state.shelf.compare(("a-usul-20", "d-sama"))
    assert list(state.shelf.chapters()) == ["Usul 20 perpindahan (a-usul-20)", "Usul 20 perpindahan (d-sama)"]
    assert "Usul 20 perpindahan (d-sama)" in text(page.shelf.right)


# Who may see and do what


def test_while_blind_nothing_sent_to_the_browser_names_anybody(
    page: ScenarioPage, state: DashboardState, mutasi: Mutasi
) -> None:
    for _, move in mutasi.moves.iloc[:2].iterrows():
        page.middle.moves.pick(move["nip"])
        click(page, "Wajib ke jabatan ini")
    for part in ("pejabat", "jabatan", "syarat", "batas", "pindah"):
        page.middle.tabs.pick(part)
    for name in ("a-usul-20", "b-hemat-12"):
        page.shelf.list.pick(f"banding:{name}")
    assert not shows_nobody(state, sent(page.widget))
    state.blind = True
    page.solving.limit(0)
    for part in ("pejabat", "jabatan", "syarat", "batas", "pindah"):
        page.middle.tabs.pick(part)
        assert shows_nobody(state, sent(page.widget))
    code = state.bench.shown_id(page.picked.nip)
    assert code.startswith("P-")
    assert page.actions.person.value == page.middle.moves.marked == code
    page.solving.limit(20)
    page.middle.moves.pick(code)
    assert page.picked.nip == state.bench.nip_of(code)


def test_an_observer_finds_no_control_that_changes_anything(tmp_path: Path) -> None:
    state = room(tmp_path, Page.SCENARIO, Role.OBSERVER, browser="dua")
    page = ScenarioPage(state, run=at_once)
    before = state.bench.scenario
    assert set(buttons(page.widget)) == set()
    assert page.frontier.slider.disabled
    assert shows_nobody(state, sent(page.widget))
    for part in ("pejabat", "jabatan", "syarat", "batas"):
        page.middle.tabs.pick(part)
    page.shelf.tabs.pick("rak")
    assert {"Unduh Excel", "‹ Kembali ke rencana"} >= set(buttons(page.widget))
    assert "Simpan" not in text(page.widget)
    for act in ("buka", "gandakan", "kunci"):
        page.shelf.list.pick(f"{act}:b-hemat-12")
    page.frontier.slider.value = 3
    page.solving.limit(3)
    assert (state.bench.scenario, state.shelf.shelved) == (before, {})


def test_who_has_not_the_pen_is_refused_in_words_and_changes_nothing(tmp_path: Path, state: DashboardState) -> None:
    other = room(tmp_path, Page.SCENARIO, browser="dua")
    page = ScenarioPage(other, run=at_once)
    before = other.bench.scenario
    page.middle.moves.pick(str(other.chapter.mutasi.moves["nip"].iloc[0]))
    for words in ("Tetap di jabatannya", "Hitung ulang"):
        click(page, words)
        assert "Sedang diubah di tempat lain" in other.notice
        other.notice = ""
    assert (other.bench.scenario, state.holds_pen) == (before, True)


def test_names_stay_text_everywhere(page: ScenarioPage, state: DashboardState, mutasi: Mutasi) -> None:
    hostile = {
        table: getattr(mutasi.matching, table).assign(
            **{column: INERT + getattr(mutasi.matching, table)[column] for column in columns}
        )
        for table, columns in {"officials": ("nama", "jabatan"), "posts": ("jabatan", "opd")}.items()
    }
    matching = replace(mutasi.matching, **hostile)
    options = replace(
        mutasi.options,
        officials=matching.officials.iloc[mutasi.options.people].reset_index(drop=True),
        posts=matching.posts.iloc[mutasi.options.places].reset_index(drop=True),
    )
    attacked = Mutasi(mutasi.scenario, matching, options, mutasi.plan)
    state.bench.lay(state.bench.scenario, Bench(state.bench.result, attacked, state.chapter.frontier))
    page.middle.moves.pick(str(mutasi.moves["nip"].iloc[0]))
    shown = [page.middle.moves.html, page.loops.html, page.actions._words.value, page.shelf.list.html]
    assert "onerror" in shown[0]
    assert not any("<img" in html for html in shown)


def test_a_title_with_markup_stays_text(page: ScenarioPage) -> None:
    page.shelf.name.value, page.shelf.title.value = "x", INERT
    click(page, "Simpan")
    click(page, "Simpan ke rak")
    assert "onerror" in page.shelf.list.html
    assert "<img" not in page.shelf.list.html + page.shelf.tabs.html


def test_a_searched_field_takes_only_what_it_offers() -> None:
    field = SearchChoice()
    field.offer([("a", "Damar", "P-001")], "a")
    with pytest.raises(tl.TraitError):
        field.value = "b"
    assert field.value == "a"


def test_a_large_round_is_all_there(tmp_path: Path) -> None:
    state = room(tmp_path, Page.SCENARIO, name="profil-talenta-2025")
    page = ScenarioPage(state, run=at_once)
    assert len(page.actions.person.options) == len(state.bench.matching.officials) > 495
    assert len(page.actions.post.options) == 505
    page.middle.tabs.pick("syarat")
    vacant = [one for one in walk(page.middle.widget) if isinstance(one, widgets.Dropdown)]
    assert sum(one.value == "harus terisi" for one in vacant) == 10
