"""Notebook 03: scenarios side by side, the plan with frontier and controls, why, candidates, decisions, minutes."""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path

import ipywidgets as widgets

from talenta_lib.errors import InputError, ScenarioError
from talenta_lib.placement.scenario import Scenario, scenario_names
from talenta_lib.present.explore import view
from talenta_lib.present.explore.background import Runner, in_background
from talenta_lib.present.explore.decision_html import decisions_html, record_block
from talenta_lib.present.explore.decision_state import DecisionState
from talenta_lib.present.explore.decisions import DecisionPanel, MinutesPanel
from talenta_lib.present.explore.map import trace_html
from talenta_lib.present.explore.scenario_bench import BenchPanel
from talenta_lib.present.explore.scenario_candidates import CandidatesPanel, all_candidates_html
from talenta_lib.present.explore.scenario_compare import (
    MOST_COMPARED,
    compare_finding,
    comparison,
    differ_finding,
    differences,
)
from talenta_lib.present.explore.scenario_html import (
    frontier_table,
    frontier_words,
    headline,
    loops_block,
    moves_block,
    screen_part,
    totals_table,
    wishes_table,
)
from talenta_lib.present.explore.scenario_state import Bench, ScenarioState
from talenta_lib.present.explore.view import View
from talenta_lib.present.explore.why import WhyPanel, question_html
from talenta_lib.present.explore.why_state import WhyState
from talenta_lib.present.tables import html_table
from talenta_lib.present.theme import register_templates
from talenta_lib.round import RoundResult, run_round
from talenta_lib.round.mutasi import round_scenario


def open_scenarios(
    round_dir: str | Path, scenarios: Sequence[str] = (), *, max_moves: int | None = None, **overrides: object
) -> ScenarioDesk:
    """Run a round and solve up to four of its scenarios; the first lies on the bench.

    Parameters
    ----------
    scenarios : names of files in ``skenario``; without any, those of the round, its own first.
    max_moves : another limit of moves for the scenario on the bench.
    overrides : other parameters of the round.

    Raises ``InputError`` for more than four names, ``ScenarioError`` for one that is unknown or has no plan.
    """
    with telling() as tell:
        tell("Membuka data putaran…")
        result = run_round(round_dir, **overrides)
        wanted = [round_scenario(result, name) for name in scenarios or known_scenarios(result)] or [
            round_scenario(result)
        ]
        if len(wanted) > MOST_COMPARED:
            raise InputError(f"Ada {len(wanted)} skenario.", f"Bandingkan paling banyak {MOST_COMPARED} sekaligus.")
        return ScenarioDesk(result, _limited(wanted, max_moves), tell=tell)


def known_scenarios(result: RoundResult) -> list[str]:
    """Return the names of the first scenarios of a round, its own first."""
    names = scenario_names(result.folder)
    return sorted(names, key=lambda name: name != result.parameters.scenario)[:MOST_COMPARED]


def _limited(scenarios: list[Scenario], max_moves: int | None) -> list[Scenario]:
    """Return the scenarios, the first with another limit of moves where one is given."""
    if max_moves is None:
        return scenarios
    title = f"{scenarios[0].title}, paling banyak {max_moves}"
    return [scenarios[0].changed(max_moves=max_moves, title=title), *scenarios[1:]]


