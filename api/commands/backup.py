"""`zhengda backup`: copy the data folder while the server runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.console import add_data_argument, complain, whole_number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, metavar="目录", help="备份放在哪里，每次在其中新建一个以时间命名的目录")
    parser.add_argument(
        "--keep", type=whole_number(1, 10_000), metavar="份数", help="只留最近的几份，更早的删去；默认都留"
    )
    add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Copy, and tell where to."""
    from datetime import datetime

    from api.backup import BackupError, back_up, drop_old

    try:
        print(back_up(arguments.data, arguments.folder, datetime.now()))
        old = drop_old(arguments.folder, arguments.keep) if arguments.keep else []
    except BackupError as error:
        complain(f"错误：{error}")
        return 1
    complain(f"已备份{f'，删去 {len(old)} 份旧的' if old else ''}。恢复时把它复制成数据目录即可，索引会自动重建。")
    return 0
