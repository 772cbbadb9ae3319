"""The mutasi chapter says what the plan says, fits its paper, and lets no name through that it should hide."""

from __future__ import annotations

import dataclasses
import re
from html import escape

import pandas as pd
import pytest

from talenta_lib.placement.mutasi import plan_mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.placement.scenario import Scenario
from talenta_lib.present import pages
from talenta_lib.present.annex_workbook import annex_sheets
from talenta_lib.present.anonymous import anonymise_mutasi
from talenta_lib.present.chapter import Chapter, open_chapter
from talenta_lib.present.mutasi_sheets import mutasi_sheets
from talenta_lib.present.pages.page import classification
from talenta_lib.present.pages.plan_decisions import plan_decisions
from talenta_lib.present.pdf import count_pages, document
from talenta_lib.present.plan_words import asked_sentence, finding, knee_finding
from talenta_lib.present.preflight import preflight_pages, preflight_sheets
from talenta_lib.present.scenario_words import scenario_rows
from talenta_lib.terms import Answer, Jenjang, format_number

DRAWINGS = {"batas": '<svg width="310" height="212"></svg>'}
SHEETS = ("Rencana mutasi", "Syarat per nama", "Tiga calon")
JARGON = ("optimal", "skor", "algoritma", "signifikan", "kandidat unggul", "model ")


def front(chapter: Chapter | None) -> str:
    return pages.bupati_plan(chapter) + pages.bupati_price(chapter, DRAWINGS)


def annex(chapter: Chapter | None) -> str:
    parts = [pages.plan_names, pages.plan_loops, pages.plan_shortlists, pages.plan_method]
    return "".join(part(chapter) for part in parts)


def pages_taken(chapter: Chapter, body: str) -> int:
    mark = classification(chapter.result, draft=False)
    return count_pages(document(body, title="Uji", classification=mark, fingerprint="00000000"))


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_round_without_a_scenario_has_no_chapter_and_says_so(pool):
    plain = dataclasses.replace(pool, parameters=pool.parameters.model_copy(update={"scenario": None}))
    assert open_chapter(plain) is None
    assert front(None) + annex(None) == ""
    assert mutasi_sheets(None) == {}
    contents = pages.contents(None)
    assert "tidak menyebut skenario" in contents
    assert "Rencana mutasi" not in contents


def test_the_contents_point_to_the_parts_of_the_chapter(profil_plan):
    body, listed = front(profil_plan) + annex(profil_plan), pages.contents(profil_plan)
    anchors = [anchor for anchor in re.findall(r'href="#([^"]+)"', listed) if anchor.startswith(("rencana", "tiga"))]
    assert anchors == ["rencana", "rencana-nama", "rencana-susunan", "tiga-calon", "rencana-cara"]
    for anchor in anchors:
        assert f'id="{anchor}"' in body


@pytest.mark.parametrize("name", ["pool_plan", "profil_plan"])
def test_each_page_for_the_bupati_is_one_page(name, request):
    chapter = request.getfixturevalue(name)
    assert pages_taken(chapter, pages.bupati_plan(chapter)) == 1
    assert pages_taken(chapter, pages.bupati_price(chapter, DRAWINGS)) == 1


def test_a_plan_that_raises_the_mean_fit_says_from_where_to_where(pool_plan):
    # 25 officials, total fit 2.109,7 now and 2.272,2 in the planted plan
    assert finding(pool_plan.mutasi) == "20 perpindahan menaikkan kecocokan rata-rata dari 84,4 menjadi 90,9"


def test_a_plan_that_fills_posts_says_how_many_and_what_it_leaves_empty(profil_plan):
    table = profil_plan.mutasi.vacancies
    left = table[~table["was_vacant"] & table["is_vacant"]]
    said = finding(profil_plan.mutasi)
    assert said.startswith(f"{len(profil_plan.mutasi.moves)} perpindahan mengisi sepuluh jabatan kosong")
    assert ("menjadi kosong" in said) is bool(len(left))


