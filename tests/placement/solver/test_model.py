"""The model: what it refuses, what its rows say, and that sparse and dense are the same."""

import numpy as np
import pytest
from scipy import sparse

from talenta_lib.placement.solver import Names, PlacementModel, SideRow, solve

ALL = np.ones((2, 2), dtype=bool)
FIT = np.array([[10.0, 20.0], [30.0, 45.0]])


def model(fit=FIT, eligible=ALL, **options):
    return PlacementModel.from_arrays(fit, eligible, **options)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"fit": np.ones((2, 3))}, "one shape"),
        ({"fit": np.full((2, 2), np.nan)}, "not finite"),
        ({"fit": np.full((2, 2), np.inf)}, "not finite"),
        ({"fit": np.array([["a", "b"], ["c", "d"]])}, "must hold numbers"),
        ({"eligible": np.ones((2, 2))}, "must be bool"),
        ({"current": [0, 0]}, "one post to two people"),
        ({"current": [0, 2]}, "does not exist"),
        ({"current": [0.0, 1.0]}, "whole numbers"),
        ({"current": [0]}, "one each"),
        ({"max_moves": -1}, "not negative"),
        ({"max_moves": 1.5}, "whole number"),
        ({"max_moves": True}, "whole number"),
        ({"must_place": [1, 0]}, "must_place must be bool"),
        ({"must_fill": [True]}, "must_fill must be bool"),
        ({"unit_cap": [1]}, "need unit_of_post"),
        ({"unit_of_post": [0, 1], "unit_cap": [1]}, "without a bound"),
        ({"unit_of_post": [0, 1], "unit_cap": [1, -1]}, "not be negative"),
        ({"unit_of_post": [0, 1], "unit_cap": [1, 1], "unit_min": [1]}, "one length"),
        ({"locks": [(0, 0, "keep")]}, "'force' or 'forbid'"),
        ({"locks": [(0, 5, "force")]}, "does not exist"),
        ({"wishes": np.ones((3, 2))}, "wishes must have the shape"),
        ({"names": Names(("A",), ("X", "Y"), ())}, "one label"),
        ({"side_rows": [SideRow("s", "S.", (np.array([0]), np.array([7])))]}, "do not fit"),
    ],
)
def test_wrong_arrays_are_refused_in_english(options, says):
    with pytest.raises(ValueError, match=says):
        model(**options)


def test_nan_on_a_pair_that_is_not_eligible_is_nobodys_business():
    fit = np.array([[np.nan, 20.0], [30.0, 45.0]])
    assert solve(model(fit, ~np.isnan(fit))).objective == 50.0  # 20 + 30; (0, 0) is closed


def test_sparse_and_dense_are_the_same_model():
    eligible = np.array([[True, False, True], [True, True, False]])
    fit = np.array([[1.0, 0.0, -2.0], [0.0, 3.0, 0.0]])
    dense = model(fit, eligible)
    thin = model(sparse.csr_array(fit), sparse.csr_array(eligible))
    for name in ("person", "post", "fit", "ties"):
        assert (getattr(dense, name) == getattr(thin, name)).all()
    assert dense.n_pairs == thin.n_pairs == 4  # fits of 0 stay pairs


def test_a_forbidden_pair_is_no_pair():
    kept = model(locks=[(0, 1, "forbid")])
    assert kept.pair_number(0, 1) == -1
    assert [kept.pair_number(*pair) for pair in ((0, 0), (1, 0), (1, 1))] == [0, 1, 2]


def test_every_row_has_its_name_its_sentence_and_its_pairs():
    rows = model(
        current=[0, 1],
        max_moves=1,
        unit_of_post=[0, -1],
        unit_cap=[1],
        unit_min=[1],
        must_place=np.array([True, False]),
        must_fill=np.array([False, True]),
        locks=[(0, 0, "force"), (1, 0, "force")],
        side_rows=[SideRow("dua", "Dua saja.", ALL, upper=2)],
        names=Names(("Ani", "Budi"), ("Camat", "Lurah"), ("Dinas",)),
    ).rows
    # pairs in order: 0 = (Ani, Camat), 1 = (Ani, Lurah), 2 = (Budi, Camat), 3 = (Budi, Lurah); moves are 1 and 2
    assert [(row.name, row.sentence, row.pairs.tolist(), row.lower) for row in rows] == [
        ("max_moves", "Paling banyak 1 orang berpindah.", [1, 2], 0),
        ("unit_cap:Dinas", "Paling banyak 1 jabatan di Dinas berganti pejabat.", [2], 0),
        ("unit_min:Dinas", "Paling sedikit 1 jabatan di Dinas berganti pejabat.", [2], 1),
        ("dua", "Dua saja.", [0, 1, 2, 3], 0),
        ("must_place:Ani", "Ani wajib mendapat jabatan.", [0, 1], 1),
        ("must_fill:Lurah", "Lurah wajib terisi.", [1, 3], 1),
        ("force:Ani:Camat", "Ani tetap di Camat.", [0], 1),
        ("force:Budi:Camat", "Budi wajib ditempatkan sebagai Camat.", [2], 1),
    ]


def test_a_side_row_may_name_its_pairs_by_index_or_matrix():
    by_index = model(side_rows=[SideRow("s", "S.", (np.array([1, 0]), np.array([0, 1])))])
    by_matrix = model(side_rows=[SideRow("s", "S.", sparse.csr_array(~np.eye(2, dtype=bool)))])
    assert by_index.side_rows[0].pairs.tolist() == by_matrix.side_rows[0].pairs.tolist() == [1, 2]


def test_an_assignment_outside_the_pairs_is_refused():
    with pytest.raises(ValueError, match="not eligible"):
        model(locks=[(0, 1, "forbid")]).chosen([1, 0])
