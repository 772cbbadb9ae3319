"""Tables are accessible, Indonesian, and never let data become markup."""

import datetime as dt

import pandas as pd

from talenta_lib.present.tables import Markup, cell_text, html_table


def test_cells_headers_and_caption_are_escaped() -> None:
    nasty = "<img src=x onerror=alert(1)>"
    table = html_table(pd.DataFrame({"nama": [nasty]}), {"nama": nasty}, caption=nasty)
    assert "<img" not in table
    assert table.count("&lt;img") == 3


def test_only_what_a_format_marks_is_html() -> None:
    frame = pd.DataFrame({"siap": [2], "nama": ["<b>"]})
    table = html_table(frame, {"siap": "Siap", "nama": "Nama"}, formats={"siap": lambda n: Markup(f"<i>{n}</i>")})
    assert "<i>2</i>" in table
    assert "&lt;b&gt;" in table


def test_header_cells_have_a_scope() -> None:
    table = html_table(pd.DataFrame({"opd": ["A"], "n": [1]}), {"opd": "OPD", "n": "Orang"}, row_header="opd")
    assert table.count('<th scope="col"') == 2
    assert '<th scope="row">A</th>' in table


def test_missing_is_said_and_never_zero() -> None:
    frame = pd.DataFrame({"nilai": [None, 71.25], "tanggal": [pd.NaT, pd.Timestamp(2025, 6, 30)]})
    table = html_table(frame, {"nilai": "Nilai", "tanggal": "Tanggal"})
    assert table.count("belum ada") == 2
    assert ">71,3<" in table
    assert "30-06-2025" in table


def test_numbers_stand_right_and_text_left() -> None:
    table = html_table(pd.DataFrame({"a": [1.5], "b": ["x"]}), {"a": "A", "b": "B"})
    assert '<td class="r">1,5</td><td>x</td>' in table


def test_a_new_group_gets_a_rule_but_the_first_does_not() -> None:
    frame = pd.DataFrame({"opd": ["A", "A", "B"], "n": [1, 2, 3]})
    assert html_table(frame, {"n": "N"}, group_by="opd").count('class="grup"') == 1


def test_values_are_written_the_indonesian_way() -> None:
    assert cell_text(1234.5) == "1.234,5"
    assert cell_text(value=False) == "tidak"
    assert cell_text(dt.date(2025, 10, 1)) == "01-10-2025"