def test_every_move_of_a_small_plan_stands_on_the_first_page_with_both_fits(pool_plan):
    page = pages.bupati_plan(pool_plan)
    for move in pool_plan.mutasi.moves.itertuples():
        assert escape(plain_name(move.nama)) in page
        assert f"dari {format_number(move.fit_before)} menjadi {format_number(move.fit_after)}" in page


def test_a_plan_that_is_not_proved_says_how_far_it_may_be_from_the_best(pool_plan):
    plan = dataclasses.replace(pool_plan.mutasi.plan, status="feasible", gap=0.84)
    page = pages.bupati_plan(Chapter(pool_plan.result, dataclasses.replace(pool_plan.mutasi, plan=plan)))
    assert "Belum terbukti terbaik: selisih paling banyak 0,8 poin" in page
    assert "Terbukti terbaik" not in page.replace("Belum terbukti terbaik", "")


@pytest.mark.parametrize("name", ["pool_plan", "profil_plan"])
def test_names_are_counted_by_what_they_need_in_one_way_everywhere(name, request):
    chapter = request.getfixturevalue(name)
    asked = chapter.asked
    needing = {answer: asked.loc[asked["answer"] == answer, "nip"].nunique() for answer in Answer}  # per name
    needing[Answer.LULUS] = len(chapter.mutasi.moves) - asked["nip"].nunique()
    first, second = (words_of(page) for page in (pages.bupati_plan(chapter), pages.bupati_price(chapter, DRAWINGS)))
    checked = words_of(preflight_pages(chapter.result, chapter.preflight))
    plan, typed = mutasi_sheets(chapter)["Rencana mutasi"]["Perlu"].fillna(""), preflight_sheets(chapter.preflight)
    for answer, label in ((Answer.PERSETUJUAN, "perlu persetujuan"), (Answer.ALASAN, "perlu alasan tertulis"),
                          (Answer.VERIFIKASI, "perlu verifikasi")):  # fmt: skip
        count = needing[answer]
        assert f"{count} nama {label}" in second
        assert (f"{count} nama {label}" in first) is bool(count)
        assert (f"{count} nama {label}" in asked_sentence(chapter.mutasi.totals)) is bool(count)
        assert f"{label.capitalize()} {count} " in checked
        assert plan.str.contains(str(answer)).sum() == count
        assert typed["Nama"]["Perlu"].str.contains(str(answer)).sum() == count
    assert f"{needing[Answer.LULUS]} lulus tanpa syarat tambahan" in first
    assert f"Lulus tanpa syarat tambahan {needing[Answer.LULUS]} " in checked
    assert chapter.preflight.counts == {str(answer): count for answer, count in needing.items()}
    assert {name: chapter.mutasi.totals[name] for name in chapter.preflight.counts} == chapter.preflight.counts


def test_the_value_of_the_chosen_limit_is_the_mean_fit_of_the_plan(pool_plan):
    values = pool_plan.frontier.set_index("max_moves")["value"]
    assert values[20] == pytest.approx(pool_plan.mutasi.totals["fit_after"])
    assert values[0] == pytest.approx(pool_plan.mutasi.totals["fit_before"])


def test_the_frontier_of_a_weighted_scenario_starts_at_nothing(profil_plan):
    assert not profil_plan.is_mean
    assert profil_plan.frontier["value"].iloc[0] == 0


def test_the_knee_is_called_small_only_where_later_moves_bring_less_than_half(pool_plan):
    table = pd.DataFrame({"max_moves": range(21), "value": [min(k, 10) + max(k - 10, 0) * 0.6 for k in range(21)]})
    gentle, steep = (Chapter(pool_plan.result, pool_plan.mutasi) for _ in range(2))
    gentle.__dict__.update(frontier=table, knee=10)
    steep.__dict__.update(frontier=table.assign(value=[min(k, 10) + max(k - 10, 0) * 0.4 for k in range(21)]), knee=10)
    assert knee_finding(gentle) == "Di atas 10 perpindahan, tambahannya sedikit menyusut"
    assert knee_finding(steep) == "Di atas 10 perpindahan, tambahannya kecil"


