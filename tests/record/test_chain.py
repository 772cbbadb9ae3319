"""The bytes that are hashed: one text for one value; a head that can be printed, typed and compared."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talenta_lib.errors import RecordError
from talenta_lib.record.chain import GENESIS, Head, Row, canonical_text, parse_head, row_hash, seal, sealed_hash

HASH = "3fa94c1b" + "0123456789abcdef" * 3 + "00112233"
HEAD = Head(27, HASH)
ROW = Row(1, "2024-02-06T09:00:00+07:00", "rapat", "Jaladri", "Kepala", '{"hadir":2}', None, GENESIS, "")
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def test_the_hash_of_an_entry_is_sha256_over_its_sorted_fields() -> None:
    written = (
        '{"at":"2024-02-06T09:00:00+07:00","by":"Jaladri","content_hash":null,"kind":"rapat",'
        f'"prev":"{GENESIS}","public":"{{\\"hadir\\":2}}","role":"Kepala","seq":1}}'
    )

    assert row_hash(ROW) == hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize("name", [name for name in Row._fields if name != "hash"])
def test_every_field_of_an_entry_is_in_its_hash(name: str) -> None:
    assert row_hash(ROW._replace(**{name: "lain"})) != row_hash(ROW)


def test_the_chain_starts_at_a_published_hash() -> None:
    # printf 'talenta/keputusan/1' | sha256sum
    assert GENESIS == "4269cca2bd254f1ed17c5b3276df9c6aea8d9b8c3c50161f2d38df55b493bbaf"


def test_equal_content_has_another_hash_under_another_salt() -> None:
    first, second = seal('{"nip":"1"}'), seal('{"nip":"1"}')

    assert len(first.salt) == 32
    assert first.salt != second.salt
    assert sealed_hash(first) != sealed_hash(second)
    assert sealed_hash(first) == hashlib.sha256(first.salt + b'{"nip":"1"}').hexdigest()


def test_letters_written_in_two_ways_are_one_text() -> None:
    assert (
        canonical_text({"nama": "Ren\u0065\u0301"}) == canonical_text({"nama": "Ren\u00e9"}) == '{"nama":"Ren\u00e9"}'
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [({"b": 1, "a": True}, '{"a":true,"b":1}'), ((0.1, 5.0, -0.0), "[0.1,5.0,0.0]"), ([None, "x\n"], '[null,"x\\n"]')],
)
def test_a_value_has_one_text(value: object, expected: str) -> None:
    assert canonical_text(value) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [-float("inf")], {"e\u0301": 1, "\u00e9": 2}, "\ud800"])
def test_what_has_no_one_text_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each fault has words of its own
        canonical_text(value)


@pytest.mark.parametrize("value", [{1: "x"}, {"x": {1, 2}}, b"x", object()])
def test_what_json_does_not_know_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical_text(value)


@given(PLAIN)
def test_reading_and_writing_again_changes_nothing(value: object) -> None:
    try:
        text = canonical_text(value)
    except ValueError:
        return  # two keys that NFC makes equal
    assert canonical_text(json.loads(text)) == text
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    "typed",
    [
        HEAD.short,
        str(HEAD),
        HEAD.grouped,
        HASH,
        HASH.upper(),
        "27-3fa94c1b",
        "27:3FA94C1B",
        "27 \u2013 3fa9 4c1b",
        "3fa94c1b",
    ],
)
def test_every_printed_form_of_a_head_is_read_back(typed: str) -> None:
    assert parse_head(typed).names(HEAD)


def test_the_printed_forms_are_these() -> None:
    assert HEAD.short == "27-3fa94c1b"
    assert str(HEAD) == f"27:{HASH}"
    assert HEAD.grouped.startswith("27: 3fa94c1b 01234567 89abcdef")


@pytest.mark.parametrize("other", [Head(26, HASH), Head(27, "3fa94c1c" + HASH[8:])])
def test_a_head_does_not_name_another_entry(other: Head) -> None:
    assert not parse_head(str(HEAD)).names(other)
    assert not parse_head(HEAD.short).names(other)


def test_only_a_full_hash_counts_as_full() -> None:
    assert parse_head(str(HEAD)).is_full
    assert not parse_head(HEAD.short).is_full


@pytest.mark.parametrize(
    "typed", ["", "27", "27-3fa94c1", "27-3fa94c1x", HASH + "0", "-3fa94c1b", "; DROP TABLE entries"]
)
def test_what_is_no_head_is_refused(typed: str) -> None:
    with pytest.raises(RecordError, match="bukan kepala rantai"):
        parse_head(typed)
