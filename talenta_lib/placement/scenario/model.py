"""``skenario/*.yaml``: the wishes and limits of one plan, in the committee's words; unknown keys are refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from talenta_lib.errors import ScenarioError, did_you_mean
from talenta_lib.regulations.reading import read_yaml, validate
from talenta_lib.terms import Answer, Jenjang

SCENARIO_FOLDER: Final = "skenario"
Text = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
Limit = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Pairing(_Part):
    """An official and a post: NIP (or code), and the post's identifier or name; ``reason`` is printed."""

    nip: Text
    jabatan: Text
    reason: str = Field("", alias="alasan")


class UnitLimit(_Part):
    """How many posts of one OPD may, and must, get another holder."""

    at_most: Limit | None = Field(None, alias="paling_banyak")
    at_least: Limit = Field(0, alias="paling_sedikit")

    @model_validator(mode="after")
    def _in_order(self) -> UnitLimit:
        if self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("paling_sedikit tidak boleh melebihi paling_banyak")
        return self


class Scenario(_Part):
    """One scenario. Attributes carry English names; the file uses the Indonesian ones (aliases).

    Attributes
    ----------
    scope : jenjang whose posts and holders take part; None = the scope of the round.
    fit_scheme : name of the fit scheme.
    max_moves, max_moves_by_jenjang : limits on officials whose post changes, in all and by jenjang of the new post.
    max_share_by_unit : share (0-1) of an OPD's posts in scope that may get another holder; rounded down, at least 1.
    units : limits of single OPD, which go before the share.
    stay : officials who keep their post; ``place`` and ``forbid``: pairs that must and must not be.
    reserve : posts kept out of the plan, for example for seleksi terbuka: nobody enters, a holder stays.
    closed : posts that will be no more: nobody enters, a holder leaves.
    filled : posts, or all posts of a jenjang, that must have a holder afterwards; ``vacant``: vacant posts kept so.
    promotion_kotak : kotak from which a promotion is allowed; empty = no promotion, None = the succession boxes (rule
        ``krs_kotak``). From another one the rules ask for a consent.
    with_outsiders : whether officials without a post in scope (such as functional officials) may be placed.
    critical_first : whether critical posts have a holder before fit counts.
    min_fit : least fit (0-100) with which somebody may be moved into a post; staying is always allowed.
    jenjang_weights : weight of a post's fit by its jenjang; 1 where not named.
    wishes : pairs that are taken where fit and number of moves allow it.
    answers : answers of the rules with which an official may be placed.
    time_limit : seconds after which the best plan so far is given with its proved gap; None = no limit.
    """

    name: str = Field("dasar", alias="skenario", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    title: str = Field("Skenario dasar", alias="judul")
    note: str = Field("", alias="catatan")
    scope: tuple[Jenjang, ...] | None = Field(None, alias="cakupan")
    fit_scheme: str = Field("kedekatan_kompetensi", alias="skema_kecocokan")
    max_moves: Limit | None = Field(None, alias="paling_banyak_pindah")
    max_moves_by_jenjang: Mapping[Jenjang, Limit] = Field({}, alias="paling_banyak_pindah_jenjang")
    max_share_by_unit: Annotated[float, Field(gt=0, le=1)] | None = Field(None, alias="bagian_opd")
    units: Mapping[str, UnitLimit] = Field({}, alias="opd")
    stay: tuple[Text, ...] = Field((), alias="tetap")
    place: tuple[Pairing, ...] = Field((), alias="wajib")
    forbid: tuple[Pairing, ...] = Field((), alias="larang")
    reserve: tuple[Text, ...] = Field((), alias="cadangkan")
    closed: tuple[Text, ...] = Field((), alias="ditutup")
    filled: tuple[Text, ...] = Field((), alias="harus_terisi")
    vacant: tuple[Text, ...] = Field((), alias="biarkan_kosong")
    promotion_kotak: tuple[Annotated[int, Field(ge=1, le=9)], ...] | None = Field(None, alias="promosi_dari_kotak")
    with_outsiders: bool = Field(False, alias="calon_luar")
    critical_first: bool = Field(True, alias="kritikal_dahulu")
    min_fit: Annotated[float, Field(ge=0, le=100)] = Field(0.0, alias="kecocokan_paling_rendah")
    jenjang_weights: Mapping[Jenjang, Annotated[float, Field(gt=0)]] = Field({}, alias="bobot_jenjang")
    wishes: tuple[Pairing, ...] = Field((), alias="keinginan")
    answers: tuple[Answer, ...] = Field(
        (Answer.LULUS, Answer.ALASAN, Answer.PERSETUJUAN, Answer.VERIFIKASI), alias="jawaban", min_length=1
    )
    time_limit: Annotated[float, Field(gt=0)] | None = Field(None, alias="batas_detik")

    @model_validator(mode="after")
    def _never_blocked(self) -> Scenario:
        if Answer.GUGUR in self.answers:
            raise ValueError("jawaban 'gugur' tidak pernah dapat ditempatkan")
        return self

    def written(self) -> dict[str, Any]:
        """Return the scenario as a file writes it: Indonesian keys, only what differs from one without limits."""
        return {"skenario": self.name, **self.model_dump(mode="json", by_alias=True, exclude_defaults=True)}

    def changed(self, **changes: object) -> Scenario:
        """Return the scenario with some fields replaced; checked like a file. Raises ``ScenarioError``."""
        content: Any = {**{name: getattr(self, name) for name in type(self).model_fields}, **changes}
        return validate(Scenario, content, f"Skenario '{self.name}'", error=ScenarioError)


DEFAULT_SCENARIO: Final = Scenario()


def scenario_names(round_dir: str | Path) -> list[str]:
    """Return the names of the scenarios of a round, in the order of their files."""
    return [path.stem for path in sorted((Path(round_dir) / SCENARIO_FOLDER).glob("*.yaml"))]


def scenario_path(source: str | Path, round_dir: str | Path) -> Path:
    """Return the file of a scenario, given its path or its name; raises ``ScenarioError`` where there is none."""
    path = Path(source)
    if path.suffix not in (".yaml", ".yml"):
        path = Path(round_dir) / SCENARIO_FOLDER / f"{source}.yaml"
    if path.is_file():
        return path
    known = scenario_names(round_dir)
    raise ScenarioError(
        f"Skenario '{source}' tidak ada.{did_you_mean(str(source), known)}",
        f"Pilihan: {', '.join(known)}." if known else f"Buat berkasnya di folder {SCENARIO_FOLDER}.",
    )


def load_scenario(source: str | Path, *, round_dir: str | Path = ".") -> Scenario:
    """Read a scenario: the path of a YAML file, or the name of one in the folder ``skenario`` of the round.

    The scenario is called as its file. Raises ``ScenarioError`` for an unknown name, key or value, with a
    did-you-mean.

    >>> load_scenario("a-usul-20", round_dir="data/sample/talent-pool-2024").max_moves
    20
    """
    path = scenario_path(source, round_dir)
    content = read_yaml(path, error=ScenarioError) or {}
    if isinstance(content, dict):
        content = {"skenario": path.stem, "judul": path.stem, **content}
    return validate(Scenario, content, path, error=ScenarioError)