@contextmanager
def telling() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows how far a notebook cell is, in one line that is replaced; silent elsewhere."""
    line = widgets.HTML()
    show = getattr(builtins, "display", None)  # a notebook has it as a builtin
    if show is not None:
        show(View("", line))

    def tell(words: str) -> None:
        line.value = view.framed(f'<p class="sub" role="status">{escape(words)}</p>') if words else ""

    yield tell
    tell("")


def _silent(_words: str) -> None:
    """Tell nobody."""


class ScenarioDesk:
    """Views over the solved scenarios of a round; all but the comparison follow the scenario on the bench."""

    def __init__(
        self,
        result: RoundResult,
        scenarios: Sequence[Scenario],
        *,
        tell: Callable[[str], None] = _silent,
        run: Runner = in_background,
    ) -> None:
        register_templates()
        self.result, self._run = result, run
        self._deciding: DecisionState | None = None
        tell(f"Menyusun rencana 1 dari {len(scenarios)}…")
        self.state = ScenarioState(result, scenarios[0])
        self.plans: dict[str, Bench] = {scenarios[0].title: self.state.chapter}
        for number, scenario in enumerate(scenarios[1:], start=2):
            tell(f"Menyusun rencana {number} dari {len(scenarios)}…")
            if scenario.title in self.plans:
                raise ScenarioError(f"Dua skenario berjudul '{scenario.title}'.", "Beri judul yang berbeda.")
            self.plans[scenario.title] = self.state.solved(scenario)
        self.state.message = ""

    def compare(self) -> View:
        """Return the scenarios side by side."""
        plans = {title: chapter.mutasi for title, chapter in self.plans.items()}
        frame = comparison(plans)
        table = html_table(frame, {str(name): str(name) for name in frame}, row_header="Ukuran", kind="banding")
        status = view.status_line(self.result)
        return _shown(f'{status}<h2 class="temuan">{escape(compare_finding(plans))}</h2>{table}')

    def differences(self) -> View:
        """Return who has not the same post in all scenarios."""
        plans = {title: chapter.mutasi for title, chapter in self.plans.items()}
        frame = differences(plans)
        heading = f"<h2>{escape(differ_finding(plans, len(frame)))}</h2>"
        widget = _stack(
            widgets.HTML(view.framed(heading)),
            view.table(frame),
            view.download(self.result, "Beda Skenario", lambda: frame),
        )
        return View(f"{_style()}{heading}{view.static_table(frame)}", widget)

    def bench(self) -> View:
        """Return the plan on the bench with frontier, controls, moves by loop and drawings."""
        chapter = self.state.chapter
        title, caption = frontier_words(chapter)
        static = (
            f"{headline(chapter.mutasi)}{totals_table(chapter.mutasi)}<h3>{escape(title)}</h3>"
            f'<p class="sub">{escape(caption)}</p>{frontier_table(chapter)}'
            f"<h3>Siapa pindah ke mana</h3>{moves_block(chapter)}{loops_block(chapter.mutasi)}"
            f"<h3>Isi skenario</h3>{wishes_table(chapter.mutasi)}"
        )
        panel = BenchPanel(self.state, self.plans, run=self._run)
        return View(_style() + static, _stack(panel.widget))

    def why(self) -> View:
        """Return the question "Mengapa ... bukan di ...?" with its answer."""
        panel = WhyPanel(WhyState(self.state), run=self._run)
        return View(_style() + question_html(self.state.chapter), _stack(panel.widget))

    def shortlists(self) -> View:
        """Return the three candidates of each vacant post; live, of any post."""
        panel = CandidatesPanel(self.state)
        return View(_style() + all_candidates_html(self.state.chapter), _stack(panel.widget))

    def decisions(self, clock: Callable[[], dt.datetime]) -> View:
        """Return the decisions on the plan of the bench; live, one name at a time. ``clock`` tells the hour."""
        state = self._decision_state(clock)
        return View(_style() + decisions_html(state), _stack(DecisionPanel(state).widget))

    def minutes(self, clock: Callable[[], dt.datetime]) -> View:
        """Return the meeting, the Berita Acara and the verification of the ledger."""
        state = self._decision_state(clock)
        return View(_style() + record_block(state), _stack(MinutesPanel(state).widget))

    def _decision_state(self, clock: Callable[[], dt.datetime]) -> DecisionState:
        """Return the decisions, the same ones in every view."""
        if self._deciding is None:
            self._deciding = DecisionState(self.state, now=lambda: clock().astimezone())
        return self._deciding

    def trace(self) -> View:
        """Return where the numbers come from."""
        return View(trace_html(self.result))


def _style() -> str:
    """Return the style of a static view."""
    return view.static_style() + screen_part()


def _stack(*parts: widgets.Widget) -> widgets.VBox:
    """Return the parts one under the other, with the style of the scenario views."""
    return view.stack(widgets.HTML(screen_part(), layout=widgets.Layout(display="none")), *parts)


def _shown(html: str) -> View:
    """Return a view without controls, styled for both."""
    return View(_style() + html, _stack(widgets.HTML(view.framed(html))))
