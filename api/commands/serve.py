"""`zhengda serve`: the web pages and the HTTP interface."""

from __future__ import annotations

import argparse
import copy
from dataclasses import replace

from api.console import add_data_argument, complain, whole_number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", metavar="地址", help="监听地址，默认 ZHENGDA_HOST，再默认 127.0.0.1")
    parser.add_argument(
        "--port", type=whole_number(1, 65535), metavar="端口", help="监听端口，默认 ZHENGDA_PORT，再默认 8000"
    )
    add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    import uvicorn
    from uvicorn.config import LOGGING_CONFIG

    from api.app import create_app
    from api.opening import open_knowledge_base
    from retriever.background import questions_first

    settings = arguments.settings
    settings = replace(
        settings,
        data_dir=arguments.data,
        host=arguments.host or settings.host,
        port=arguments.port or settings.port,
    )
    logging_config = copy.deepcopy(LOGGING_CONFIG)
    logging_config["handlers"]["access"]["stream"] = "ext://sys.stderr"
    logging_config["loggers"]["zhengda"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    questions_first()
    knowledge_base = open_knowledge_base(arguments.data, settings, create=True)
    # Before the port opens: an error is told here, and the first question need not wait.
    knowledge_base.prepare()
    complain(f"政答：http://{_shown(settings.host)}:{settings.port}/ （数据目录 {settings.data_dir}，Ctrl+C 停止）")
    uvicorn.run(
        create_app(knowledge_base, settings),
        host=settings.host,
        port=settings.port,
        log_config=logging_config,
        server_header=False,
    )
    return 0


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
