from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from talenta_lib.errors import InputError
from talenta_lib.intake import Intake, read_proposal
from talenta_lib.intake.fields import build_table
from talenta_lib.placement.audit import Audit, audit_list
from talenta_lib.placement.eligibility.findings import count_asked
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.solver import solve
from talenta_lib.terms import Answer

POOL = Path(__file__).parents[2] / "data" / "sample" / "talent-pool-2024"
AS_OF = dt.date(2024, 2, 1)
WORDS_NOT_USED = ("jual", "beli", "titip", "curang", "optimal", "skor", "gagal", "buruk")


@pytest.fixture(scope="module")
def intake() -> Intake:
    return read_proposal(POOL / "usulan" / "usulan.xlsx", as_of=AS_OF)


@pytest.fixture(scope="module")
def audit(pool: Mutasi, intake: Intake) -> Audit:
    return audit_list(pool, intake.tables["usulan"])


@pytest.fixture(scope="module")
def by_target(audit: Audit) -> pd.DataFrame:
    return audit.names.dropna(subset="to_id").drop_duplicates("to_id").set_index("to_id")


def propose(*rows: dict[str, object]) -> pd.DataFrame:
    return build_table("usulan", [{"source_row": number, **row} for number, row in enumerate(rows, start=2)])


def holder(mutasi: Mutasi, jabatan_id: str) -> str:
    officials = mutasi.matching.officials
    return str(officials.loc[(officials["jabatan_id"] == jabatan_id).fillna(False), "nip"].iloc[0])


def name(mutasi: Mutasi, held: str, wanted: str) -> dict[str, object]:
    return {"nip": holder(mutasi, held), "to_jabatan": wanted}


def test_every_row_of_the_file_is_audited_set_aside_or_no_data(intake: Intake, audit: Audit) -> None:
    (report,) = intake.files
    # 16 names, a title and a header; the NIP that Excel turned into a number is set aside.
    assert (report.rows_in, report.accepted, report.quarantined, report.non_data) == (18, 15, 1, 2)
    assert intake.issues["code"].tolist() == ["nip_angka"]
    assert len(audit.names) == report.accepted
    assert audit.names["source_row"].tolist() == intake.tables["usulan"]["source_row"].tolist()


def test_unknown_officials_misspelt_posts_and_names_that_stay_are_each_said(audit: Audit) -> None:
    assert Counter(audit.names["status"]) == {
        "diperiksa": 12, "tetap": 1, "nip_tidak_dikenal": 1, "jabatan_tidak_dikenal": 1,
    }  # fmt: skip
    names = audit.names.set_index("status")
    assert "Maksud Anda 'Kepala Dinas Pemberdayaan Masyarakat dan Desa'?" in names.loc["jabatan_tidak_dikenal", "note"]
    assert names.loc["nip_tidak_dikenal", "note"] == "NIP ini bukan milik pejabat di putaran ini."
    assert names.loc["tetap", "verdict"] == "Tetap di jabatannya"
    assert names.loc[["nip_tidak_dikenal", "jabatan_tidak_dikenal"], ["fit", "rank", "price"]].isna().all(axis=None)


def test_rank_and_best_fit_are_those_of_the_post(by_target: pd.DataFrame) -> None:
    # By hand: Bappeda 97,2 is the best there is; the last of 25 at Badan Keuangan has 70,8 against 91,7.
    best, last = by_target.loc["P-22"], by_target.loc["P-23"]
    assert (best["rank"], best["candidates"], best["passed_over"]) == (1, 25, 0)
    assert (last["rank"], last["candidates"]) == (25, 25)
    assert (round(last["fit"], 1), round(last["fit_best"], 1)) == (70.8, 91.7)


def test_passed_over_are_those_who_fit_better_and_whom_the_list_leaves_in_a_worse_place(
    pool: Mutasi, audit: Audit, by_target: pd.DataFrame
) -> None:
    matching, row = pool.matching, by_target.loc["P-23"]
    place, score = matching.post_index["P-23"], matching.fit.score
    moving = audit.names[audit.names["status"] == "diperiksa"]
    elsewhere, taken = set(moving.loc[moving["to_id"] != "P-23", "nip"]), set(moving["to_id"])
    held = matching.officials.set_index("nip")["jabatan_id"]
    better = [
        nip
        for nip, person in matching.people_index.items()
        if score[person, place] > row["fit"]
        and matching.eligibility.answer_of(nip, "P-23") != Answer.GUGUR
        and nip not in elsewhere
        and (held[nip] in taken or score[person, matching.post_index[held[nip]]] < score[person, place])
    ]
    assert row["passed_over"] == len(better) == 5  # 13 fit better; eight of them keep a post that suits them more
    assert row["passed_over_names"].endswith(", dan 2 lainnya")
    assert "melewati 5 pejabat yang lebih cocok: Elang Gaharulaga (88,9)" in row["reason_needed"]


