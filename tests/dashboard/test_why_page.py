"""Mengapa without a browser: the answer is that of the plan, asked by choice or by click; nobody named while blind."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.rivals import other_posts
from talenta_lib.placement.shortlist import shortlist
from talenta_lib.placement.why import explain
from talenta_lib.present.dashboard.why_page import ANSWER, CANDIDATES, LAST, WhyPage, candidates_table
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore import why_state
from talenta_lib.present.explore.background import at_once
from talenta_lib.present.explore.why_state import STOPPED
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from tests.dashboard.meeting_room import buttons, room, shows_nobody, text
from tests.dashboard.test_scenario_page import plain, sent


@pytest.fixture
def state(tmp_path: Path) -> DashboardState:
    return room(tmp_path, Page.WHY)


@pytest.fixture
def page(state: DashboardState) -> WhyPage:
    return WhyPage(state, run=at_once)


@pytest.fixture
def mutasi(state: DashboardState) -> Mutasi:
    return state.chapter.mutasi


def click(page: WhyPage, words: str) -> None:
    buttons(page.widget)[words].click()


def answer(page: WhyPage) -> str:
    """Return the heading of the page."""
    (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page.panel.answer.value)
    return str(heading)


def test_the_heading_is_the_answer_to_the_question_at_hand(page: WhyPage, state: DashboardState) -> None:
    assert answer(page) == state.why.facts.sentences[0]
    assert text(page.widget).count("<h1") == 1
    assert (page.panel.person.value, page.panel.post.value) == (state.why.nip, state.why.jabatan_id)


def test_a_choice_in_the_fields_is_answered_as_the_plan_has_it(
    page: WhyPage, state: DashboardState, mutasi: Mutasi
) -> None:
    nip, post = str(mutasi.moves["nip"].iloc[2]), str(mutasi.moves["to_id"].iloc[5])
    page.panel.person.value = nip
    page.panel.post.value = post
    assert state.why.facts.seat[:1] + state.why.facts.seat[2:3] == (nip, post)
    assert answer(page) == explain(mutasi, nip, post, exact=False).sentences[0]


def test_a_planned_pair_asks_why_here(page: WhyPage, mutasi: Mutasi) -> None:
    page.panel.person.value, page.panel.post.value = mutasi.moves[["nip", "to_id"]].iloc[0]
    assert "bukan di" not in text(page.panel.question)
    assert buttons(page.widget)["Jadikan skenario"].disabled


def test_candidates_other_posts_and_earlier_questions_are_asked_by_a_click(
    page: WhyPage, state: DashboardState
) -> None:
    first = (state.why.nip, state.why.jabatan_id)
    other = str(state.why.facts.runners_up["nip"].iloc[-1])
    page.panel.columns[0].pick(f"siapa:{other}")
    assert (state.why.nip, state.why.jabatan_id) == (other, first[1])
    post = str(state.why.facts.other_posts["jabatan_id"].iloc[0])
    page.panel.columns[2].pick(f"jabatan:{post}")
    assert (state.why.nip, state.why.jabatan_id) == (other, post)
    assert state.why.asked == ((other, post), (other, first[1]), first)
    page.panel.asked.pick(f"tanya:{first[0]}@{first[1]}")
    assert (state.why.nip, state.why.jabatan_id) == first
    assert state.why.asked[0] == first
    assert len(state.why.asked) == 3


def test_a_question_from_another_page_is_answered_here(page: WhyPage, state: DashboardState, mutasi: Mutasi) -> None:
    move = mutasi.moves.iloc[4]
    state.ask(move["nip"], move["to_id"])
    assert page.panel.person.value == move["nip"]
    assert answer(page) == state.why.facts.sentences[0]


def test_the_exact_price_is_that_of_a_forced_plan_and_of_each_other_post(
    page: WhyPage, state: DashboardState, mutasi: Mutasi
) -> None:
    click(page, "Hitung harga pasti")
    exact = explain(mutasi, state.why.nip, state.why.jabatan_id)
    assert answer(page) == exact.sentences[0]
    assert plain(page.panel.columns[1].html).startswith("Satu orang lain ikut berubah")
    prices = other_posts(mutasi, state.why.nip, exact=True)
    assert state.why.prices["price"].tolist() == pytest.approx(prices["price"].tolist())
    assert buttons(page.widget)["Hitung harga pasti"].disabled


def test_while_it_is_computed_the_page_says_so_and_can_be_stopped(state: DashboardState) -> None:
    works: list[Callable[[], None]] = []
    page = WhyPage(state, run=lambda work, _fault: works.append(work))
    bound = answer(page)
    click(page, "Hitung harga pasti")
    assert "rencana disusun ulang" in text(page.widget)
    assert all("talenta-lama" in part._dom_classes for part in page.panel.old)
    click(page, "Berhenti")
    assert state.why.message == STOPPED
    assert "Berhenti" not in buttons(page.widget)
    assert answer(page) == bound


def test_a_wish_to_stop_reaches_the_solver_and_leaves_the_bound(
    page: WhyPage, state: DashboardState, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bool] = []

    def watched(*arguments, should_stop, **options):
        heard.append(should_stop())
        state.why.stop()
        heard.append(should_stop())
        return explain(*arguments, should_stop=should_stop, **options)

    monkeypatch.setattr(why_state, "explain", watched)
    click(page, "Hitung harga pasti")
    assert heard == [False, True]
    assert not state.why.facts.is_exact
    assert (state.why.message, state.why.prices) == (STOPPED, None)


def test_a_stopped_price_is_only_the_bound(mutasi: Mutasi, state: DashboardState) -> None:
    pair = (state.why.nip, state.why.jabatan_id)
    stopped = explain(mutasi, *pair, should_stop=lambda: True)
    assert not stopped.is_exact
    assert stopped.sentences == explain(mutasi, *pair, exact=False).sentences


def test_the_answer_becomes_a_wish_and_the_way_to_the_scenario(page: WhyPage, state: DashboardState) -> None:
    assert "Buka skenario" not in buttons(page.widget)
    click(page, "Jadikan skenario")
    (pair,) = state.bench.scenario.place
    assert (pair.nip, pair.jabatan) == (state.why.nip, state.why.jabatan_id)
    assert "skenario sudah berubah" in text(page.widget)
    click(page, "Buka skenario")
    assert state.page is Page.SCENARIO


def test_a_pair_that_cannot_be_says_why_and_cannot_be_locked(page: WhyPage, state: DashboardState) -> None:
    state.bench.change(forbid=[{"nip": state.why.nip, "jabatan": state.why.jabatan_id}])
    state.bench.solve()
    assert state.why.facts.obstacles
    assert "tidak dapat" in answer(page)
    assert buttons(page.widget)["Jadikan skenario"].disabled


def test_while_blind_nothing_sent_to_the_browser_names_anybody(page: WhyPage, state: DashboardState) -> None:
    page.panel.columns[0].pick(f"siapa:{state.why.facts.runners_up['nip'].iloc[-1]}")
    assert not shows_nobody(state, sent(page.widget))
    state.blind = True
    assert shows_nobody(state, sent(page.widget))
    click(page, "Hitung harga pasti")
    state.bench.change(place=[{"nip": state.why.nip, "jabatan": state.why.jabatan_id}], max_moves=0)
    state.bench.solve()
    page.tabs.pick("calon")
    assert shows_nobody(state, sent(page.widget))
    assert page.panel.person.value == state.bench.shown_id(state.why.nip)
    assert page.panel.person.value.startswith("P-")


def test_obstacles_of_a_blind_plan_name_nobody(state: DashboardState) -> None:
    move, other = (state.chapter.mutasi.moves.iloc[row] for row in (0, 1))
    state.bench.change(place=[{"nip": move["nip"], "jabatan": move["to_id"]}])
    state.bench.solve()
    state.blind = True
    state.why.nip, state.why.jabatan_id = other["nip"], move["to_id"]
    state.why.price()
    assert state.why.facts.obstacles
    assert shows_nobody(state, " ".join([*state.why.facts.obstacles, *state.why.facts.sentences]))


def test_an_observer_asks_and_computes_but_cannot_lock(tmp_path: Path) -> None:
    state = room(tmp_path, Page.WHY, Role.OBSERVER, browser="dua")
    page = WhyPage(state, run=at_once)
    assert set(buttons(page.widget)) == {"Hitung harga pasti"}
    assert shows_nobody(state, sent(page.widget))
    before = state.bench.scenario
    click(page, "Hitung harga pasti")
    page.panel.lock.click()
    assert state.why.facts.is_exact
    assert state.bench.scenario == before
    assert shows_nobody(state, sent(page.widget))


def test_the_candidates_of_each_vacant_post_are_paged_through(tmp_path: Path) -> None:
    state = room(tmp_path, Page.WHY, name="profil-talenta-2025")
    page = WhyPage(state, run=at_once)
    page.tabs.pick("calon")
    panel, matching = page.candidates, state.chapter.mutasi.matching
    assert "jabatan kosong 1 dari 10" in text(page.widget)
    assert buttons(page.widget)["‹ Sebelumnya"].disabled
    seen = [panel.post.value]
    for _ in range(9):
        click(page, "Berikutnya ›")
        seen.append(panel.post.value)
    assert seen == panel.vacant
    assert buttons(page.widget)["Berikutnya ›"].disabled
    best = str(shortlist(matching, panel.post.value).candidates["nip"].iloc[0])
    panel.shown.pick(best)
    assert (state.why.nip, state.why.jabatan_id) == (best, seen[-1])
    assert page.tabs.marked == "jawaban"


def test_the_table_of_candidates_is_that_of_the_vacant_posts_and_follows_when_names_are_covered(tmp_path: Path) -> None:
    state = room(tmp_path, Page.WHY, name="profil-talenta-2025")
    page = WhyPage(state, run=at_once)
    page.open("calon")
    page.listed.turn.value = True
    listed = candidates_table(state.chapter)
    assert set(listed["Jabatan Kosong"]) <= {one.jabatan for one in state.chapter.shortlists}
    assert listed["Nama"].iloc[0] in sent(page.listed.place)
    state.blind = True
    assert "Unduh Excel" in buttons(page.widget)
    assert shows_nobody(state, sent(page.listed.place))


def test_without_a_vacant_post_the_table_of_candidates_says_so(page: WhyPage) -> None:
    page.open("calon")
    page.listed.turn.value = True
    assert "Belum ada isinya." in text(page.listed.place)


def test_presented_the_candidates_are_the_last_screen_and_a_tab_turns_to_its_screen(
    page: WhyPage, state: DashboardState
) -> None:
    state.screen = LAST
    assert page.tabs.marked == ANSWER
    state.presenting = True
    assert page.tabs.marked == CANDIDATES
    state.step(-1)
    assert (page.tabs.marked, state.screen) == (ANSWER, LAST - 1)
    page.open(CANDIDATES)
    assert state.screen == LAST
    page.open(ANSWER)
    assert (page.tabs.marked, state.screen) == (ANSWER, 0)
