"""One plan in every format gives the facts of its plain text: table with merged cells, targets, names, bodies."""

import io

import numpy as np
import pytest
from fixtures import task_plan
from fixtures.task_plan import MAKERS, ROWS, as_image, as_scan, as_txt, as_xlsx, as_zip
from PIL import Image

from ingest.archives import list_archive, read_member
from ingest.datatypes import Member, Responsibility, Target
from ingest.loaders import load_bytes
from ingest.loaders.ocr import is_installed
from ingest.pipeline import parse

needs_ocr = pytest.mark.skipif(not is_installed(), reason="the extra `ocr` is not installed")


def read(name, data):
    return parse(load_bytes(name, data), name=name)


def contents(parsed):
    """Facts without their places in the text."""
    places = ("clause", "start", "end")
    return sorted(
        (type(fact).__name__, *((key, value) for key, value in vars(fact).items() if key not in places))
        for fact in parsed.facts
    )


@pytest.fixture(scope="module")
def expected():
    return read("plan.txt", as_txt())


def test_the_text_holds_what_was_written(expected):
    tasks = {fact.subject: fact.bodies for fact in expected.facts if isinstance(fact, Responsibility)}
    for _, task, _, bodies in ROWS:
        assert tasks[task] == tuple(bodies.split("、"))
    assert {fact.subject for fact in expected.facts if isinstance(fact, Member)} == {"林青岚", "赵一鸣", "孙小河"}
    assert {"12", "30", "2000", "1"} <= {fact.value for fact in expected.facts if isinstance(fact, Target)}
    assert len(expected.facts) >= 16


@pytest.mark.parametrize("name", MAKERS)
def test_same_facts(expected, name):
    parsed = read(name, MAKERS[name]())
    assert contents(parsed) == contents(expected)
    assert parsed.metadata.title == task_plan.TITLE
    assert parsed.warnings == ()


def test_same_facts_from_the_table_of_a_workbook(expected):
    table = read("plan.xlsx", as_xlsx())
    assert contents(table) == contents(read("table.txt", as_txt(lines=task_plan.LINES[:1])))
    assert {fact.subject for fact in table.facts} <= {fact.subject for fact in expected.facts}
    assert len(table.facts) == 2 * len(ROWS)  # a body and a figure for each row


def test_same_facts_from_an_archive(expected):
    archive = as_zip({f"文件/{name}": maker() for name, maker in MAKERS.items()})
    members, _ = list_archive("plans.zip", archive)
    assert [member.name for member in members] == [f"文件/{name}" for name in MAKERS]
    for member in members:
        assert contents(read(member.name, read_member("plans.zip", archive, member))) == contents(expected)


@needs_ocr
@pytest.mark.thorough
@pytest.mark.parametrize(("name", "make"), [("plan.pdf", as_scan), ("plan.png", as_image)])
def test_same_facts_from_a_scan(expected, name, make):
    parsed = read(name, make())
    assert contents(parsed) == contents(expected)
    assert parsed.warnings == ("第 1 页是扫描件，由 OCR 识别，可能有错字，请对照原件核对。",)
    assert all(block.page == 1 and block.box for block in parsed.blocks)


@needs_ocr
@pytest.mark.thorough
def test_same_facts_from_a_poor_scan(expected):
    """Laid askew by two degrees, with noise, saved as JPEG of low quality."""
    page = task_plan.page_image().rotate(2, fillcolor=255, resample=Image.Resampling.BICUBIC)
    noise = np.random.default_rng(1).normal(0, 25, (page.height, page.width))
    stream = io.BytesIO()
    pixels = (np.asarray(page, float) + noise).clip(0, 255).astype("uint8")
    Image.fromarray(pixels).save(stream, "JPEG", quality=60)
    assert contents(read("plan.jpg", stream.getvalue())) == contents(expected)