def test_a_holder_in_the_best_place_for_him_is_not_passed_over(pool: Mutasi) -> None:
    """Only an official whose own post suits him less than the post proposed, or who loses it, can be passed over."""
    matching = pool.matching
    score, posts = matching.fit.score, matching.post_index
    held = matching.officials["jabatan_id"].map(posts).to_numpy(dtype=int)
    place = posts["P-23"]
    proposed = next(row for row in np.argsort(score[:, place]) if held[row] != place)
    listed = propose({"nip": matching.fit.nips[proposed], "to_jabatan": "P-23"})
    better = score[:, place] > score[proposed, place]
    own = score[np.arange(len(held)), held]
    displaced = held == place
    expected = int((better & ((own < score[:, place]) | displaced)).sum())
    assert audit_list(pool, listed, exact=False).names["passed_over"].iloc[0] == expected < better.sum()


def test_the_totals_give_the_share_of_the_best_and_the_names_that_break_a_rule(audit: Audit) -> None:
    # 12 names are checked; five are those of the plan, all first for their post. Inspektur needs a consent, a staff
    # ahli moved after 1 year 5 months a reason.
    assert (audit.totals["top"], audit.totals["breaking"]) == (5, 2)
    assert audit.totals["top_share"] == pytest.approx(5 / 12)
    assert audit.sentences[0] == (
        "Dari 12 nama yang diperiksa, 5 (42%) termasuk 3 teratas dan 7 melewati pejabat yang lebih cocok."
    )
    assert audit.sentences[1] == (
        "Daftar memuat 15 nama yang terbaca: 12 diperiksa, 1 tetap di jabatannya, 2 tidak dikenal NIP atau jabatannya."
    )
    assert audit.sentences[2] == (
        "2 nama belum memenuhi sebuah ketentuan: 1 perlu persetujuan dan 1 perlu alasan tertulis."
    )


def test_names_of_a_list_are_counted_by_need_as_those_of_a_plan(audit: Audit) -> None:
    asked = audit.names.loc[audit.names["status"] == "diperiksa", "asked"]
    assert {str(one): audit.totals[one] for one in Answer} == count_asked(asked)
    assert (audit.totals["lulus"], audit.totals["alasan"], audit.totals["persetujuan"]) == (10, 1, 1)


def test_the_price_of_a_name_is_that_of_the_plan_solved_again_with_it(pool: Mutasi, audit: Audit) -> None:
    moving = audit.names[audit.names["status"] == "diperiksa"]
    for row in moving.itertuples():
        model = pool.options.model.locked(pool.options.person(row.nip), pool.options.place(row.to_id))
        assert row.price == pytest.approx(pool.plan.objective - solve(model).objective, abs=1e-6)
        assert row.regret_bound <= row.price + 1e-6
    assert (moving.loc[moving["is_planned"], "price"] == 0).all()
    assert moving["is_planned"].sum() == 5


def test_without_solving_again_only_the_bound_is_told(pool: Mutasi, intake: Intake, audit: Audit) -> None:
    quick = audit_list(pool, intake.tables["usulan"], exact=False)
    assert quick.names["price"].isna().all()
    pd.testing.assert_series_equal(quick.names["regret_bound"], audit.names["regret_bound"])


def test_the_list_is_held_against_the_best_plan_with_as_many_moves(pool: Mutasi) -> None:
    # Two officials exchange their posts; everybody else stays.
    listed = audit_list(pool, propose(name(pool, "P-01", "P-14"), name(pool, "P-14", "P-01")))
    score, rows, columns = pool.matching.fit.score, pool.matching.people_index, pool.matching.post_index
    stays = sum(score[rows[holder(pool, post)], column] for post, column in columns.items())
    first, second = rows[holder(pool, "P-01")], rows[holder(pool, "P-14")]
    one, other = columns["P-01"], columns["P-14"]
    value = stays - score[first, one] - score[second, other] + score[first, other] + score[second, one]
    best = solve(pool.options.model.__class__(**{**vars_of(pool), "max_moves": 2})).objective
    assert listed.value.breaks.empty
    assert listed.totals["list_value"] == pytest.approx(value)
    assert listed.totals["best_value"] == pytest.approx(best)
    assert listed.totals["list_price"] == pytest.approx(best - value)
    assert listed.totals["list_price"] >= 0
    assert listed.sentences[-1].endswith("di bawah rencana terbaik dengan 2 perpindahan.")


def vars_of(mutasi: Mutasi) -> dict[str, object]:
    model = mutasi.options.model
    return {field: getattr(model, field) for field in model.__dataclass_fields__}


