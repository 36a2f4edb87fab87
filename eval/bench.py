"""Speed and size against fixed limits: `python -m eval.bench` (or `make bench`).

Every figure is taken in a fresh process. They are wall times: on a machine that does other work they are too high.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.corpus import CorpusError, find_corpus
from eval.datasets import load_questions, locate
from eval.http_systems import open_http_system
from eval.metrics import percentile
from eval.systems import AskError
from eval.tables import table
from retriever.datatypes import Message

SERVED_QUESTIONS = 20
SHELL_RUNS = 3
_START_SECONDS = 60
_PART_SECONDS = 600
_LARGE_SECONDS = 3600
_COMMAND = (sys.executable, "-m", "api.cli")


@dataclass(frozen=True)
class Figure:
    """A figure with its limit: at most `limit`, or at least when `at_least`; None only reports."""

    key: str
    label: str
    unit: str
    limit: float | None = None
    at_least: bool = False

    def holds(self, value: float) -> bool:
        """Whether the value is within the limit; always without one."""
        if self.limit is None:
            return True
        return value >= self.limit if self.at_least else value <= self.limit


FIGURES = (
    Figure("ingest", "从空目录导入全部语料（命令行）", "秒", 15),
    Figure("open", "打开已有的库（含模型与索引）", "秒"),
    Figure("ask", "zhengda ask 从命令到答案（中位数）", "秒", 2),
    Figure("answer_p50", "进程内作答 p50（dev 题集）", "毫秒", 60),
    Figure("answer_p95", "进程内作答 p95（dev 题集）", "毫秒", 120),
    Figure("baseline_p50", "对照系统作答 p50（同一进程）", "毫秒"),
    Figure("ratio", "作答 p50 与对照系统之比", "倍"),
    Figure("rss", f"服务答 {SERVED_QUESTIONS} 题后的内存", "MB", 500),
    Figure("parse", "单核解析速度（约 2 MB 的一份文件）", "字/秒", 300_000, at_least=True),
    Figure("large_p50", "一万段的库，进程内作答 p50", "毫秒", 60),
    Figure("large_p95", "一万段的库，进程内作答 p95", "毫秒", 120),
    Figure("large_passages", "这个库的段数", "段"),
    Figure("parsed_characters", "解析速度所用文件的长度", "字"),
)


class BenchError(Exception):
    """A measurement could not be taken; the message is Chinese."""


def measure_ingest(data: Path, corpus: Path) -> dict[str, float]:
    """Seconds of `zhengda ingest` into an empty folder."""
    started = time.perf_counter()
    _run([*_COMMAND, "ingest", str(corpus), "--data", str(data)])
    return {"ingest": time.perf_counter() - started}


def measure_ask(data: Path, corpus: Path) -> dict[str, float]:
    """Median seconds of `zhengda ask`, process start included."""
    times = []
    for question in load_questions(locate("dev"))[:SHELL_RUNS]:
        started = time.perf_counter()
        _run([*_COMMAND, "ask", question.q, "--data", str(data)])
        times.append(time.perf_counter() - started)
    return {"ask": percentile(times, 0.5)}


def measure_server(data: Path, corpus: Path) -> dict[str, float]:
    """Resident memory (units of 1024 * 1024 bytes) of `zhengda serve` after some questions."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*_COMMAND, "serve", "--data", str(data), "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, server)
        system = open_http_system(url, "zhengda")
        for question in load_questions(locate("dev"))[:SERVED_QUESTIONS]:
            system.ask([Message("user", question.q)])
        return {"rss": _resident_megabytes(server.pid)}
    except AskError as error:
        raise BenchError(str(error)) from error
    finally:
        server.terminate()
        server.wait(timeout=_START_SECONDS)


def _wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise BenchError(f"服务启动后退出，退出码 {server.returncode}。")
        try:
            with opener.open(f"{url}/readyz", timeout=_START_SECONDS):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise BenchError(f"服务在 {_START_SECONDS} 秒内没有就绪。")


