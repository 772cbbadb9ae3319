"""Give the scenario on the bench a name and save it; what happened is told beside the button."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from talenta_lib.errors import TalentaError
from talenta_lib.present.explore import view
from talenta_lib.present.explore.scenario_file import save_scenario
from talenta_lib.present.explore.scenario_state import ScenarioState


class SaveForm:
    """Name, title and the button "Simpan sebagai skenario"."""

    def __init__(self, state: ScenarioState) -> None:
        self.state = state
        wide, narrow = widgets.Layout(width="98%"), {"description_width": "64px"}
        self.name = widgets.Text(description="Nama", placeholder="misalnya d-hemat-15", layout=wide, style=narrow)
        self.title = widgets.Text(description="Judul", placeholder="misalnya Hemat 15", layout=wide, style=narrow)
        self.button = widgets.Button(description="Simpan sebagai skenario", layout=widgets.Layout(width="auto"))
        self.told = widgets.HTML()
        self.button.on_click(self._save)
        self.widget = widgets.VBox([self.name, self.title, self.button, self.told])

    def _save(self, _button: object) -> None:
        try:
            path = save_scenario(
                self.state.scenario, self.state.result.folder, self.name.value.strip(), self.title.value
            )
            words = f"Tersimpan sebagai {path.parent.name}/{path.name}. Tulis {path.stem} pada isian scenarios untuk membandingkannya."
            self.told.value = view.framed(f"<p>{escape(words)}</p>")
        except TalentaError as error:
            self.told.value = view.framed(f'<p class="kabar gagal">✗ {escape(str(error))}</p>')
