"""Why a pair is not open: the reason given is the one whose removal opens it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.obstacles import find_obstacles
from talenta_lib.placement.options import build_options
from talenta_lib.placement.price import is_open
from talenta_lib.placement.scenario import DEFAULT_SCENARIO
from talenta_lib.terms import Answer, MoveKind, format_number

GUGUR = list(Answer).index(Answer.GUGUR)


def under(mutasi: Mutasi, **wishes: object) -> Mutasi:
    """Return the same round under another scenario; obstacles need no plan."""
    scenario = DEFAULT_SCENARIO.changed(**wishes)
    return dataclasses.replace(mutasi, scenario=scenario, options=build_options(mutasi.matching, scenario))


def promotion_from(mutasi: Mutasi, kotak: int) -> tuple[str, str]:
    """Return an official of a kotak, and a post to which a promotion is not barred and the fit is known."""
    matching = mutasi.matching
    kinds, answers = matching.eligibility.kind, matching.eligibility.answer
    fits = (kinds == MoveKind.PROMOSI) & (answers < GUGUR) & np.isfinite(matching.fit.score)
    fits &= ~matching.eligibility.has_own_procedure
    of_kotak = ((matching.officials["kotak"] == kotak) & matching.officials["is_incumbent"]).fillna(False)
    person, place = np.argwhere(fits & of_kotak.to_numpy(dtype=bool)[:, None])[0]
    return str(matching.fit.nips[person]), str(matching.fit.jabatan_ids[place])


@pytest.fixture(scope="module")
def everybody(heads: Mutasi) -> Mutasi:
    return under(heads)


def test_a_promotion_from_outside_the_succession_boxes_is_kept_out_by_the_default(everybody: Mutasi) -> None:
    pair = promotion_from(everybody, 5)

    assert find_obstacles(everybody, *pair) == [
        "Promosi diambil dari kelompok rencana suksesi, kotak 7, 8, dan 9, kecuali skenario menyebut kotak lain; "
        "kotaknya 5."
    ]
    assert not is_open(everybody, *pair)
    assert is_open(under(everybody, promotion_kotak=(5,)), *pair)


@pytest.mark.parametrize(
    ("boxes", "said"),
    [((8, 9), "Skenario ini hanya menerima promosi dari kotak 8 dan 9"), ((), "Skenario ini tidak menerima promosi")],
)
def test_boxes_of_the_scenario_itself_are_named_as_its_own(
    everybody: Mutasi, boxes: tuple[int, ...], said: str
) -> None:
    limited = under(everybody, promotion_kotak=boxes)
    pair = promotion_from(limited, 7)

    assert find_obstacles(limited, *pair) == [f"{said}; kotaknya 7."]
    assert is_open(everybody, *pair)


def test_a_fit_below_the_least_one_is_told_with_both_numbers(everybody: Mutasi) -> None:
    nip, post = promotion_from(everybody, 9)
    fit = float(everybody.matching.fit.score[everybody.matching.people_index[nip], everybody.matching.post_index[post]])
    limited = under(everybody, min_fit=min(fit + 1, 100.0))

    said = f"Skenario ini meminta kecocokan paling rendah {format_number(fit + 1)}; kecocokannya {format_number(fit)}."
    assert find_obstacles(limited, nip, post) == [said]
    assert is_open(everybody, nip, post)


def test_a_fit_just_below_the_least_one_is_not_rounded_up_to_it(everybody: Mutasi) -> None:
    nip, post = promotion_from(everybody, 9)
    person, place = everybody.matching.people_index[nip], everybody.matching.post_index[post]
    score = everybody.matching.fit.score.copy()
    score[person, place] = 67.98
    fit = dataclasses.replace(everybody.matching.fit, score=score)
    limited = under(
        dataclasses.replace(everybody, matching=dataclasses.replace(everybody.matching, fit=fit)), min_fit=68
    )

    assert find_obstacles(limited, nip, post) == [
        "Skenario ini meminta kecocokan paling rendah 68,0; kecocokannya 67,98."
    ]


def test_who_is_pensioned_by_the_inauguration_is_said_to_be_and_not_to_be_left_out(everybody: Mutasi) -> None:
    officials = everybody.matching.officials
    retired = officials[officials["is_retired"]].iloc[0]
    own = str(retired["jabatan_id"])
    other = next(post for post in everybody.matching.fit.jabatan_ids if post != own)

    assert find_obstacles(everybody, retired["nip"], own) == ["Pejabat ini sudah pensiun pada rencana pelantikan."]
    assert any("pensiun berlaku" in sentence for sentence in find_obstacles(everybody, retired["nip"], other))
    assert not is_open(everybody, retired["nip"], own)