def test_the_frontier_and_its_knee_do_not_depend_on_the_limit_of_the_scenario(pool_plan):
    mutasi = pool_plan.mutasi
    few = plan_mutasi(mutasi.matching, mutasi.scenario.changed(max_moves=3))
    short = Chapter(pool_plan.result, few)
    pd.testing.assert_frame_equal(short.frontier.drop(columns="gap"), pool_plan.frontier.drop(columns="gap"))
    assert (short.knee, short.is_whole) == (pool_plan.knee, True) == (8, True)
    assert short.frontier["max_moves"].max() == 20  # the best plan without a limit moves 20


def test_a_frontier_that_is_cut_has_no_knee_and_says_where_it_was_cut(pool_plan, monkeypatch):
    monkeypatch.setattr("talenta_lib.present.chapter.MOST_DRAWN", 12)
    mutasi = pool_plan.mutasi
    cut = Chapter(pool_plan.result, plan_mutasi(mutasi.matching, mutasi.scenario.changed(max_moves=3)))
    assert cut.frontier["max_moves"].max() == 12
    assert cut.knee is None
    assert "Dihitung sampai 12 perpindahan, belum sampai ujungnya." in words_of(pages.plan_method(cut))
    assert "di atasnya tidak ada tambahan" in words_of(pages.plan_method(pool_plan))


def test_what_is_contested_costs_something_and_the_cheapest_stands_first(pool_plan):
    prices = [one.price for one in pool_plan.contested]
    assert 0 < len(prices) <= 6
    assert prices == sorted(prices)
    assert min(prices) > 0
    page = pages.bupati_price(pool_plan, DRAWINGS)
    for one in pool_plan.contested:
        assert escape(one.sentences[0]) in page


def test_whether_plans_as_good_as_this_one_exist_is_said_in_one_line(pool_plan, profil_plan):
    assert words_of(pages.bupati_price(pool_plan, DRAWINGS)).count("Susunan ini satu-satunya yang terbaik.") == 1
    page = words_of(pages.bupati_price(profil_plan, DRAWINGS))
    assert profil_plan.equals.startswith("Ada susunan lain yang sama baiknya, dengan tempat lain bagi ")
    assert page.count(escape(profil_plan.equals)) == 1


def test_a_line_of_two_rows_on_equal_plans_still_fits_the_page(profil_plan, monkeypatch):
    names = ", ".join(plain_name(name) for name in profil_plan.mutasi.moves["nama"].head(6))
    chapter = Chapter(profil_plan.result, profil_plan.mutasi)
    chapter.__dict__["frontier"] = profil_plan.frontier
    chapter.__dict__["equals"] = (
        f"Ada susunan lain yang sama baiknya, dengan jabatan lain bagi {names}, dan 17 lainnya."
    )
    assert pages_taken(chapter, pages.bupati_price(chapter, DRAWINGS)) == 1


def test_every_box_of_a_decision_can_be_ticked(profil_plan):
    for sentence, _ in plan_decisions(profil_plan):
        assert sentence.split()[0] in {"Setujui", "Pertahankan", "Perintahkan", "Isi", "Sahkan"}
    assert "Putuskan" not in pages.bupati_price(profil_plan, DRAWINGS)


def test_what_holds_for_every_name_is_said_once_on_the_page(pool_plan):
    page = words_of(pages.bupati_price(pool_plan, DRAWINGS))
    assert page.count("Berlaku bagi semua nama") == 1
    assert page.count("pertimbangan teknis BKN") == 1
    assert "persetujuan tertulis Menteri Dalam Negeri" in page  # the head of the region is a Pj


def test_every_official_who_moves_has_one_block_with_the_reasons_for_what_is_asked(profil_plan):
    page = pages.plan_names(profil_plan)
    assert page.count('class="nama"') == len(profil_plan.mutasi.moves)
    for need in profil_plan.asked["citation"].unique():
        assert escape(need) in page


