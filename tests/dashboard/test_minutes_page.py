"""Berita Acara without a browser: the preview is what prints, the files are those of the commands."""

from __future__ import annotations

import html
import io
import re
import signal
from pathlib import Path

import ipywidgets as widgets
import openpyxl
import pytest

from talenta_lib.errors import RecordError, ReportError, TalentaError
from talenta_lib.present.berita_acara import minutes_html
from talenta_lib.present.dashboard import export_panel
from talenta_lib.present.dashboard.controls import FAULT, edge
from talenta_lib.present.dashboard.exports import (
    DECIDED,
    PLAN,
    decree_files,
    minutes_files,
    preflight_files,
    report_files,
    report_scenario,
)
from talenta_lib.present.dashboard.minutes_page import MinutesPage
from talenta_lib.present.dashboard.minutes_preview import checks, minutes_of
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.decided_plan import decided_plan
from talenta_lib.present.explore.decision_agenda import Turn
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from talenta_lib.present.report_process import ReportProcess
from talenta_lib.record import Kind, Ledger
from tests.dashboard.meeting_room import REASON, buttons, parts, room, shows_nobody, sign, text
from tests.round.committee import MEETING

PRINTED_NIP = r"\d{8} \d{6} \d \d{3}"


@pytest.fixture
def state(tmp_path: Path) -> DashboardState:
    return room(tmp_path, Page.MINUTES)


def decided(state: DashboardState, choice: str | None = None) -> str:
    """Record a decision on the next official who moves by the plan and needs no reason; return the NIP."""
    sign(state)
    nip = next(one for one in state.decisions.open_nips if state.decisions.turns[one] is Turn.MOVES)
    state.decisions.nip = nip
    if choice is not None:
        state.decisions.choice, state.decisions.reason = choice, REASON
    assert state.decide()
    return nip


def srcdoc(page: MinutesPage) -> str:
    found = re.search(r'srcdoc="(.*?)"></iframe>', page._sheet.value, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def cells(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None)


def test_a_meeting_that_is_not_on_record_is_claimed_nowhere_on_the_preview(state: DashboardState) -> None:
    before = minutes_html(minutes_of(state))
    assert "Rapat belum dicatat." in before
    assert not [
        words for words in ("(satu) orang", "(tiga) orang", "pejabat dibahas", "<h2>Hasil rapat") if words in before
    ]
    sign(state)
    state.decisions.hold(MEETING)
    after = minutes_html(minutes_of(state))
    assert "Rapat belum dicatat." not in after
    assert "pejabat dibahas" in after


def test_the_preview_is_the_page_that_prints_inside_a_frame_where_nothing_runs(state: DashboardState) -> None:
    decided(state)
    state.decisions.hold(MEETING)
    page = MinutesPage(state)
    assert minutes_html(minutes_of(state)) in srcdoc(page)
    assert 'sandbox="allow-same-origin allow-modals"' in page._sheet.value
    assert "Yasminara &lt;b&gt;Ga&#x27;har&lt;/b&gt;" in srcdoc(page)


def test_the_preview_follows_each_decision(state: DashboardState) -> None:
    page = MinutesPage(state)
    assert "<b>25</b>belum diputuskan" in srcdoc(page)
    decided(state)
    assert "<b>24</b>belum diputuskan" in srcdoc(page)
    assert "<b>1</b>sesuai usulan" in srcdoc(page)


def test_before_the_meeting_is_recorded_the_preview_has_what_the_form_says(state: DashboardState) -> None:
    state.place, state.attendance = "Ruang <i>A</i>", (("Wirya Santanaka", "Ketua"),)
    page = MinutesPage(state)
    assert "bertempat di Ruang &lt;i&gt;A&lt;/i&gt;" in srcdoc(page)
    assert "Wirya Santanaka, Ketua" in srcdoc(page)
    assert not Ledger.open(state.bench.result.folder).entries()


def test_what_is_open_is_listed_until_it_is_settled(state: DashboardState) -> None:
    def left() -> list[str]:
        return [one.words for one in checks(state) if not one.is_done]

    draft = "KONSEP: 47 ketentuan belum disahkan"
    assert left() == [
        "25 nama belum diputuskan", "Rapat belum dicatat", "Nama dan peran pencatat belum diisi", draft,
    ]  # fmt: skip
    sign(state)
    state.decisions.hold(MEETING)
    assert state.decisions.follow(state.decisions.open_nips, REASON)
    assert left() == [draft]
    state.bench.change(max_moves=3)
    assert left() == ["Skenario berubah dan belum dihitung ulang", draft]


def test_a_check_opens_the_page_where_it_is_settled(state: DashboardState) -> None:
    page = MinutesPage(state)
    opens = [one for one in parts(page.widget) if isinstance(one, widgets.Button) and "Rapat belum" in one.tooltip]
    opens[0].click()
    assert state.page == Page.DECISIONS


def test_the_berita_acara_of_the_page_has_the_numbers_of_the_record_and_is_recorded(state: DashboardState) -> None:
    decided(state)
    state.decisions.hold(MEETING)
    files = minutes_files(state)
    assert sorted(files) == ["berita-acara.pdf", "berita-acara.xlsx"]
    assert files["berita-acara.pdf"].startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(files["berita-acara.xlsx"]))
    said = {row[0]: row[1] for row in book["Rapat"].iter_rows(values_only=True)}
    assert (said["Pejabat dibahas"], said["Sesuai usulan"], said["Belum diputuskan"]) == ("25", "1", "24")
    assert Ledger.open(state.bench.result.folder).entries()[-1].kind is Kind.MINUTES_MADE


