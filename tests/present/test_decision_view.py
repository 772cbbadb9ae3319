"""Notebook 03, the decisions: the form over its state, the minutes, and what a notebook shows that nobody clicks in."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from talenta_lib import run_round
from talenta_lib.present.explore.background import at_once
from talenta_lib.present.explore.decision_agenda import Turn
from talenta_lib.present.explore.decision_html import decisions_frame, decisions_html, official_block
from talenta_lib.present.explore.decision_state import DecisionState
from talenta_lib.present.explore.decisions import DecisionPanel, MinutesPanel
from talenta_lib.present.explore.scenario import ScenarioDesk
from talenta_lib.record import Kind, Ledger
from talenta_lib.round.mutasi import round_scenario
from tests.round.committee import AT, POOL, REASON, WHO, nip_of

INERT = "<img src=x onerror=alert(1)>{{7*7}}"


@cache
def opened() -> ScenarioDesk:
    result = run_round(POOL)
    return ScenarioDesk(result, [round_scenario(result)], run=at_once)


def clock() -> dt.datetime:
    return AT


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScenarioDesk]:
    """Return the desk of the talent pool as if its round lay in an empty folder."""
    shared = opened()
    shutil.copytree(POOL / "skenario", tmp_path / "skenario")
    monkeypatch.setattr(shared.state, "result", dataclasses.replace(shared.state.result, folder=tmp_path))
    monkeypatch.setattr(shared, "_deciding", None)
    yield shared
    shared.state.unobserve_all()


@pytest.fixture
def state(desk: ScenarioDesk) -> DecisionState:
    return DecisionState(desk.state, now=clock)


@pytest.fixture
def panel(state: DecisionState) -> DecisionPanel:
    made = DecisionPanel(state)
    made.by.value, made.role.value = WHO["by"], WHO["role"]
    return made


def entries(state: DecisionState) -> list[Kind]:
    return [entry.kind for entry in Ledger.open(state.bench.result.folder).entries()]


def test_a_notebook_that_nobody_clicks_in_shows_the_names_and_writes_nothing(desk: ScenarioDesk) -> None:
    html = [view(clock)._repr_mimebundle_()["text/html"] for view in (desk.decisions, desk.minutes)]

    assert "0 dari 25 nama sudah diputuskan" in html[0]
    assert "tampilan ini tidak mencatat apa pun" in html[0]
    assert html[0].count("<td>belum</td>") == 25
    assert "Belum ada rapat yang tercatat" in html[1]
    assert [path.name for path in desk.state.result.folder.iterdir()] == ["skenario"]


def test_a_refusal_is_shown_in_plain_words(panel: DecisionPanel) -> None:
    panel.person.value = nip_of(panel.state.mutasi, "P-001")
    panel.choice.value = "tetap"
    assert panel.reason.description == "Alasan (wajib)"

    panel.save.click()

    assert "kabar gagal" in panel._news.value
    assert "berbeda dari saran sistem" in panel._news.value
    assert entries(panel.state) == []


def test_a_decision_made_with_the_form_is_on_record(panel: DecisionPanel) -> None:
    panel.person.value = nip_of(panel.state.mutasi, "P-001")
    panel.choice.value, panel.reason.value = "ditunda", "Menunggu klarifikasi"

    panel.save.click()

    (stands,) = Ledger.open(panel.state.bench.result.folder).decisions().values()
    assert (stands.code, stands.decision, stands.reason, stands.by, stands.role, stands.at) == (
        "P-001", "ditunda", "Menunggu klarifikasi", WHO["by"], WHO["role"], AT,
    )  # fmt: skip
    assert "✓ Catatan 2" in panel._news.value
    assert "1 dari 25 nama sudah diputuskan" in panel._totals.value
    assert "Tercatat: Ditunda, oleh Wirya Santanaka (Sekretaris Daerah), 06-02-2024 09.00" in panel._facts.value
    marked = [label for label, nip in panel.person.options if "✓" in label]
    assert [label.split("✓ ")[1] for label in marked] == ["Bulanita Suryagguh, S.H. (P-001)"]


def test_the_form_follows_the_name_at_hand(panel: DecisionPanel) -> None:
    panel.ahead.click()
    second = panel.state.agenda[1]
    assert (panel.person.value, panel.choice.value) == (second, panel.state.suggestion)
    panel.back.click()
    assert panel.person.value == panel.state.agenda[0]

    panel.save.click()
    panel.open.click()
    assert panel.person.value == second
    panel.undo.click()
    assert panel.person.value == panel.state.agenda[0]
    assert entries(panel.state) == [Kind.PLAN_SOLVED, Kind.DECISION, Kind.UNDO]


def test_who_stays_is_decided_with_one_press(panel: DecisionPanel) -> None:
    panel.follow.click()

    assert entries(panel.state) == [Kind.PLAN_SOLVED, *[Kind.DECISION] * 5]
    assert panel.follow.disabled
    assert not [nip for nip in panel.state.open_nips if panel.state.turns[nip] is Turn.STAYS]


def test_a_decision_on_a_post_that_left_the_round_is_still_shown(panel: DecisionPanel) -> None:
    panel.state.choice = "P-99"

    assert ("P-99", "P-99") in panel.choice.options
    assert panel.choice.value == "P-99"


def test_the_table_has_every_name_in_the_order_of_the_meeting(panel: DecisionPanel) -> None:
    state = panel.state
    state.nip = nip_of(state.mutasi, "P-002")
    state.choice, state.reason = "tetap", REASON
    state.decide()

    frame = decisions_frame(state)

    assert list(frame["No"]) == list(range(1, 26))
    codes = state.mutasi.matching.officials.set_index("nip")["code"]
    assert list(frame["Kode"]) == [codes[nip] for nip in state.agenda]
    row = frame.set_index("Kode").loc["P-002"]
    assert (row["Keputusan"], row["Alasan"], row["Oleh"], row["Catatan"]) == (
        "Tetap di jabatannya", REASON, "Wirya Santanaka, Sekretaris Daerah", "2",
    )  # fmt: skip
    assert (frame["Keputusan"] == "belum").sum() == 24


def test_what_people_type_is_inert(panel: DecisionPanel) -> None:
    state = panel.state
    state.nip = nip_of(state.mutasi, "P-001")
    panel.by.value, panel.role.value, panel.choice.value, panel.reason.value = INERT, INERT, "tetap", INERT
    panel.save.click()

    shown = [panel._news.value, panel._facts.value, panel._totals.value, decisions_html(state), official_block(state)]
    assert not [html for html in shown if "<img" in html]
    assert "&lt;img src=x onerror=alert(1)&gt;{{7*7}}" in shown[1]


def test_the_meeting_the_minutes_and_the_check(state: DecisionState) -> None:
    state.by, state.role = WHO["by"], WHO["role"]
    state.decide()
    panel = MinutesPanel(state)
    assert panel.day.value == "06-02-2024"

    panel.make.click()
    assert "Belum ada rapat yang tercatat" in panel._news.value
    panel.place.value, panel.members.value = "Aula", "Wirya Santanaka, S.H.=Ketua\n\nBudi"
    panel.hold.click()
    assert "&#x27;Budi&#x27; bukan anggota rapat" in panel._news.value
    panel.members.value, panel.day.value = "Wirya Santanaka, S.H.=Ketua", "6 Februari"
    panel.hold.click()
    assert "bukan tanggal" in panel._news.value
    panel.day.value = "6-2-2024"
    panel.hold.click()
    assert "✓ Catatan 3: rapat dengan 1 orang hadir." in panel._news.value

    panel.make.click()
    assert panel._files.value.count('class="simpan"') == 2
    assert 'download="berita-acara.pdf"' in panel._files.value
    assert entries(state)[-1] is Kind.MINUTES_MADE
    assert "Rapat: Aula, 06-02-2024, 1 orang hadir." in panel._record.value


def test_the_ledger_is_checked_against_a_printed_head(state: DecisionState) -> None:
    state.by, state.role = WHO["by"], WHO["role"]
    state.decide()
    head = Ledger.open(state.bench.result.folder).head()
    panel = MinutesPanel(state)

    panel.head.value = str(head)
    panel.check.click()
    assert "✓ Buku keputusan utuh: 2 catatan" in panel._record.value
    assert head.grouped in panel._record.value
    panel.head.value = f"2-{'0' * 64}"
    panel.check.click()
    assert "✗ Buku keputusan tidak utuh" in panel._record.value
    panel.head.value = "kepala"
    panel.check.click()
    assert "bukan kepala rantai" in panel._news.value


def test_both_parts_of_the_notebook_share_what_was_typed(desk: ScenarioDesk) -> None:
    desk.decisions(clock)
    state = desk._deciding
    desk.minutes(clock)

    assert desk._deciding is state
    assert state is not None
    assert state.now.utcoffset() is not None