def _resident_megabytes(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError as error:
        raise BenchError("本系统没有 /proc，无法读取进程内存。") from error
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _part(name: str, seconds: int = _PART_SECONDS) -> Callable[[Path, Path], dict[str, float]]:
    """A measurement of `eval.bench_parts`, in a process of its own."""

    def measure(data: Path, corpus: Path) -> dict[str, float]:
        output = _run([sys.executable, "-m", "eval.bench_parts", name, str(data), str(corpus)], seconds)
        values: dict[str, float] = json.loads(output.splitlines()[-1])
        return values

    return measure


def _run(command: Sequence[str], seconds: int = _PART_SECONDS) -> str:
    """The output of a command.

    Raises:
        BenchError: It failed or took too long.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise BenchError(f"超过 {seconds} 秒未完成。") from error
    if done.returncode != 0:
        last = (done.stderr.strip() or "没有错误信息").splitlines()[-1]
        raise BenchError(f"退出码 {done.returncode}：{last}")
    return done.stdout


# In this order: all that follows "ingest" uses the library that it makes.
MEASUREMENTS: Mapping[str, Callable[[Path, Path], dict[str, float]]] = {
    "ingest": measure_ingest,
    "open": _part("open"),
    "ask": measure_ask,
    "answers": _part("answers"),
    "server": measure_server,
    "parse": _part("parse"),
    "large": _part("large", seconds=_LARGE_SECONDS),
}


def render(values: Mapping[str, float]) -> str:
    """The table of the figures that were taken: value, limit, verdict."""
    lines = [("项目", "实测", "单位", "限值", "结论")]
    for figure in FIGURES:
        if figure.key in values:
            value = values[figure.key]
            limit = "-" if figure.limit is None else f"{'≥' if figure.at_least else '≤'} {figure.limit:,.0f}"
            verdict = "-" if figure.limit is None else "达标" if figure.holds(value) else "未达标"
            shown = f"{value:,.0f}" if value >= 1000 else f"{value:.2f}"
            lines.append((figure.label, shown, figure.unit, limit, verdict))
    return table(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 when all limits hold, 1 when one is missed or could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description="测量速度与内存，并与限值比较。")
    parser.add_argument("--corpus", type=Path, metavar="目录", help="默认 ../shared/corpus，没有则用自带样例")
    parser.add_argument("--only", action="append", choices=list(MEASUREMENTS), help="只测这一项，可重复")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    options = parser.parse_args(arguments)
    try:
        corpus = find_corpus(options.corpus)
    except CorpusError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2
    values, failures = _measure(corpus, options.only or list(MEASUREMENTS))
    if options.json:
        print(json.dumps({"figures": values, "failures": failures}, ensure_ascii=False, indent=1))
    else:
        load = f"，测后一分钟平均负载 {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
        print(f"语料：{corpus.name}，处理器 {os.cpu_count()} 核{load}\n{render(values)}")
        for name, message in failures.items():
            print(f"{name} 未测成：{message}")
    missed = [figure for figure in FIGURES if figure.key in values and not figure.holds(values[figure.key])]
    return 1 if missed or failures else 0


def _measure(corpus: Path, names: Sequence[str]) -> tuple[dict[str, float], dict[str, str]]:
    """Figures and, by name of the measurement, what kept the others from being taken."""
    values: dict[str, float] = {}
    failures: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="zhengda-bench-") as folder:
        for name, measure in MEASUREMENTS.items():
            # The library is made in any case: the others need it.
            if name in names or (name == "ingest" and set(names) - {"parse"}):
                print(f"正在测量 {name}……", file=sys.stderr)
                try:
                    measured = measure(Path(folder) / "data", corpus)
                except BenchError as error:
                    failures[name] = str(error)
                else:
                    values.update(measured)
    return values, failures


if __name__ == "__main__":
    sys.exit(main())