def test_without_a_meeting_no_berita_acara_is_made_and_the_reason_is_plain(
    state: DashboardState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_panel, "later", lambda _state, work: work())
    sign(state)
    page = MinutesPage(state)
    buttons(page.widget)["Buat Berita Acara (PDF, Excel)"].click()
    assert "✗ Belum ada rapat yang tercatat." in text(page.widget)
    assert not Ledger.open(state.bench.result.folder).entries()


def test_files_are_offered_as_links_that_carry_them(state: DashboardState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_panel, "later", lambda _state, work: work())
    page = MinutesPage(state)
    buttons(page.widget)["Buat Lampiran SK (Excel, Word)"].click()
    assert page.exports is not None
    offered = page.exports.places["decree"].value
    assert re.findall(r'download="([^"]+)"', offered) == ["lampiran-sk.xlsx", "lampiran-sk.docx"]
    assert offered.count("base64,") == 2


def test_files_of_what_no_longer_stands_are_not_offered(state: DashboardState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_panel, "later", lambda _state, work: work())
    page = MinutesPage(state)
    assert page.exports is not None
    offered = page.exports.places["decree"]
    make = buttons(page.widget)["Buat Lampiran SK (Excel, Word)"]
    make.click()
    state.place = "Ruang lain"
    assert "base64," in offered.value
    state.blind = True
    assert "base64," not in offered.value
    make.click()
    decided(state)
    assert "base64," not in offered.value


def test_a_file_with_names_is_not_offered_once_names_are_covered(
    state: DashboardState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_panel, "later", lambda _state, work: work())
    page = MinutesPage(state)

    def slow(one: DashboardState, source: str) -> dict[str, bytes]:
        made = decree_files(one, source)
        one.blind = True
        return dict(made)

    monkeypatch.setattr(export_panel, "decree_files", slow)
    buttons(page.widget)["Buat Lampiran SK (Excel, Word)"].click()
    assert page.exports is not None
    said = page.exports.places["decree"].value
    assert "Buat ulang" in said
    assert "base64," not in said


def test_the_lists_hold_the_plan_or_what_was_decided(state: DashboardState) -> None:
    nip = decided(state)
    decided(state, "tetap")
    plan, committee = (cells(decree_files(state, source)["lampiran-sk.xlsx"]) for source in (PLAN, DECIDED))
    shown = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    assert len(re.findall(PRINTED_NIP, plan)) == 20
    assert re.findall(PRINTED_NIP, committee) == [shown]
    assert nip in cells(preflight_files(state, DECIDED)["pra-imut.xlsx"])


def test_an_empty_list_and_a_post_for_two_are_refused(state: DashboardState) -> None:
    with pytest.raises(RecordError, match="Tidak ada perpindahan"):
        decree_files(state, DECIDED)
    first = decided(state)
    post = str(state.decisions.table.set_index("nip").loc[first, "decided"])
    table = state.decisions.table.copy()
    table.loc[table["nip"] == state.decisions.open_nips[0], "decided"] = post
    with pytest.raises(RecordError, match="untuk lebih dari satu orang"):
        decided_plan(state.decisions.mutasi, table, state.chapter.mutasi)


