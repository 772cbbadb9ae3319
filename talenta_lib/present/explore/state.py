"""What the analyst chose and what follows from it; knows no widget."""

from __future__ import annotations

from typing import Any

import pandas as pd
import traitlets as tl

from talenta_lib.present.wording import capital, jenjang_label

ALL = "Semua"
UNDETERMINED = "Belum ditetapkan"
SELECTS = ("opd", "jenjang", "rumpun", "kotak")
FILTERS = (*SELECTS, "borderline", "search")


class MapState(tl.HasTraits):
    """Filters over the people of a round; ``visible`` follows, ``selected`` is the NIP of the open person card."""

    opd = tl.Unicode(ALL)
    jenjang = tl.Unicode(ALL)
    rumpun = tl.Unicode(ALL)
    kotak = tl.Unicode(ALL)
    borderline = tl.Bool(default_value=False)
    search = tl.Unicode("")
    selected = tl.Unicode(None, allow_none=True)
    visible = tl.Instance(pd.DataFrame)

    def __init__(self, people: pd.DataFrame) -> None:
        self._people = people
        super().__init__(visible=people)

    @tl.observe(*FILTERS)
    def _filter(self, _change: object) -> None:
        people = self._people
        for column in ("opd", "jenjang", "rumpun"):
            if (wanted := getattr(self, column)) != ALL:
                people = people[people[column] == wanted]
        if self.kotak == UNDETERMINED:
            people = people[people["kotak"].isna()]
        elif self.kotak != ALL:
            people = people[people["kotak"].eq(int(self.kotak)).fillna(False).astype(bool)]
        if self.borderline:
            people = people[_is_borderline(people)]
        if needle := self.search.strip().casefold():
            found = [people[name].str.casefold().str.contains(needle, regex=False) for name in ("nama", "nip", "code")]
            people = people[found[0] | found[1] | found[2]]
        self.visible = people

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is set."""
        return any(getattr(self, name) != self.traits()[name].default_value for name in FILTERS)

    def clear(self) -> None:
        """Show everybody; who is chosen stays."""
        self.update({name: self.traits()[name].default_value for name in FILTERS})

    def options(self, column: str) -> list[tuple[str, str]]:
        """Return (label, value) pairs of a filter, "Semua" first."""
        if column == "kotak":
            return [(ALL, ALL), *((str(k), str(k)) for k in range(1, 10)), (UNDETERMINED, UNDETERMINED)]
        values = (
            sorted(self._people[column].dropna().unique()) if column != "jenjang" else self._people[column].unique()
        )
        label = jenjang_label if column == "jenjang" else str
        return [(ALL, ALL), *((str(label(value)), str(value)) for value in values)]

    def names(self) -> list[tuple[str, str]]:
        """Return (nama, nip) of who can be chosen: the visible, and who is chosen already."""
        people = self._people
        chosen = people["nip"].isin(self.visible["nip"]) | people["nip"].eq(self.selected)
        return list(zip(people.loc[chosen, "nama"], people.loc[chosen, "nip"], strict=True))

    def step(self, by: int) -> None:
        """Choose the name ``by`` places further in the list; from nobody in it, its first or last; the ends stay."""
        names = self.visible["nip"].tolist()
        if self.selected in names:
            self.selected = names[min(max(names.index(self.selected) + by, 0), len(names) - 1)]
        elif names:
            self.selected = names[0 if by > 0 else -1]

    def place_words(self) -> str:
        """Say where in the list the chosen name stands: ``Garis batas: nama ke-12 dari 79``."""
        names = self.visible["nip"].tolist()
        if self.selected in names:
            return f"{self.filter_words()}: nama ke-{names.index(self.selected) + 1} dari {len(names)}"
        return f"{self.filter_words()}: {len(names)} nama"

    def filter_words(self) -> str:
        """Say which filters are set, in a few words."""
        jenjang = "" if self.jenjang == ALL else capital(jenjang_label(self.jenjang))
        kotak = "" if self.kotak == ALL else self.kotak if self.kotak == UNDETERMINED else f"Kotak {self.kotak}"
        opd, rumpun = ("" if value == ALL else value for value in (self.opd, self.rumpun))
        search = f"“{self.search.strip()}”" if self.search.strip() else ""
        words = [opd, jenjang, capital(rumpun), kotak, "Garis batas" * self.borderline, search]
        return ", ".join(word for word in words if word) or "Semua pejabat"

    def finding(self) -> str:
        """Say what the filter shows."""
        placed = self.visible[self.visible["kotak"].notna()]
        borderline = int(_is_borderline(placed).sum())
        if self.visible.empty:
            return "Tidak ada pejabat yang cocok. Hapus saringan."
        if placed.empty:
            return f"{len(self.visible)} pejabat belum dapat ditetapkan kotaknya"
        if self.borderline:
            return f"{borderline} pejabat ada di garis batas"
        if not borderline:
            return f"Dari {len(placed)} pejabat, tidak ada yang di garis batas"
        return f"{borderline} dari {len(placed)} pejabat ada di garis batas"

    def spoken(self) -> str:
        """Say the counts of what is shown, for who hears the board."""
        counts = self.visible["kotak"].value_counts()
        cells = [f"kotak {kotak}: {counts.get(kotak, 0)}" for kotak in range(1, 10)]
        waiting = int(self.visible["kotak"].isna().sum())
        return f"{len(self.visible)} dari {len(self._people)} pejabat; {', '.join(cells)}; belum ditetapkan: {waiting}."

    def to_dict(self) -> dict[str, Any]:
        """Return the choices, to be laid over another state with ``update``."""
        return {name: getattr(self, name) for name in (*FILTERS, "selected")}

    def update(self, choices: dict[str, Any]) -> None:
        """Take over choices of ``to_dict``; what this round has no longer is left out."""
        with self.hold_trait_notifications():
            for name, value in choices.items():
                if name not in SELECTS or value in [known for _, known in self.options(name)]:
                    setattr(self, name, value)


def _is_borderline(people: pd.DataFrame) -> pd.Series:
    return people["is_borderline"].fillna(False).astype(bool)
