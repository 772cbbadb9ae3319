"""Wishes of a scenario as the controls make them: what contradicts a lock gives way, numbers are read or refused."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from talenta_lib import run_round
from talenta_lib.errors import ScenarioError
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.scenario import DEFAULT_SCENARIO, Pairing
from talenta_lib.present.anonymous import without_names
from talenta_lib.present.explore.scenario_edit import LOCKS, RIVALS, locks_of, put_lock
from talenta_lib.present.explore.scenario_frontier import BOTTOM, LEFT, RIGHT, TOP, frontier_svg, limit_words
from talenta_lib.present.explore.scenario_limits import read_number
from talenta_lib.present.explore.scenario_locks import official_choices, post_choices
from talenta_lib.round.mutasi import match_round

POOL = Path(__file__).resolve().parents[2] / "data" / "sample" / "talent-pool-2024"


@cache
def matching() -> Matching:
    return match_round(run_round(POOL))


def names() -> tuple[str, str, str, str]:
    """Two officials and two posts of the round."""
    officials, posts = matching().officials["nip"], matching().posts["jabatan_id"]
    return str(officials.iloc[0]), str(officials.iloc[1]), str(posts.iloc[0]), str(posts.iloc[1])


def test_an_official_is_forced_to_one_place_alone():
    one, other, first, second = names()
    scenario = put_lock(DEFAULT_SCENARIO, matching(), "tetap", one, "")
    scenario = put_lock(scenario, matching(), "wajib", one, first)
    assert (scenario.stay, scenario.place) == ((), (Pairing(nip=one, jabatan=first),))
    scenario = put_lock(scenario, matching(), "wajib", one, second)
    assert scenario.place == (Pairing(nip=one, jabatan=second),)
    scenario = put_lock(scenario, matching(), "wajib", other, second)
    assert scenario.place == (Pairing(nip=other, jabatan=second),)


def test_a_pair_is_not_forced_and_forbidden():
    one, other, first, second = names()
    scenario = put_lock(DEFAULT_SCENARIO, matching(), "wajib", one, first)
    scenario = put_lock(scenario, matching(), "wajib", other, second)
    scenario = put_lock(scenario, matching(), "larang", one, first)
    assert scenario.place == (Pairing(nip=other, jabatan=second),)
    assert scenario.forbid == (Pairing(nip=one, jabatan=first),)
    assert put_lock(scenario, matching(), "wajib", one, first).forbid == ()


@pytest.mark.parametrize("kind", ["cadangkan", "tutup", "isi", "kosongkan"])
def test_a_post_has_one_wish_of_its_own(kind):
    _, _, first, second = names()
    full = DEFAULT_SCENARIO.changed(
        reserve=[first, second], closed=[first, second], filled=[first], vacant=[first],
    )  # fmt: skip
    changed = put_lock(full, matching(), kind, "", first)
    named = [field for field in ("reserve", "closed", "filled", "vacant") if first in getattr(changed, field)]
    assert named == [LOCKS[kind]]
    assert second in changed.reserve + changed.closed


def test_a_whole_level_that_must_be_filled_gives_way_to_no_single_wish():
    _, _, first, _ = names()
    scenario = put_lock(DEFAULT_SCENARIO.changed(filled=["jpt_pratama"]), matching(), "tutup", "", first)
    assert scenario.filled == ("jpt_pratama",)
    assert [lock.words for lock in locks_of(scenario, matching())][-1] == "Semua jabatan eselon II harus terisi"


def test_a_lock_written_by_name_gives_way_like_one_by_identifier():
    one, _, first, second = names()
    nama = str(matching().officials["nama"].iloc[0])
    scenario = DEFAULT_SCENARIO.changed(place=[{"nip": nama, "jabatan": first}])
    assert put_lock(scenario, matching(), "wajib", one, second).place == (Pairing(nip=one, jabatan=second),)


def test_what_gives_way_is_declared_for_every_kind_of_lock():
    assert set(RIVALS) == set(LOCKS)
    fields = {field for rivals in RIVALS.values() for part in rivals for field in part}
    assert fields <= set(LOCKS.values())


@pytest.mark.parametrize(("text", "number"), [("12", 12), (" 2,5 ", 2.5), ("", None), ("tanpa batas", None)])
def test_a_number_is_read_the_indonesian_way(text, number):
    assert read_number(text, "Batas") == number


def test_what_is_no_number_is_refused():
    with pytest.raises(ScenarioError, match="'banyak' pada Batas bukan angka"):
        read_number("banyak", "Batas")


def test_codes_stand_for_names_nip_and_names_that_hold_another():
    officials = pd.DataFrame({
        "nama": ["Dr. Budi, S.E.", "Budi Hartono"], "nip": ["197001011995031901", "197001011995031902"],
        "code": ["P-001", "P-002"],
    })  # fmt: skip
    told = "Budi Hartono menggeser Budi (197001011995031901)."
    assert without_names(told, officials) == "P-002 menggeser P-001 (P-001)."


def test_everybody_and_every_post_can_be_found_by_name():
    officials, posts = matching().officials, matching().posts
    assert sorted(row[0] for row in official_choices(officials)) == sorted(officials["nip"])
    rows = post_choices(posts, pd.Series({str(posts["jabatan_id"].iloc[0]): "Damar"}))
    notes = {post: note for post, _, note in rows}
    assert notes[str(posts["jabatan_id"].iloc[0])] == "Damar"
    assert notes[str(posts["jabatan_id"].iloc[1])] == "kosong"


# The frontier


def drawn(values: list[float], gaps: list[float], chosen: int, knee: int | None) -> str:
    frontier = pd.DataFrame({"max_moves": range(3, 3 + len(values)), "value": values, "gap": gaps})
    chapter: Any = SimpleNamespace(
        frontier=frontier, knee=knee, mutasi=SimpleNamespace(plan=SimpleNamespace(moves=chosen))
    )
    return frontier_svg(chapter)


def points(svg: str) -> list[tuple[float, float]]:
    line = re.search(r'<polyline points="([^"]*)"', svg)
    assert line is not None
    return [(float(x), float(y)) for x, y in (one.split(",") for one in line[1].split())]


def test_the_frontier_runs_over_the_whole_track_from_the_least_to_the_largest_value():
    spots = points(drawn([70.0, 75.0, 80.0], [0.0, 0.0, 0.0], 5, None))
    assert spots == [(LEFT, BOTTOM), ((LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2), (RIGHT, TOP)]


def test_a_point_that_is_not_proved_is_hollow_with_what_is_possible_over_it():
    svg = drawn([70.0, 75.0, 79.0], [0.0, 1.0, 0.0], 5, None)
    assert svg.count('stroke-width="1.40"') == 1
    assert svg.count('stroke="#5B8FC4"') == 1


def test_plan_and_knee_are_named_unless_they_are_one():
    assert ">4: mulai melandai<" in drawn([70.0, 75.0, 76.0], [0.0] * 3, 5, 4)
    assert ">5: 76,0<" in drawn([70.0, 75.0, 76.0], [0.0] * 3, 5, 4)
    assert "melandai<" not in drawn([70.0, 75.0, 76.0], [0.0] * 3, 4, 4)


def test_one_single_limit_can_be_drawn():
    assert points(drawn([70.0], [0.0], 3, None)) == [(LEFT, BOTTOM)]


def test_each_limit_is_said_with_its_value():
    frontier = pd.DataFrame({"max_moves": [4, 3], "value": [72.04, 70.0], "gap": [0.5, 0.0]})
    assert limit_words(frontier) == ["3 perpindahan: 70,0", "4 perpindahan: 72,0, belum terbukti"]
