"""Old office formats through LibreOffice itself, where it is installed: the same facts as from the new ones."""

import io
import shutil
import subprocess

import docx
import pytest
from fixtures import policy_files, task_plan
from test_formats_agree import contents, read
from test_loaders import lines

from ingest.errors import CorruptDocumentError
from ingest.loaders import load_bytes

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

LINES = ("白杨区停车管理通知", "一、新增泊位20个。（责任单位：区交通局）")
# As Chinese editors write it: characters of the national code, two bytes each.
RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0 "
    + r"\par ".join("".join(rf"\'{byte:02x}" for byte in line.encode("gb18030")) for line in LINES)
    + r"\par}"
).encode()


def with_paragraph(data):
    """A Word document that ends in a paragraph, as all do that an editor has saved."""
    document = docx.Document(io.BytesIO(data))
    document.add_paragraph("特此通知。")
    return policy_files.saved(document)


MAKERS = {
    "policy.docx": lambda: with_paragraph(policy_files.as_docx()),
    "plan.docx": lambda: with_paragraph(task_plan.as_docx()),
    "table.xlsx": task_plan.as_xlsx,
}


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The old form of a file, made once."""
    folder = tmp_path_factory.mktemp("old")
    made = {}

    def convert(name, target):
        if (name, target) not in made:
            source = folder / name
            source.write_bytes(MAKERS[name]())
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            made[name, target] = source.with_suffix(f".{target}").read_bytes()
        return made[name, target]

    return convert


@pytest.mark.parametrize(
    ("name", "target", "suffix"),
    [
        ("policy.docx", "doc", "doc"),
        pytest.param("plan.docx", "doc", "wps", marks=pytest.mark.thorough),
        pytest.param("plan.docx", "rtf", "rtf", marks=pytest.mark.thorough),
        pytest.param("table.xlsx", "xls", "et", marks=pytest.mark.thorough),
    ],
)
def test_same_text_and_facts(converted, name, target, suffix):
    expected = read(name, MAKERS[name]())
    stem = name.partition(".")[0]
    old = read(f"{stem}.{suffix}", converted(name, target))
    assert old.text == expected.text
    assert contents(old) == contents(expected)
    assert old.format == suffix
    assert old.metadata.title == expected.metadata.title


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["通知.rtf", "通知.doc"])
def test_text_in_the_national_code(name):
    assert lines(load_bytes(name, RTF)) == list(LINES)


@pytest.mark.thorough
def test_half_a_file(converted):
    with pytest.raises(CorruptDocumentError, match="“半"):
        load_bytes("半.doc", converted("policy.docx", "doc")[:9000])