def test_the_parts_of_the_fit_are_printed_for_the_old_and_the_new_post(pool_plan):
    move = pool_plan.mutasi.moves.iloc[0]
    block = pages.plan_names(pool_plan).split('class="nama"')[1]
    assert format_number(move["fit_before"]) in block
    assert format_number(move["fit_after"]) in block
    assert "Kesesuaian kompetensi" in block


def test_all_who_fit_a_post_better_are_counted_where_only_two_are_named(profil_plan):
    page = words_of(pages.plan_names(profil_plan))
    said = 0
    for move in profil_plan.mutasi.moves.itertuples():
        better = profil_plan.why(move.nip, move.to_id).better
        said += better > 2
        assert page.count(f"Dan {better - 2} calon lain juga lebih cocok di sana.") >= (better > 2)
    assert page.count("calon lain juga lebih cocok di sana.") == said > 0


def test_every_loop_is_drawn_once(profil_plan):
    loops = profil_plan.mutasi.moves["loop"].nunique()
    assert pages.plan_loops(profil_plan).count("<figure>") == loops


def test_there_is_one_page_for_each_vacant_post(profil_plan):
    vacant = int(profil_plan.mutasi.matching.posts["is_vacant"].sum())
    assert len(profil_plan.shortlists) == vacant
    assert pages_taken(profil_plan, pages.plan_shortlists(profil_plan)) == vacant


def test_the_planned_candidate_is_marked_on_the_page_of_the_post(profil_plan):
    planned = set(profil_plan.mutasi.moves["to_id"] + profil_plan.mutasi.moves["nip"])
    marked = sum(f"{one.jabatan_id}{nip}" in planned for one in profil_plan.shortlists for nip in one.candidates["nip"])
    assert pages.plan_shortlists(profil_plan).count("dalam rencana") == marked


def test_the_page_of_a_post_says_whom_the_plan_takes(profil_plan):
    page = words_of(pages.plan_shortlists(profil_plan))
    filled = set(profil_plan.mutasi.assigned["to_id"].dropna())
    empty = sum(one.jabatan_id not in filled for one in profil_plan.shortlists)
    assert page.count("Dalam rencana: tetap kosong.") == empty
    assert page.count("Dalam rencana: ") == len(profil_plan.shortlists)
    assert page.count("dapat menjadi calon menurut ketentuan") == len(profil_plan.shortlists)


def test_the_method_page_prints_aims_tie_rule_and_every_limit(pool_plan):
    html = pages.plan_method(pool_plan)
    assert html.count("<div><table") == 2  # side by side, each in a column of its own
    page = words_of(html)
    assert page.index("kritikal") < page.index("kecocokan setinggi mungkin") < page.index("Perpindahan sesedikit")
    assert "undian ditarik dengan benih putaran 7" in page
    assert page.count("terbukti") >= len(pool_plan.frontier)


def test_every_limit_and_wish_of_a_scenario_is_put_into_words(pool_plan):
    nips, posts = pool_plan.mutasi.matching.fit.nips, pool_plan.mutasi.matching.fit.jabatan_ids
    pair = {"nip": nips[0], "jabatan": posts[0], "alasan": "karena diminta"}
    full = Scenario.model_validate({
        "cakupan": ["jpt_pratama"], "paling_banyak_pindah": 11, "paling_banyak_pindah_jenjang": {"jpt_pratama": 9},
        "bagian_opd": 0.5, "opd": {"Dinas Sosial": {"paling_banyak": 3, "paling_sedikit": 1}}, "tetap": [nips[1]],
        "wajib": [pair], "larang": [pair], "keinginan": [pair], "cadangkan": [posts[1]], "ditutup": [posts[2]],
        "harus_terisi": ["jpt_pratama"], "biarkan_kosong": [posts[3]], "promosi_dari_kotak": [8, 9],
        "calon_luar": True, "kritikal_dahulu": False, "bobot_jenjang": {Jenjang.JPT_PRATAMA: 2},
        "kecocokan_paling_rendah": 68, "jawaban": ["lulus"],
    })  # fmt: skip
    rows = scenario_rows(dataclasses.replace(pool_plan.mutasi, scenario=full))
    said = " | ".join(f"{what}: {text}" for what, text in rows)
    for words in ("11 orang", "9 orang", "50%", "Dinas Sosial", "kotak 8 dan 9", "calon luar ikut", "paling rendah 68",
                  "tidak didahulukan", "karena diminta", "eselon II 2,0", "Jawaban ketentuan: lulus"):  # fmt: skip
        assert words in said
    assert {"Tetap", "Wajib", "Larang", "Keinginan", "Dicadangkan", "Ditutup", "Dibiarkan kosong", "Harus terisi"} <= {
        what for what, _ in rows
    }


