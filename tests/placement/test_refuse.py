"""What a scenario without a plan asks to give way: its own wishes, and nobody's post. DATA SINTETIS."""

from __future__ import annotations

import pytest

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.mutasi import Mutasi, plan_mutasi
from talenta_lib.present.explore.scenario_edit import relaxed

CLOSED = "Kepala Dinas Perikanan"


def test_a_closed_post_is_opened_again_before_anybody_loses_the_own(pool: Mutasi) -> None:
    scenario = pool.scenario.changed(closed=(CLOSED,))
    with pytest.raises(InfeasibleScenarioError, match=f"buka lagi {CLOSED}") as refused:
        plan_mutasi(pool.matching, scenario)
    assert refused.value.rows == (f"ditutup:{CLOSED}",)
    eased = relaxed(scenario, pool.matching, *refused.value.rows, 0)
    assert eased.closed == ()
    assert plan_mutasi(pool.matching, eased).plan.objective == pytest.approx(pool.plan.objective)
    assert refused.value.relaxations["objective"].iloc[0] == pytest.approx(pool.plan.objective)


def test_every_closed_post_whose_holder_has_nowhere_to_go_is_named(pool: Mutasi) -> None:
    first, second = pool.matching.posts["jabatan"].iloc[:2]
    scenario = pool.scenario.changed(closed=(first, second))
    with pytest.raises(InfeasibleScenarioError) as refused:
        plan_mutasi(pool.matching, scenario)
    assert set(refused.value.rows) == {f"ditutup:{first}", f"ditutup:{second}"}
