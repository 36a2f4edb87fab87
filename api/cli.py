"""The command `zhengda`. Only the chosen command's module is imported, so that help comes at once."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence

from api.console import USAGE_ERROR, ChineseParser, complain
from api.settings import SettingsError, load_settings
from ingest.errors import IngestError
from retriever.errors import RetrieverError

# Name, module with `add_arguments` and `run`, help.
COMMANDS = (
    ("ingest", "api.commands.ingest", "导入文件或目录"),
    ("ask", "api.commands.ask", "提问，得到有出处的答案"),
    ("search", "api.commands.search", "查找段落"),
    ("serve", "api.commands.serve", "启动网页与 HTTP 接口"),
    ("docs", "api.commands.docs", "列出、查看、改正、删除文档"),
    ("facts", "api.commands.facts", "列出责任、指标、期限等事实"),
    ("dictionary", "api.commands.dictionary", "本单位的词表：机构名称、日常用语、地名"),
    ("backup", "api.commands.backup", "备份数据目录，运行中也可以"),
    ("eval", "eval.command", "用题集评测"),
    ("demo", "api.commands.demo", "导入自带样例并回答几个问题"),
)
INTERRUPTED = 130

DESCRIPTION = "政答：对政策文件提问，得到有出处的答案。"
EPILOG = """\
数据目录由 --data 指定，默认取环境变量 ZHENGDA_DATA_DIR，再默认为 ./data。
退出码：0 成功，1 有失败，2 用法不对。各命令的帮助：zhengda 命令 --help"""


def build_parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser of all commands; only the arguments of the `chosen` one are filled in."""
    parser = ChineseParser(prog="zhengda", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="store_true", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command")
    for name, module, summary in COMMANDS:
        command = commands.add_parser(name, help=summary, description=summary + "。")
        if name == chosen:
            importlib.import_module(module).add_arguments(command)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 for success, 1 for a failure, 2 for wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    chosen = next((word for word in words if not word.startswith("-")), None)
    parser = build_parser(chosen)
    options = parser.parse_args(words)
    if options.version:
        print(f"zhengda {_version()}")
        return 0
    if options.command is None:
        parser.print_help(sys.stderr)
        return USAGE_ERROR
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    return _run({name: module for name, module, _ in COMMANDS}[options.command], options)


def _run(module: str, options: argparse.Namespace) -> int:
    try:
        options.settings = load_settings()
        if options.command != "demo" and getattr(options, "data", None) is None:
            options.data = options.settings.data_dir
        status: int = importlib.import_module(module).run(options)
        sys.stdout.flush()
    except SettingsError as error:
        complain(f"错误：{error}")
        return USAGE_ERROR
    except (IngestError, RetrieverError) as error:
        complain(f"错误：{error}")
        return 1
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); keep the interpreter from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        complain("已中断。")
        return INTERRUPTED
    return status


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("zhengda")
    except PackageNotFoundError:
        return "（未安装）"


if __name__ == "__main__":
    sys.exit(main())
