"""Read YAML of law and policy; every fault names the file, the entry and the way to mend it."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import TypeAdapter, ValidationError

from talenta_lib.errors import RegulationError, TalentaError, did_you_mean

T = TypeVar("T")
PACKAGE_FOLDER = Path(__file__).parent

_SAY = {
    "missing": "isian wajib belum ada",
    "float_type": "harus berupa angka",
    "float_parsing": "harus berupa angka",
    "int_type": "harus berupa bilangan bulat",
    "int_parsing": "harus berupa bilangan bulat",
    "int_from_float": "harus berupa bilangan bulat",
    "greater_than": "harus di atas {gt:g}",
    "greater_than_equal": "harus {ge:g} ke atas",
    "less_than": "harus di bawah {lt:g}",
    "less_than_equal": "paling tinggi {le:g}",
    "string_pattern_mismatch": "harus sesuai pola {pattern}",
    "string_too_short": "paling sedikit {min_length} karakter",
    "too_short": "paling sedikit {min_length} isian",
    "string_type": "harus berupa teks (beri tanda kutip)",
    "bool_parsing": "harus true atau false",
    "date_from_datetime_parsing": "harus berupa tanggal, misalnya 2025-01-31",
    "date_type": "harus berupa tanggal, misalnya 2025-01-31",
    "union_tag_not_found": "isian 'type' belum ada",
}


class _DoubleKeyError(yaml.constructor.ConstructorError):
    """A key is written twice; its problem is said in Indonesian, unlike those of the YAML library."""


class _UniqueKeyLoader(yaml.SafeLoader):
    """Refuses a key written twice, which plain YAML would silently overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        twice = next((key for k, key in enumerate(keys) if key in keys[:k]), None)
        if twice is not None:
            raise _DoubleKeyError(None, None, f"kunci '{twice}' tertulis dua kali", node.start_mark)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path, *, error: type[TalentaError] = RegulationError) -> Any:
    """Return the content of a YAML file; raise ``error`` when it is absent or not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeyLoader)  # noqa: S506 - a SafeLoader
    except OSError as exc:
        raise error(f"Berkas {path.name} tidak dapat dibaca.", "Periksa nama dan letak berkas.") from exc
    except (yaml.YAMLError, UnicodeDecodeError) as exc:
        mark = getattr(exc, "problem_mark", None)
        where = f" baris {mark.line + 1}" if mark else ""
        problem = exc.problem if isinstance(exc, _DoubleKeyError) else "bukan YAML yang sah"
        raise error(f"Berkas {path.name}{where} rusak: {problem}.", "Perbaiki penulisan YAML pada baris itu.") from exc


def validate(kind: type[T], content: Any, origin: Path | str, *, error: type[TalentaError] = RegulationError) -> T:
    """Check ``content`` against a model; raise ``error`` naming origin, entry and fault, with a did-you-mean.

    ``origin`` is the file that the content was read from, or what else to call it in the message.
    """
    try:
        return TypeAdapter(kind).validate_python(content)
    except ValidationError as exc:
        faults = [_describe(fault, _known_keys(kind, fault["loc"])) for fault in exc.errors(include_url=False)]
        shown = "; ".join(faults[:3]) + (f"; dan {len(faults) - 3} lagi" if len(faults) > 3 else "")
        named = f"Berkas {origin.name}" if isinstance(origin, Path) else origin
        raise error(
            f"{named} tidak sah: {shown}{'' if shown.endswith('?') else '.'}", "Perbaiki isian itu, lalu ulangi."
        ) from exc


def _known_keys(kind: Any, location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the model at the parent of ``location`` knows, empty where it is not a model."""
    for step in location[:-1]:
        fields = getattr(kind, "model_fields", None)
        if fields is None:
            kind = next((part for part in get_args(kind) if part not in (str, type(None), Ellipsis)), None)
            continue
        field = next((field for name, field in fields.items() if step in (name, field.alias)), None)
        kind = getattr(field, "annotation", None)
        while kind is not None and not hasattr(kind, "model_fields") and get_origin(kind) in (Union, UnionType):
            kind = next((part for part in get_args(kind) if part is not type(None)), None)
    return [field.alias or name for name, field in getattr(kind, "model_fields", {}).items()]


def _describe(fault: Any, known: list[str]) -> str:
    """Say one pydantic fault in Indonesian: ``axes > performance > bands: ...``."""
    place = " > ".join(str(part) for part in fault["loc"])
    place += ": " if place else ""
    if fault["type"] == "extra_forbidden":
        return f"{place}isian tidak dikenal.{did_you_mean(str(fault['loc'][-1]), known)}".rstrip(".")
    if fault["type"] == "value_error":
        return f"{place}{fault['ctx']['error']}"
    if expected := fault.get("ctx", {}).get("expected"):
        return f"{place}isi '{fault['input']}' tidak dikenal, pilihannya {expected}".replace(" or ", " atau ")
    return place + _SAY.get(fault["type"], "isi tidak dapat dipakai").format(**fault.get("ctx", {}))
