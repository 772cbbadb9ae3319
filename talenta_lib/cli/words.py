"""What the command line says of its own use, in Indonesian: help, dates, and what was wrong with the arguments."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

import click

from talenta_lib.errors import did_you_mean

_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


class IndonesianDate(click.ParamType):
    """A date written as 2025-10-01, or day first as 1-10-2025."""

    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Parse a date, or fail with a usage error."""
        try:
            if found := _DAY_FIRST.fullmatch(str(value).strip()):
                day, month, year = map(int, found.groups())
                return dt.date(year, month, day)
            return dt.date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"'{value}' bukan tanggal. Tulis seperti 2025-10-01 atau 1-10-2025.", param, ctx)


class IndonesianFormatter(click.HelpFormatter):
    """The headings of the help text in Indonesian."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "Pemakaian: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading({"Options": "Pilihan", "Commands": "Perintah"}.get(heading, heading))


class IndonesianContext(click.Context):
    """The context of a command, with the Indonesian help text."""

    formatter_class = IndonesianFormatter


class IndonesianCommand(click.Command):
    """A command whose own words in the help are Indonesian."""

    context_class = IndonesianContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with its Indonesian text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Cetak bantuan ini."
        self.options_metavar = "[PILIHAN]"
        return option


class IndonesianGroup(IndonesianCommand, click.Group):
    """The group of commands, all of them Indonesian."""

    command_class = IndonesianCommand


def say_usage(exc: click.UsageError, commands: Iterable[str]) -> str:
    """Say a usage error of click in Indonesian; ``commands`` are those that there are."""
    known = ", ".join(commands)
    match exc:
        case click.exceptions.NoArgsIsHelpError():
            said = f"Sebutkan perintah: {known}."
        case click.NoSuchOption():
            options = [option for param in (exc.ctx.command.params if exc.ctx else []) for option in param.opts]
            said = f"Pilihan '{exc.option_name}' tidak dikenal.{did_you_mean(exc.option_name, options)}"
        case click.BadOptionUsage():
            said = f"Isian pilihan '{exc.option_name}' belum lengkap.{_see_help(exc)}"
        case click.MissingParameter(param=click.Parameter() as param):
            is_option = isinstance(param, click.Option)
            named = f"Pilihan {param.opts[0]}" if is_option else f"Isian {param.metavar or param.name}"
            said = f"{named} belum ada.{_see_help(exc)}"
        case click.BadParameter(param=click.Parameter() as param) if not isinstance(param.type, IndonesianDate):
            said = f"Isian {param.metavar or param.opts[0]} tidak dapat dipakai.{_see_help(exc)}"
        case _ if "No such command" in exc.message:
            wanted = exc.message.split("'")[1]
            said = f"Perintah '{wanted}' tidak dikenal.{did_you_mean(wanted, commands)} Pilihan: {known}."
        case _:
            text = exc.format_message().removeprefix("Invalid value for ")
            said = text.replace("Got unexpected extra argument", "Isian berlebih")
    return said


def _see_help(exc: click.UsageError) -> str:
    """Point to the help of the command that was used wrongly."""
    return f" Lihat `talenta {exc.ctx.info_name} --help`." if exc.ctx else ""