def test_blind_files_and_preview_name_nobody_and_say_so(state: DashboardState) -> None:
    decided(state)
    state.decisions.hold(MEETING)
    page = MinutesPage(state)
    assert not shows_nobody(state, srcdoc(page))
    state.blind = True
    assert "Tanpa nama" in text(page.widget)
    assert shows_nobody(state, srcdoc(page))
    assert "Wirya" not in srcdoc(page)
    made = {**minutes_files(state), **preflight_files(state, DECIDED), **decree_files(state, DECIDED)}
    assert all(shows_nobody(state, cells(made[name])) for name in made if name.endswith(".xlsx"))
    assert "P-" in cells(made["lampiran-sk.xlsx"])


def test_an_observer_has_the_preview_in_codes_and_no_file(tmp_path: Path, state: DashboardState) -> None:
    decided(state)
    watching = room(tmp_path, Page.MINUTES, Role.OBSERVER, browser="dua")
    page = MinutesPage(watching)
    assert page.exports is None
    assert set(buttons(page.widget)) == {"Buka"}
    assert shows_nobody(state, srcdoc(page))
    for make in (minutes_files, lambda one: decree_files(one, PLAN), lambda one: preflight_files(one, PLAN)):
        with pytest.raises(TalentaError, match="hanya melihat"):
            make(watching)


def test_a_ledger_that_was_altered_is_told_in_place_of_the_preview(state: DashboardState) -> None:
    decided(state)
    page = MinutesPage(state)
    path = Ledger.open(state.bench.result.folder).path
    path.write_bytes(path.read_bytes().replace(b"Sekretaris Daerah", b"Sekretaris Duerah"))
    page._lay()
    assert "iframe" not in page._sheet.value
    assert "tidak utuh" in page._sheet.value


def test_the_report_is_made_of_the_scenario_of_the_bench_where_the_round_has_it(state: DashboardState) -> None:
    assert report_scenario(state) == "a-usul-20"
    state.bench.change(max_moves=5)
    state.bench.solve()
    assert report_scenario(state) is None
    page = MinutesPage(state)
    assert "bukan rencana di layar" in text(page.widget)


def test_the_report_is_refused_before_it_starts_without_a_recorder(state: DashboardState) -> None:
    with pytest.raises(RecordError, match="pencatat belum diisi"):
        report_files(state, ReportProcess(), lambda *_: None)


def test_a_report_is_made_in_a_process_of_its_own_and_recorded(state: DashboardState) -> None:
    decided(state)
    page, steps = MinutesPage(state), list[str]()
    files = report_files(state, ReportProcess(), lambda step, number, total: steps.append(f"{number}/{total} {step}"))
    assert sorted(files) == ["lampiran.xlsx", "laporan.ipynb", "laporan.pdf", "manifest.json"]
    assert files["laporan.pdf"].startswith(b"%PDF")
    assert [one[:3] for one in steps] == ["0/5", "1/5", "2/5", "3/5", "4/5"]
    last = Ledger.open(state.bench.result.folder).entries()[-1]
    assert last.kind is Kind.REPORT_MADE
    assert minutes_of(state).head.grouped in page._record.value
    assert minutes_of(state).head.seq == last.seq


def test_a_report_that_is_stopped_ends_and_leaves_nothing(state: DashboardState) -> None:
    """Also where the server was started so that interrupts are ignored, as in the background of a shell."""
    sign(state)
    process = ReportProcess()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(ReportError, match="dihentikan"):
            report_files(state, process, lambda *_: process.stop())
    finally:
        signal.signal(signal.SIGINT, before)
    assert not list(state.bench.result.folder.parent.glob(".laporan-*"))


def test_what_is_wrong_with_a_round_is_told_by_the_process(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="tidak memuat putaran"):
        ReportProcess().make(tmp_path, anonymous=False, parameters={}, on_step=lambda *_: None)


def test_a_fault_of_the_program_is_told_in_place_of_the_files(
    state: DashboardState, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError("isi yang rahasia")

    monkeypatch.setattr(export_panel, "later", lambda one, work: edge(one, work)())
    monkeypatch.setattr(export_panel, "decree_files", broken)
    page = MinutesPage(state)
    buttons(page.widget)["Buat Lampiran SK (Excel, Word)"].click()
    said = text(page.widget)
    assert FAULT in said
    assert "Membuat berkas" not in said
    assert "isi yang rahasia" not in said
    assert state.notice == FAULT