def test_the_plan_itself_as_a_list_has_no_price_and_breaks_nothing(pool: Mutasi) -> None:
    moves = pool.moves
    listed = propose(*({"nip": row.nip, "to_jabatan": "x", "to_id": row.to_id} for row in moves.itertuples()))
    audit = audit_list(pool, listed)
    assert audit.value.breaks.empty
    assert audit.totals["list_price"] == pytest.approx(0, abs=1e-6)
    assert audit.names["is_planned"].all()
    assert set(audit.names["price"]) == {0.0}


def test_what_the_list_does_not_keep_is_named_and_the_value_told_all_the_same(pool: Mutasi, audit: Audit) -> None:
    breaks = audit.value.breaks.set_index("kind")["sentence"]
    assert breaks["jabatan_ganda"] == "Kepala Dinas Komunikasi dan Informatika diusulkan untuk 2 nama."
    assert breaks["kehilangan_jabatan"] == "Candrasa Jagatrasmi kehilangan Inspektur tanpa jabatan baru."
    assert len(breaks) == 2
    assert (audit.totals["displaced"], audit.totals["vacated"], audit.totals["double_posts"]) == (1, 1, 1)
    assert np.isfinite(audit.totals["list_price"])
    assert "tidak setara" in audit.sentences[-1]


def test_an_official_named_for_two_posts_is_listed_twice_and_counts_once(pool: Mutasi) -> None:
    audit = audit_list(
        pool, propose(name(pool, "P-01", "P-14"), name(pool, "P-01", "P-05"), name(pool, "P-14", "P-01"))
    )
    assert len(audit.names) == 3
    assert audit.names["note"].str.contains("Diusulkan untuk 2 jabatan.").tolist() == [True, True, False]
    assert (audit.totals["double_people"], audit.totals["moves"]) == (1, 2)


def test_too_many_moves_for_the_scenario_is_a_break(pool: Mutasi) -> None:
    posts = list(pool.matching.post_index)
    ring = [name(pool, held, posts[(place + 1) % len(posts)]) for place, held in enumerate(posts)]
    audit = audit_list(pool, propose(*ring), exact=False)
    assert audit.totals["moves"] == 25
    assert audit.value.breaks["sentence"].tolist() == ["Paling banyak 20 orang berpindah. Daftar ini: 25."]
    assert audit.totals["list_price"] >= 0


def test_a_barred_name_is_told_so_with_the_rule_and_has_no_price(heads: Mutasi) -> None:
    matching = heads.matching
    place = matching.post_index[heads.vacancies["jabatan_id"].iloc[0]]
    barred = np.flatnonzero(matching.eligibility.answer[:, place] == 4)[0]  # gugur
    post = matching.posts["jabatan_id"].iloc[place]
    audit = audit_list(heads, propose({"nip": matching.fit.nips[barred], "to_jabatan": post}))
    row = audit.names.iloc[0]
    assert (row["verdict"], row["answer"]) == ("Tidak memenuhi syarat", "gugur")
    assert pd.isna(row["rank"])
    assert np.isnan(row["price"])
    assert row["price_note"]
    assert "syaratnya" in row["findings"]
    assert row["reason_needed"].startswith("Tidak dapat diusulkan")
    assert audit.totals["gugur"] == 1
    assert audit.value.breaks["kind"].iloc[0] == "syarat"


def test_a_code_goes_before_a_name_and_contradictions_are_said(pool: Mutasi) -> None:
    nip = holder(pool, "P-01")
    audit = audit_list(pool, propose({"nip": nip, "nama": "Orang Lain", "to_jabatan": "Inspektur", "to_id": "P-14"}))
    row = audit.names.iloc[0]
    assert row["to_id"] == "P-14"
    assert "Pada daftar tertulis Orang Lain; NIP itu milik Bulanita Suryagguh." in row["note"]
    assert "Pada daftar tertulis Inspektur; kode P-14 adalah" in row["note"]


def test_an_empty_list_is_audited_too(pool: Mutasi) -> None:
    audit = audit_list(pool, propose())
    assert (audit.totals["names"], audit.totals["moves"], audit.totals["displaced"]) == (0, 0, 0)
    assert np.isnan(audit.totals["top_share"])


def test_the_words_are_neutral(audit: Audit) -> None:
    said = [*audit.sentences, *audit.names[["verdict", "reason_needed", "note"]].fillna("").to_numpy().ravel()]
    assert [text for text in said if any(word in text.casefold() for word in WORDS_NOT_USED)] == []


def test_a_file_without_a_list_is_refused() -> None:
    with pytest.raises(InputError, match="tidak memuat daftar usulan"):
        read_proposal(POOL / "masukan" / "pemantauan.xlsx", as_of=AS_OF)
