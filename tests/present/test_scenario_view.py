"""Notebook 03: the scenario on the bench without a browser, its edits and file, what is compared, drawn and told."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib import RoundResult, run_round
from talenta_lib.errors import InputError, ScenarioError
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.placement.rivals import other_posts
from talenta_lib.placement.scenario import DEFAULT_SCENARIO, load_scenario
from talenta_lib.placement.why import explain
from talenta_lib.present.explore import scenario_state
from talenta_lib.present.explore.background import at_once, in_background
from talenta_lib.present.explore.choice import Clickable
from talenta_lib.present.explore.scenario import ScenarioDesk, known_scenarios, open_scenarios
from talenta_lib.present.explore.scenario_bench import BenchPanel
from talenta_lib.present.explore.scenario_candidates import CandidatesPanel, all_candidates_html
from talenta_lib.present.explore.scenario_compare import comparison, differences
from talenta_lib.present.explore.scenario_edit import (
    locks_of,
    relaxed,
    vacancy_wish,
    vacant_posts,
    with_lock,
    with_vacancy,
    without_lock,
)
from talenta_lib.present.explore.scenario_file import save_scenario, scenario_yaml
from talenta_lib.present.explore.scenario_frontier import LEFT, RIGHT, WIDTH
from talenta_lib.present.explore.scenario_html import loops_block, moves_block, obstacle_lines, stays_line
from talenta_lib.present.explore.scenario_save import SaveForm
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.present.explore.why import WhyPanel
from talenta_lib.present.explore.why_html import evidence
from talenta_lib.present.explore.why_marks import parts_strip, push_waterfall
from talenta_lib.present.explore.why_state import PRICING, WhyState, closest_question
from talenta_lib.round.mutasi import match_round, round_scenario

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
POOL, PROFIL = SAMPLE / "talent-pool-2024", SAMPLE / "profil-talenta-2025"
INERT = "<script>alert(1)</script>"


@cache
def opened() -> ScenarioDesk:
    """Return the desk of the small round: a-usul-20 on the bench, b-hemat-12 and c-tanpa-batas beside it."""
    result = run_round(POOL)
    return ScenarioDesk(result, [round_scenario(result, name) for name in known_scenarios(result)], run=at_once)


@cache
def large() -> tuple[RoundResult, Matching]:
    """Return the large round with its vacant posts; nothing is solved."""
    result = run_round(PROFIL)
    return result, match_round(result, "profil_lengkap")


@pytest.fixture
def desk() -> Iterator[ScenarioDesk]:
    shared = opened()
    yield shared
    while shared.state.can_undo:
        shared.state.undo()
    shared.state.wish(shared.state.scenario)


@pytest.fixture
def state(desk: ScenarioDesk) -> ScenarioState:
    return desk.state


@pytest.fixture
def mutasi(state: ScenarioState) -> Mutasi:
    return state.chapter.mutasi


def parts(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def buttons(widget: widgets.Widget) -> dict[str, Any]:
    return {part.description: part for part in parts(widget) if isinstance(part, widgets.Button)}


def words(widget: widgets.Widget) -> str:
    """All text of a widget as read, without tags."""
    texts = [part.html if isinstance(part, Clickable) else part.value
             for part in parts(widget) if isinstance(part, widgets.HTML | Clickable)]  # fmt: skip
    return re.sub(r"<[^>]+>", " ", "".join(texts))


# The state


def test_a_change_waits_until_it_is_solved(state):
    before = state.chapter
    state.change(max_moves=12)
    assert (state.status, state.is_stale, state.chapter) == ("siap", True, before)
    assert "masih yang lama" in state.message
    state.solve()
    assert (state.status, state.is_stale, state.message) == ("selesai", False, "")
    assert len(state.chapter.mutasi.moves) == 12


def test_undo_brings_back_scenario_and_plan_without_solving(state, monkeypatch):
    before = (state.scenario, state.chapter)
    state.change(max_moves=12)
    state.solve()
    monkeypatch.setattr(scenario_state, "plan_round", lambda *_a, **_k: pytest.fail("solved again"))
    state.undo()
    assert (state.scenario, state.chapter) == before
    assert state.status == "selesai"
    assert not state.can_undo


def test_undo_without_a_change_does_nothing(state):
    before = state.chapter
    state.undo()
    assert (state.chapter, state.status) == (before, "selesai")


def test_fit_and_eligibility_are_kept_from_plan_to_plan(state, monkeypatch):
    monkeypatch.setattr(scenario_state, "match_round", lambda *_a: pytest.fail("matched again"))
    matching = state.matching
    state.change(max_moves=3)
    state.solve()
    assert state.chapter.mutasi.matching is matching


def test_another_limit_keeps_the_frontier_and_another_wish_does_not(state, mutasi):
    before = state.chapter.frontier
    state.change(max_moves=5)
    state.solve()
    assert state.chapter.frontier is before
    state.change(stay=(str(mutasi.moves["nip"].iloc[0]),))
    state.solve()
    assert state.chapter.frontier["value"].max() < before["value"].max()


def test_a_frontier_reaches_beyond_the_limit_and_is_kept_for_every_other_limit(state):
    state.change(stay=(str(state.chapter.mutasi.moves["nip"].iloc[0]),), max_moves=2)
    state.solve()
    frontier = state.chapter.frontier
    last = int(frontier["max_moves"].max())
    assert last > 2
    state.change(max_moves=last)
    state.solve()
    assert state.chapter.mutasi.plan.moves == last
    assert state.chapter.frontier is frontier


def test_a_name_that_the_round_does_not_have_is_told_and_the_plan_stays(state):
    before = state.chapter
    state.change(stay=("Tidak Ada",))
    state.solve()
    assert (state.status, state.chapter) == ("gagal", before)
    assert "'Tidak Ada' tidak ada di putaran ini" in state.message


def test_a_value_that_cannot_be_is_told_and_changes_nothing(state):
    before = state.scenario
    state.change(max_moves=-1)
    assert (state.status, state.scenario, state.can_undo) == ("gagal", before, False)


def test_an_impossible_scenario_names_what_must_give_way_and_one_press_makes_it_possible(state, mutasi):
    first, second = mutasi.moves["nip"].iloc[:2]
    posts = mutasi.moves["to_id"].iloc[:2]
    wishes = [{"nip": str(nip), "jabatan": str(post)} for nip, post in zip((first, second), posts, strict=True)]
    state.change(max_moves=1, place=wishes)
    state.solve()
    assert state.status == "gagal"
    needed = int(state.relaxations.set_index("row").loc["max_moves", "needed"])
    assert needed > 1
    state.relax("max_moves")
    assert state.scenario.max_moves == needed
    state.solve()
    assert (state.status, state.relaxations) == ("selesai", None)
    assert len(state.chapter.mutasi.moves) == needed


def test_nothing_can_give_way_where_a_plan_exists(state):
    with pytest.raises(KeyError):
        state.relax("max_moves")


def test_a_wish_to_stop_reaches_the_solver(state, monkeypatch):
    asked = []

    def watched(result, scenario, *, should_stop, **options):
        asked.append(should_stop())
        state.stop()
        asked.append(should_stop())
        return opened().plans["Usul 20 perpindahan"].mutasi

    monkeypatch.setattr(scenario_state, "plan_round", watched)
    state.solve()
    assert asked == [False, True]


def test_a_fault_of_the_program_is_told_and_logged(monkeypatch):
    told, logged = threading.Event(), threading.Event()
    monkeypatch.setattr(
        threading, "excepthook", lambda args: logged.set() if args.exc_type is ZeroDivisionError else None
    )
    in_background(lambda: 1 / 0, told.set)
    assert told.wait(5)
    assert logged.wait(5)


# Single wishes


def test_each_kind_of_lock_is_added_said_and_removed(state, mutasi):
    nip, post = str(mutasi.moves["nip"].iloc[0]), str(mutasi.moves["to_id"].iloc[0])
    nama, jabatan = plain_name(mutasi.moves["nama"].iloc[0]), mutasi.moves["to_jabatan"].iloc[0]
    scenario = DEFAULT_SCENARIO
    for kind in ("tetap", "wajib", "larang", "cadangkan"):
        scenario = with_lock(scenario, kind, nip, post)
    said = [lock.words for lock in locks_of(scenario, state.matching)]
    assert said == [
        f"{nama} tetap di jabatannya", f"{nama} wajib di {jabatan}", f"{nama} tidak boleh di {jabatan}",
        f"{jabatan} dicadangkan",
    ]  # fmt: skip
    for lock in locks_of(scenario, state.matching)[::-1]:
        scenario = without_lock(scenario, lock)
    assert scenario == DEFAULT_SCENARIO


def test_the_same_lock_twice_is_one_lock():
    once = with_lock(DEFAULT_SCENARIO, "tetap", "1", "")
    assert with_lock(once, "tetap", "1", "") == once


@pytest.mark.parametrize(
    ("kind", "missing"), [("wajib", "pejabat dan jabatan"), ("tetap", "pejabat"), ("cadangkan", "jabatan")]
)
def test_a_lock_without_a_name_is_refused(kind, missing):
    with pytest.raises(ScenarioError, match=f"memerlukan {missing}"):
        with_lock(DEFAULT_SCENARIO, kind, "", "")


def test_a_vacant_post_is_free_filled_or_left():
    matching = large()[1]
    post = str(vacant_posts(matching)["jabatan_id"].iloc[0])
    scenario = DEFAULT_SCENARIO
    for wish, lists in (("harus terisi", ((post,), ())), ("biarkan kosong", ((), (post,))), ("bebas", ((), ()))):
        scenario = with_vacancy(scenario, matching, post, wish)
        assert (scenario.filled, scenario.vacant) == lists
        assert vacancy_wish(scenario, matching, post) == wish


def test_a_post_of_a_level_that_must_be_filled_can_be_left_but_is_not_free():
    matching = large()[1]
    post = vacant_posts(matching).iloc[0]
    scenario = DEFAULT_SCENARIO.changed(filled=(post["jenjang"],))
    assert vacancy_wish(scenario, matching, post["jabatan_id"]) == "harus terisi"
    left = with_vacancy(scenario, matching, post["jabatan_id"], "biarkan kosong")
    assert (left.filled, left.vacant) == ((post["jenjang"],), (post["jabatan_id"],))
    with pytest.raises(ScenarioError, match="harus terisi dalam skenario ini"):
        with_vacancy(scenario, matching, post["jabatan_id"], "bebas")


def test_each_row_gives_way_as_far_as_it_needs():
    matching = large()[1]
    vacant = vacant_posts(matching).iloc[0]
    held = matching.officials[matching.officials["is_incumbent"]].iloc[0]
    scenario = DEFAULT_SCENARIO.changed(
        max_moves=3, max_moves_by_jenjang={"administrator": 1}, units={"Dinas Kesehatan": {"paling_sedikit": 4}},
        filled=[vacant["jabatan_id"]], stay=[held["nip"]],
    )  # fmt: skip
    assert relaxed(scenario, matching, "max_moves", 7).max_moves == 7
    assert relaxed(scenario, matching, "pindah_administrator", 2).max_moves_by_jenjang == {"administrator": 2}
    assert relaxed(scenario, matching, "unit_min:Dinas Kesehatan", 2).units["Dinas Kesehatan"].at_least == 2
    assert relaxed(scenario, matching, "unit_cap:Dinas Sosial", 5).units["Dinas Sosial"].at_most == 5
    empty = relaxed(scenario, matching, f"must_fill:{vacant['jabatan']}", 0)
    assert (empty.filled, empty.vacant) == ((), (vacant["jabatan_id"],))
    assert relaxed(scenario, matching, f"force:{held['nama']}:{held['jabatan']}", 0).stay == ()


def test_a_row_that_no_wish_made_cannot_give_way():
    with pytest.raises(ScenarioError, match="tidak berasal dari isian skenario"):
        relaxed(DEFAULT_SCENARIO, large()[1], "must_place:Damar", 0)


# The file


wished = st.fixed_dictionaries(
    {},
    optional={
        "max_moves": st.none() | st.integers(0, 600),
        "promotion_kotak": st.none() | st.lists(st.integers(1, 9), unique=True).map(tuple),
        "answers": st.lists(st.sampled_from(["lulus", "alasan", "persetujuan", "verifikasi"]), min_size=1, unique=True),
        "jenjang_weights": st.dictionaries(st.sampled_from(["jpt_pratama", "administrator"]), st.floats(0.5, 9)),
        "stay": st.lists(st.from_regex(r"[12]\d{17}", fullmatch=True), max_size=3),
        "place": st.lists(
            st.builds(dict, nip=st.from_regex(r"\d{18}", fullmatch=True), jabatan=st.just("P-04")), max_size=2
        ),
        "note": st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
    },
)


@settings(max_examples=50, deadline=None)
@given(wished)
def test_a_saved_scenario_reads_back_the_same(tmp_path_factory, wishes):
    folder = tmp_path_factory.mktemp("putaran")
    scenario = DEFAULT_SCENARIO.changed(**wishes)
    path = save_scenario(scenario, folder, "baru", "Judul: baru")
    assert load_scenario("baru", round_dir=folder) == scenario.changed(name="baru", title="Judul: baru")
    assert path == folder / "skenario" / "baru.yaml"


def test_the_file_speaks_the_words_of_the_committee():
    scenario = DEFAULT_SCENARIO.changed(title="Hemat", max_moves=5, stay=["197001011995031901"])
    assert yaml.safe_load(scenario_yaml(scenario)) == {
        "judul": "Hemat", "paling_banyak_pindah": 5, "tetap": ["197001011995031901"],
    }  # fmt: skip


def test_a_scenario_is_never_written_over(tmp_path):
    path = save_scenario(DEFAULT_SCENARIO.changed(max_moves=1), tmp_path, "a")
    before = path.read_bytes()
    with pytest.raises(ScenarioError, match="'a' sudah ada"):
        save_scenario(DEFAULT_SCENARIO, tmp_path, "a")
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["", "../a", "a/b", ".a", "dua kata"])
def test_a_name_that_is_no_file_name_is_refused_and_nothing_is_written(tmp_path, name):
    with pytest.raises(ScenarioError):
        save_scenario(DEFAULT_SCENARIO, tmp_path, name)
    assert list(tmp_path.rglob("*.yaml")) == []


def test_the_form_says_where_it_saved_and_why_not(state, tmp_path, monkeypatch):
    monkeypatch.setattr(state, "result", replace(state.result, folder=tmp_path))
    form = SaveForm(state)
    form.name.value = "d-baru"
    form.button.click()
    assert "Tersimpan sebagai skenario/d-baru.yaml" in form.told.value
    form.button.click()
    assert "sudah ada" in form.told.value
    assert len(list(tmp_path.rglob("*.yaml"))) == 1


# Compared


def test_scenarios_stand_side_by_side_with_what_they_add_up_to(desk):
    frame = comparison({title: one.mutasi for title, one in desk.plans.items()}).set_index("Ukuran")
    assert list(frame.columns) == ["Usul 20 perpindahan", "Hemat 12 perpindahan", "Tanpa batas perpindahan"]
    assert frame.loc["Pindah / tetap"].tolist() == ["20 / 5", "12 / 13", "20 / 5"]
    assert frame.loc["Batas perpindahan"].tolist() == ["20", "12", "tanpa batas"]
    assert set(frame.loc["Bukti"]) == {"✓ Terbukti terbaik"}
    fits = [one.mutasi.totals["fit_after"] for one in desk.plans.values()]
    assert [row.split(" → ")[1] for row in frame.loc["Kecocokan rata-rata, kini menjadi"]] == [
        f"{fit:.1f}".replace(".", ",") for fit in fits
    ]


def test_only_who_differs_is_listed_with_the_post_of_each_scenario(desk):
    plans = {title: one.mutasi for title, one in desk.plans.items()}
    frame = differences(plans).set_index("NIP")
    after = pd.DataFrame({title: one.assigned.set_index("nip")["to_id"] for title, one in plans.items()})
    differ = after[after.nunique(axis=1) > 1]
    assert set(frame.index) == set(differ.index)
    assert len(frame) > 0
    names = plans["Hemat 12 perpindahan"].matching.posts.set_index("jabatan_id")["jabatan"]
    for nip, post in differ["Hemat 12 perpindahan"].items():
        assert frame.loc[nip, "Hemat 12 perpindahan"].startswith(names[post])


def test_one_scenario_differs_from_nobody(desk):
    alone = {"satu": desk.state.chapter.mutasi}
    assert differences(alone).empty


def test_more_than_four_scenarios_are_refused():
    with pytest.raises(InputError, match="Ada 5 skenario"):
        open_scenarios(POOL, ["a-usul-20"] * 5)


# The plan as HTML


def test_every_mover_stands_in_the_table_and_every_stayer_under_it(state, mutasi):
    html = moves_block(state.chapter)
    for nama in mutasi.moves["nama"]:
        assert plain_name(nama) in html
    assert f"Tetap di jabatannya ({len(mutasi.stays)}): " in stays_line(mutasi)
    assert html.count("<svg") == len(mutasi.moves)


def test_rows_stand_in_walking_order_and_the_loop_is_named_once(state, mutasi):
    letters = re.findall(r'<td class="b">([A-Z]*)</td>', moves_block(state.chapter))
    assert letters == list(mutasi.moves["loop"].where(mutasi.moves["step"] == 1, ""))
    assert loops_block(mutasi).count('class="susunan"') == mutasi.moves["loop"].nunique()


def test_who_needs_a_reason_shows_it_in_full(state, mutasi):
    asked = mutasi.moves[mutasi.moves["answer"] != "lulus"]
    needs = state.chapter.asked.drop_duplicates(["nip", "needs"])
    html = moves_block(state.chapter)
    assert html.count("<details>") == len(asked) > 0
    assert html.count("<li>") == len(needs)
    assert all(
        f"{need[1:]} ({citation})" in html for need, citation in zip(needs["needs"], needs["citation"], strict=True)
    )


def test_names_of_people_and_posts_are_inert(state, mutasi):
    names = {"officials": ("nama", "jabatan", "opd"), "posts": ("jabatan", "opd")}
    hostile = {
        table: getattr(mutasi.matching, table).assign(
            **{column: INERT + getattr(mutasi.matching, table)[column] for column in columns}
        )
        for table, columns in names.items()
    }
    matching = replace(mutasi.matching, **hostile)
    rows = matching.officials.iloc[mutasi.options.people].reset_index(drop=True)
    options = replace(
        mutasi.options, officials=rows, posts=matching.posts.iloc[mutasi.options.places].reset_index(drop=True)
    )
    attacked = Mutasi(mutasi.scenario, matching, options, mutasi.plan)
    bench = scenario_state.Bench(state.result, attacked)
    facts = bench.why(*closest_question(bench))
    shown = [
        moves_block(bench), loops_block(attacked), evidence(facts), *facts.findings["label"],
        all_candidates_html(bench), push_waterfall(facts.changes) if len(facts.changes) else "",
    ]  # fmt: skip
    assert "alert(1)" in shown[0]
    assert "<script" not in "".join(shown)


def test_what_must_give_way_is_said_with_its_cost():
    rows = pd.DataFrame({
        "row": ["max_moves"], "sentence": ["Paling banyak 1 orang berpindah."], "limit": [1], "needed": [4],
        "action": ["naikkan batas perpindahan dari 1 menjadi 4 orang"], "worth": [2.04], "objective": [95.0],
    })  # fmt: skip
    lines = obstacle_lines(rows, 100.0)
    assert lines[0] == (
        "max_moves",
        "Naikkan batas perpindahan dari 1 menjadi 4 orang. Bila syarat ini dihapus, nilai rencana naik lagi 2,0.",
    )
    assert lines[1][1].endswith("nilai rencana turun 5,0 dari rencana terakhir.")
    assert obstacle_lines(rows, 95.0)[1][1].endswith("sama dengan nilai rencana terakhir.")
    unknown = obstacle_lines(rows.assign(objective=np.nan, worth=np.nan), 100.0)
    assert unknown[0][1].endswith("menjadi 4 orang.")
    assert "baru diketahui setelah dihitung ulang" in unknown[1][1]


def test_no_view_speaks_like_a_machine(desk):
    shown = "".join(
        view.html for view in (desk.compare(), desk.differences(), desk.bench(), desk.why(), desk.shortlists())
    )
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", shown, flags=re.DOTALL).casefold()
    assert re.findall(r"\b(?:optimal|skor|model|algoritma|signifikan|infeasible|nan|none)\b", text) == []


# The bench as widgets


@pytest.fixture
def bench(desk: ScenarioDesk) -> BenchPanel:
    return BenchPanel(desk.state, desk.plans, run=at_once)


def test_the_slider_spans_the_frontier_and_stands_at_the_limit(bench, state):
    table = state.chapter.frontier["max_moves"]
    slider = bench.frontier.slider
    assert (slider.min, slider.max, slider.value) == (table.min(), table.max(), 20)
    first, *_, last = re.search(r'<polyline points="([^"]*)"', slider.picture)[1].split()
    assert (float(first.split(",")[0]), float(last.split(",")[0])) == (LEFT, RIGHT)
    assert slider.track == [100 * LEFT / WIDTH, 100 * RIGHT / WIDTH]
    assert slider.words[slider.value - slider.min] == "20 perpindahan: 90,9"


def test_moving_the_slider_solves_with_that_limit(bench, state):
    bench.frontier.slider.value = 8
    assert (state.scenario.max_moves, state.status) == (8, "selesai")
    assert len(state.chapter.mutasi.moves) == 8
    assert "8 perpindahan" in words(bench.widget)


def test_following_another_plan_does_not_solve(bench, state, desk, monkeypatch):
    monkeypatch.setattr(scenario_state, "plan_round", lambda *_a, **_k: pytest.fail("solved"))
    buttons(bench.widget)["Hemat 12 perpindahan"].click()
    assert bench.frontier.slider.value == 12
    assert state.chapter is desk.plans["Hemat 12 perpindahan"]


def test_without_a_limit_the_slider_rests_at_the_moves_of_the_plan(bench, state):
    bench.frontier.unlimited.value = True
    assert (state.scenario.max_moves, state.status) == (None, "selesai")
    assert (bench.frontier.slider.value, bench.frontier.slider.disabled) == (20, True)


def test_while_computing_the_old_plan_stays_and_says_so(desk):
    seen: list[tuple[str, bool, bool]] = []

    def run(work: Callable[[], object], _fault: object) -> None:
        shown = buttons(panel.widget)
        said = "Hasil sebelumnya" in words(panel.widget)
        seen.append((shown["Menghitung…"].description, said, shown["Berhenti"].disabled))
        work()

    panel = BenchPanel(desk.state, desk.plans, run=run)
    panel.solving.start()
    assert seen == [("Menghitung…", True, False)]


def test_a_lock_set_with_the_controls_holds_in_the_plan(bench, state, mutasi):
    locks, move = bench.composer.locks, mutasi.moves.iloc[0]
    locks.kind.value = "tetap"
    locks.person.value = f"{move['nama']} ({move['code']})"
    locks.add.click()
    assert (state.scenario.stay, state.status) == ((move["nip"],), "siap")
    buttons(bench.widget)["Hitung ulang"].click()
    assert move["nip"] in set(state.chapter.mutasi.stays["nip"])
    buttons(bench.widget)["Hapus"].click()
    assert state.scenario.stay == ()


def test_answers_and_promotion_follow_the_scenario_and_change_it(bench, state):
    rules = bench.composer.rules
    rules.answers["alasan"].value = False
    assert set(state.scenario.answers) == {"lulus", "persetujuan", "verifikasi"}
    rules.promotion.value = "tidak ada"
    assert state.scenario.promotion_kotak == ()
    state.undo()
    state.undo()
    assert rules.answers["alasan"].value
    assert rules.promotion.value == "menurut ketentuan"


def test_the_way_out_of_an_impossible_plan_is_a_button(bench, state, mutasi):
    moves = mutasi.moves.iloc[:2]
    state.change(
        max_moves=0, place=[{"nip": n, "jabatan": j} for n, j in zip(moves["nip"], moves["to_id"], strict=True)]
    )
    bench.solving.start()
    assert "Rencana ini tidak mungkin." in words(bench.widget)
    buttons(bench.widget)["Longgarkan"].click()
    assert state.status == "selesai"
    assert "Rencana ini tidak mungkin." not in words(bench.widget)


# Why


@pytest.fixture
def why(state: ScenarioState) -> Iterator[WhyState]:
    question = WhyState(state)
    yield question
    state.unobserve(question._ask, "chapter")


def test_the_first_question_is_one_that_costs_something(why):
    assert not why.facts.is_planned
    assert 0 < why.facts.regret_bound < float("inf")


def test_the_bound_is_told_at_once_and_the_exact_price_on_a_click(why, mutasi):
    panel = WhyPanel(why, run=at_once)
    assert "paling sedikit" in why.facts.sentences[0]
    buttons(panel.widget)["Hitung harga pasti"].click()
    exact = explain(mutasi, why.nip, why.jabatan_id)
    assert why.facts.sentences == exact.sentences
    assert why.prices["price"].tolist() == pytest.approx(other_posts(mutasi, why.nip, exact=True)["price"].tolist())
    assert exact.sentences[0] in words(panel.widget)
    assert panel.exact.disabled


def test_another_question_meanwhile_is_not_overwritten(why, mutasi, monkeypatch):
    other = str(mutasi.stays["nip"].iloc[0])

    def asked_elsewhere(*arguments, **options):
        why.nip = other
        return explain(*arguments, **options)

    monkeypatch.setattr("talenta_lib.present.explore.why_state.explain", asked_elsewhere)
    why.price()
    assert why.facts.seat.nip == other
    assert not why.facts.is_exact


def test_another_plan_answers_the_same_question_anew(why, state):
    before = why.facts
    state.change(max_moves=12)
    state.solve()
    assert why.facts is not before
    assert why.facts.seat == before.seat


def test_a_planned_pair_asks_why_here(why, mutasi):
    why.nip, why.jabatan_id = mutasi.moves[["nip", "to_id"]].iloc[0]
    panel = WhyPanel(why, run=at_once)
    assert why.facts.is_planned
    assert "bukan di" not in words(panel.widget)
    assert panel.lock.disabled


def test_the_answer_can_become_a_wish_on_the_bench(why, state):
    why.wish()
    assert [(pair.nip, pair.jabatan) for pair in state.scenario.place] == [(why.nip, why.jabatan_id)]
    assert state.status == "siap"


def test_the_busy_words_are_those_that_disable_the_buttons(why):
    panel = WhyPanel(why, run=at_once)
    why.message = PRICING
    assert panel.exact.disabled
    assert panel.exact.description == "Menghitung…"


def test_the_waterfall_says_every_step_and_the_sum():
    changes = pd.DataFrame({
        "step": [1, 2], "nip": ["a", "b"], "nama": ["Damar", "Rukmi"], "planned_jabatan": ["Dinas A", "Dinas B"],
        "forced_jabatan": ["Dinas B", pd.NA], "difference": [0.6, -5.0], "pushes": ["b", pd.NA],
    })  # fmt: skip
    svg = push_waterfall(changes)
    assert "Damar +0,6; Rukmi −5,0; jumlah −4,4." in svg
    assert svg.count("menggeser") == 1
    assert svg.count(">−4,4<") == 1


def test_a_long_chain_tells_the_rest_together():
    changes = pd.DataFrame({
        "step": range(1, 11), "nip": [str(n) for n in range(10)], "nama": [f"N{n}" for n in range(10)],
        "planned_jabatan": "A", "forced_jabatan": "B", "difference": [-1.0] * 10, "pushes": pd.NA,
    })  # fmt: skip
    svg = push_waterfall(changes)
    assert "dan 3 orang lain" in svg
    assert ">−10,0<" in svg


def test_an_unknown_part_is_said_in_words_and_a_fall_is_signed():
    table = pd.DataFrame({
        "label": ["Bidang ilmu", "Rekam jejak"], "weight": [40.0, 60.0], "score": [np.nan, 50.0],
        "score_other": [80.0, 60.0], "difference": [-32.0, -6.0],
    })  # fmt: skip
    svg = parts_strip(table)
    assert "belum ada" in svg
    assert "−32,0" in svg


# Candidates


def test_a_round_without_a_vacancy_says_so_and_any_post_can_be_asked(state, mutasi):
    assert "Tidak ada jabatan kosong" in all_candidates_html(state.chapter)
    panel = CandidatesPanel(state)
    panel.post.value = str(mutasi.moves["to_id"].iloc[0])
    assert "calon untuk" in words(panel.widget)
    assert len(panel.post.options) == len(state.matching.posts)