@pytest.mark.parametrize("name", ["pool_plan", "profil_plan"])
def test_the_chapter_uses_no_jargon(name, request):
    said = words_of(front(request.getfixturevalue(name)) + annex(request.getfixturevalue(name))).casefold()
    assert [word for word in JARGON if word in said] == []


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "</script><b>", "N" * 300])
def test_a_hostile_name_stays_text(pool_plan, name):
    mutasi = pool_plan.mutasi
    officials = mutasi.matching.officials.assign(nama=name, jabatan=name, opd=name, pangkat=name)
    posts = mutasi.matching.posts.assign(jabatan=name, opd=name)
    hostile = dataclasses.replace(
        mutasi, matching=dataclasses.replace(mutasi.matching, officials=officials, posts=posts)
    )
    chapter = Chapter(pool_plan.result, hostile)
    chapter.__dict__["frontier"] = pool_plan.frontier
    body = front(chapter) + annex(chapter)
    assert "<img" not in body
    assert "</script>" not in body
    assert escape(name) in body


def test_an_anonymous_chapter_has_the_same_plan_and_no_name_nip_or_post_of_a_person(profil_plan, hidden_plan):
    assert (hidden_plan.mutasi.plan.assignment == profil_plan.mutasi.plan.assignment).all()
    sheets = annex_sheets(hidden_plan.result, hidden_plan)
    cells = " ".join(table.astype("string").to_csv() for name, table in sheets.items() if name in SHEETS)
    said = front(hidden_plan) + annex(hidden_plan) + cells
    people = profil_plan.mutasi.matching.officials
    assert "P-001" in people["code"].to_list()
    assert [nip for nip in people["nip"] if nip in said or nip[:8] + " " + nip[8:14] in said] == []
    assert [name for name in people["nama"] if name in said or plain_name(name) in said] == []
    held = profil_plan.mutasi.moves["from_jabatan"].dropna()
    assert [post for post in held if escape(post) in said] == []


def test_an_anonymous_chapter_keeps_the_wishes_of_its_scenario_under_codes(pool):
    nip = str(pool.people["nip"].iloc[0])
    mutasi = open_chapter(pool).mutasi
    wished = dataclasses.replace(mutasi, scenario=mutasi.scenario.changed(stay=(nip,)))
    code = str(pool.people["code"].iloc[0])
    assert dict(scenario_rows(anonymise_mutasi(wished)))["Tetap"] == code


def test_the_workbook_has_the_plan_with_who_stays_and_every_finding(profil_plan):
    sheets = mutasi_sheets(profil_plan)
    assert tuple(sheets) == SHEETS
    plan = sheets["Rencana mutasi"]
    assert len(plan) == len(profil_plan.mutasi.moves) + len(profil_plan.mutasi.stays)
    assert plan["NIP"].is_unique
    assert list(plan["Langkah"].dropna()) == list(profil_plan.mutasi.moves["step"])
    found = sheets["Syarat per nama"]
    assert set(found["NIP"]) == set(profil_plan.mutasi.moves["nip"])
    assert set(found["Status"]) <= {"terpenuhi", "tidak terpenuhi", "belum ada data", "catatan"}
