"""Load on a running server: `python tests/api/load.py [seconds]` starts one on the samples and asks it.

Streams stay open as those of readers do who have asked and leave the page open: each holds a connection whose answer
has begun. Askers send one question after the other; as people do, each begins at a moment of its own and reads for a
time of its own, five seconds on average, so that none wait for each other and then ask at once. All chance comes from
one seed. Told are errors and the time to the first event that holds words; then, with a few askers alone, how much
slower answers are while documents come in one after the other.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PORT = 8765
SEED = 5
STREAMS, ASKERS = 200, 50
UPLOAD_ASKERS, UPLOAD_PAUSE = 5, 1.0
MOST_SLOWED = 2.0
QUESTIONS = [
    "停车难今年怎么解决，要新增多少车位，谁负责",
    "区民政局今年负责哪些任务",
    "今年老旧小区加装电梯多少台",
    "什么是三会",
    "新下陆街道社区设置优化调整由谁牵头",
    "长宁区普惠性托育点的目标是多少",
    "月球基地什么时候建成",
]
DIFFERENT = 300  # questions asked of the facts of the samples, beside those above
DOCUMENTS: list[str] = []


class Tally:
    """What the askers saw; times in seconds."""

    def __init__(self) -> None:
        self.first: list[float] = []
        self.whole: list[float] = []
        self.errors: list[str] = []


def read_library() -> None:
    """Take note of the documents that the server holds, and of more questions about them."""
    with urlopen(f"http://127.0.0.1:{PORT}/api/v1/documents") as reply:
        DOCUMENTS.extend(record["doc_id"] for record in json.load(reply)["documents"])
    with urlopen(f"http://127.0.0.1:{PORT}/api/v1/facts") as reply:
        facts = json.load(reply)["facts"]
    forms = {"target": "{}的目标是多少", "responsibility": "{}由谁负责", "deadline": "{}什么时候完成"}
    asked = {forms[fact["kind"]].format(fact["subject"]) for fact in facts if fact["kind"] in forms}
    QUESTIONS.extend(sorted(asked, key=lambda question: random.Random(question).random())[:DIFFERENT])


def body_of(question: str) -> bytes:
    # An id that no document has makes every question a new one to the server, which remembers those it was asked.
    filters = {"doc_ids": [*DOCUMENTS, f"{random.getrandbits(64):016x}"]}
    content = json.dumps({"question": question, "filters": filters}).encode()
    head = f"POST /api/v1/chat HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode() + content


async def ask(tally: Tally) -> None:
    """One question on a connection of its own."""
    started = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT, limit=1 << 20)
    try:
        writer.write(body_of(random.choice(QUESTIONS)))
        received, first = b"", 0.0
        while chunk := await reader.read(1 << 16):
            received += chunk
            if not first and b"event: sentence" in received:
                first = time.perf_counter() - started
        if b"event: final" not in received:
            tally.errors.append(received[:300].decode(errors="replace"))
            return
        tally.first.append(first)
        tally.whole.append(time.perf_counter() - started)
    finally:
        writer.close()


async def asker(tally: Tally, until: float, pause: float) -> None:
    """Questions one after the other, with `pause` seconds of reading on average between them."""
    await asyncio.sleep(random.random() * pause)
    while time.perf_counter() < until:
        try:
            await ask(tally)
        except OSError as error:
            tally.errors.append(repr(error))
        await asyncio.sleep(random.expovariate(1 / pause) if pause else 0)


async def stream(tally: Tally, until: float) -> None:
    """A connection that asks, reads slowly, and asks again when the answer is through."""
    await asyncio.sleep(10 * random.random())
    while time.perf_counter() < until:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        writer.write(body_of(random.choice(QUESTIONS)))
        await reader.read(64)
        await asyncio.sleep(max(0.0, min(10 + 20 * random.random(), until - time.perf_counter())))
        received = await reader.read()
        if b"event: final" not in received:
            tally.errors.append(received[:300].decode(errors="replace"))
        writer.close()


async def load(seconds: float, pause: float) -> Tally:
    """Run streams and askers beside each other."""
    tally = Tally()
    until = time.perf_counter() + seconds
    readers = [stream(tally, until) for _ in range(STREAMS)]
    await asyncio.gather(*readers, *(asker(tally, until, pause) for _ in range(ASKERS)))
    return tally


def new_document(number: int) -> bytes:
    """A text of some 100,000 characters that the library does not hold yet, of the paragraphs of the samples."""
    paragraphs = [
        line for file in sorted((ROOT / "ingest/samples").glob("*.md")) for line in file.read_text("utf-8").split("\n")
    ]
    random.Random(number).shuffle(paragraphs)
    return f"第{number}号工作方案\n\n{chr(10).join(paragraphs * 3)}".encode()


async def upload(number: int) -> None:
    """One document in, as the page sends it."""
    edge = "----zhengda"
    name = f'Content-Disposition: form-data; name="file"; filename="load-{number}.txt"'
    head = f"--{edge}\r\n{name}\r\nContent-Type: text/plain\r\n\r\n".encode()
    content = head + new_document(number) + f"\r\n--{edge}--\r\n".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    request = (
        f"POST /api/v1/documents HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary={edge}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    writer.write(request.encode() + content)
    received = await reader.read()
    writer.close()
    if not received.startswith(b"HTTP/1.1 201"):
        raise OSError(received[:300].decode(errors="replace"))


async def beside_uploads(seconds: float, uploads: bool) -> tuple[Tally, int]:
    """A few askers, with documents coming in one after the other or not; also how many came in."""
    tally, number = Tally(), 0
    until = time.perf_counter() + seconds
    asking = asyncio.gather(*(asker(tally, until, UPLOAD_PAUSE) for _ in range(UPLOAD_ASKERS)))
    while uploads and time.perf_counter() < until:
        number += 1
        await upload(number)
    await asking
    return tally, number


def report_uploads(seconds: float) -> bool:
    """Print how long answers take without and with documents coming in; whether that is at most twice as long.

    What is compared with is the time before the first document; the time after the last one is told beside it, as a
    larger library takes longer to answer from anyway.
    """
    before, _ = asyncio.run(beside_uploads(seconds / 2, uploads=False))
    beside, number = asyncio.run(beside_uploads(seconds, uploads=True))
    after, _ = asyncio.run(beside_uploads(seconds / 2, uploads=False))
    first, slower, last = (statistics.median(tally.whole) * 1000 for tally in (before, beside, after))
    errors = [*before.errors, *beside.errors, *after.errors]
    print(
        f"{UPLOAD_ASKERS} 人提问，{seconds:g} 秒：连续导入 {number} 份文件时全文 p50 {slower:.0f} 毫秒，"
        f"是导入之前（{first:.0f} 毫秒）的 {slower / first:.1f} 倍，之后（库更大）{last:.0f} 毫秒；"
        f"错误 {len(errors)}"
    )
    return slower <= MOST_SLOWED * first and not errors


def report(tally: Tally, seconds: float, pause: float) -> None:
    first, whole = (statistics.quantiles(times, n=100) for times in (tally.first, tally.whole))
    print(
        f"{STREAMS} 条打开的流，{ASKERS} 人提问（每次看 {pause:g} 秒），{seconds:g} 秒：{len(tally.first)} 问，"
        f"错误 {len(tally.errors)}；第一句 p50 {first[49] * 1000:.0f} 毫秒，p95 {first[94] * 1000:.0f} 毫秒；"
        f"全文 p95 {whole[94] * 1000:.0f} 毫秒"
    )
    for error in tally.errors[:3]:
        print(error)


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
    with tempfile.TemporaryDirectory() as data:
        program = [sys.executable, "-m", "api.cli"]
        subprocess.run([*program, "ingest", str(ROOT / "ingest/samples"), "--data", data], cwd=ROOT, check=True)
        server = subprocess.Popen(
            [*program, "serve", "--data", data, "--port", str(PORT)], cwd=ROOT, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            for _ in range(300):
                try:
                    urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.2)
            failed = 0
            random.seed(SEED)
            read_library()
            asyncio.run(ask(Tally()))
            for pause in (5.0, 0.0):
                tally = asyncio.run(load(seconds, pause))
                report(tally, seconds, pause)
                failed += len(tally.errors)
            return 0 if report_uploads(seconds / 4) and not failed else 1
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
