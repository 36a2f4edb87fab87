"""Two working groups asked about at once: each aspect of each is a question of its own."""

import pytest

from retriever.aspects_asked import groups_asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "白石县治水领导小组跟护林专班，组长各是谁、办公室各设在哪？",
            (
                "白石县治水领导小组组长是谁",
                "白石县治水领导小组办公室设在哪",
                "白石县护林专班组长是谁",
                "白石县护林专班办公室设在哪",
            ),
        ),
        ("治水领导小组和护林专班的组长分别是谁", ("治水领导小组组长是谁", "护林专班组长是谁")),
        ("治水领导小组和护林专班是什么关系", ()),
        ("治水领导小组组长是谁", ()),
    ],
)
def test_groups(question, asked):
    assert groups_asked(question, ("白石", "白石县")) == asked
