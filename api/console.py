"""The command line's own words: argparse in Chinese, output on stdout, everything else on stderr."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

USAGE_ERROR = 2

# argparse's messages as it words them, and ours.
_ERRORS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"the following arguments are required: (.+)", r"缺少参数：\1"),
        (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
        (r"argument (.+?): expected one argument", r"选项 \1 后面要有一个值"),
        (r"argument (.+?): expected at least one argument", r"选项 \1 后面至少要有一个值"),
        (r"argument (.+?): ignored explicit argument (.+)", r"选项 \1 不带值，却给了 \2"),
        (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 的值 \2 不可用，可用的有：\3"),
        (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同时使用"),
        (r"argument (.+?): invalid (?:\w+) value: (.+)", r"\1 的值 \2 不合要求"),
        (r"argument (.+?): (.+)", r"\1：\2"),
        (r"one of the arguments (.+) is required", r"须给出其中一个：\1"),
        (r"ambiguous option: (.+) could match (.+)", r"选项 \1 不明确，可能是：\2"),
    )
)


class ChineseHelp(argparse.RawDescriptionHelpFormatter):
    """Help whose usage line starts with 用法."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the usage line with our prefix."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; sub-parsers are of the same class."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own options, passed through
        super().__init__(**{"formatter_class": ChineseHelp, **options, "add_help": False, "allow_abbrev": False})
        self._positionals.title = "位置参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份帮助")

    def error(self, message: str) -> NoReturn:
        """Print the usage and a Chinese message to stderr and exit with 2."""
        for pattern, words in _ERRORS:
            if pattern.fullmatch(message):
                message = pattern.sub(words, message)
                break
        self.print_usage(sys.stderr)
        self.exit(USAGE_ERROR, f"错误：{message}。用 {self.prog} --help 查看帮助。\n")


def add_data_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--data`; the default is filled in from the settings when the command runs."""
    parser.add_argument("--data", type=Path, metavar="目录", help="数据目录，默认 ZHENGDA_DATA_DIR，再默认 ./data")


def whole_number(low: int, high: int) -> Any:  # noqa: ANN401 - what argparse takes as `type`
    """A `type` for argparse: an integer from `low` to `high`."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"“{text}”不可用，请写 {low} 到 {high} 之间的整数")
        return int(text)

    return parse


def print_json(value: object) -> None:
    """Print JSON for programs; characters that the output's encoding may lack are escaped."""
    unicode_output = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(json.dumps(value, ensure_ascii=not unicode_output, indent=2))


def complain(message: str) -> None:
    """Print a line for people to stderr."""
    print(message, file=sys.stderr)
