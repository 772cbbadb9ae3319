"""Files to clean tables and issues: readers, known layouts, cleaning, privacy, and the template workbook."""

from talenta_lib.intake.fields import TABLES, FieldSpec, TableSpec
from talenta_lib.intake.nip import Nip, parse_nip
from talenta_lib.intake.proposal import read_proposal
from talenta_lib.intake.read import Intake, SourceSpec, check_exit_code, check_json, files_table, read_tables
from talenta_lib.intake.schema import validate_tables
from talenta_lib.intake.sheets import FileReport
from talenta_lib.intake.template import write_template

__all__ = [
    "TABLES",
    "FieldSpec",
    "FileReport",
    "Intake",
    "Nip",
    "SourceSpec",
    "TableSpec",
    "check_exit_code",
    "check_json",
    "files_table",
    "parse_nip",
    "read_proposal",
    "read_tables",
    "validate_tables",
    "write_template",
]
