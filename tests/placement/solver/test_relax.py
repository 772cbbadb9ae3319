"""What must give way: the fewest rows, then the least, with the fit that this allows."""

import numpy as np
import pandas as pd
import pytest

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver import Names, PlacementModel, SideRow, relax, relaxations, solve

NAMES = Names(("Ani", "Budi", "Citra"), ("Camat", "Lurah", "Sekdis"), ("Dinas",))
FIT = np.array([[70.0, 80.0, 60.0], [90.0, 50.0, 65.0], [40.0, 85.0, 55.0]])


def model(eligible=None, **options):
    eligible = np.ones((3, 3), dtype=bool) if eligible is None else eligible
    return PlacementModel.from_arrays(FIT, eligible, current=[0, 1, 2], names=NAMES, **options)


def rows_of(table: pd.DataFrame) -> list[tuple]:
    return list(table[["row", "limit", "needed"]].itertuples(index=False, name=None))


def test_a_model_with_a_plan_has_nothing_to_relax():
    table = relaxations(model(max_moves=0))
    assert table.empty
    assert list(table.columns) == ["row", "sentence", "limit", "needed", "objective"]


def test_most_moves_give_way_by_the_least():
    # Ani must go to Lurah: Budi may then be left out, so one move is the least; best fit with one move is
    # Ani 80 in Lurah, Citra stays 55, Budi idle = 135
    table = relaxations(model(max_moves=0, locks=[(0, 1, "force")]))
    assert len(table) == 1
    assert rows_of(table)[0] in {("max_moves", 0, 1), ("force:Ani:Lurah", 1, 0)}


def test_a_force_where_nobody_may_go_is_named():
    eligible = np.ones((3, 3), dtype=bool)
    eligible[0, 1] = False
    with pytest.raises(InfeasibleScenarioError) as caught:
        solve(model(eligible, locks=[(0, 1, "force")]))
    assert caught.value.rows == ("force:Ani:Lurah",)
    assert rows_of(caught.value.relaxations) == [("force:Ani:Lurah", 1, 0)]
    # without it: Ani 60 Sekdis + Budi 90 Camat + Citra 85 Lurah = 235
    assert caught.value.relaxations["objective"].tolist() == [235.0]
    assert "Ani wajib ditempatkan sebagai Lurah (diminta 1, perlu 0)" in caught.value.problem
    assert caught.value.remedy


def test_of_two_forces_on_one_post_one_gives_way():
    with pytest.raises(InfeasibleScenarioError) as caught:
        solve(model(locks=[(0, 1, "force"), (2, 1, "force")]))
    assert len(caught.value.rows) == 1
    assert set(caught.value.rows) < {"force:Ani:Lurah", "force:Citra:Lurah"}


def test_one_row_gives_way_rather_than_two():
    # three posts of the unit must change, at most one person moves, and at most one does by a side row: the least
    # is one row missed (unit_min, by 2), not two
    side = SideRow("satu", "Satu saja.", ~np.eye(3, dtype=bool), upper=1)
    table = relaxations(model(max_moves=1, unit_of_post=[0, 0, 0], unit_min=[3], side_rows=[side]))
    assert rows_of(table) == [("unit_min:Dinas", 3, 1)]
    assert table["sentence"].tolist() == ["Paling sedikit 3 jabatan di Dinas berganti pejabat."]
    # one move at most: staying gives 70 + 50 + 55 = 175; Budi to Camat alone 90 + 55 = 145; so nobody else is better,
    # but the unit needs its one change only where it still counts: the row allows 1 to any
    assert table["objective"].tolist() == [solve(model(max_moves=1, unit_of_post=[0, 0, 0], unit_min=[1])).objective]


def test_two_who_must_be_placed_in_one_post_leave_one_out():
    eligible = np.array([[True, False, False], [True, False, False], [False, False, True]])
    must = np.array([True, True, True])
    with pytest.raises(InfeasibleScenarioError) as caught:
        solve(model(eligible, must_place=must))
    assert len(caught.value.rows) == 1
    assert caught.value.rows[0] in {"must_place:Ani", "must_place:Budi"}


def test_a_large_model_is_explained_on_the_pairs_of_a_relaxed_plan(monkeypatch):
    monkeypatch.setattr(relax, "_EXACT", 0)
    table = relaxations(model(max_moves=1, unit_of_post=[0, 0, 0], unit_min=[3]), with_objective=False)
    assert rows_of(table) in ([("unit_min:Dinas", 3, 1)], [("max_moves", 1, 3)])
    assert table["objective"].isna().all()
