"""Chunks and sentences: every character of the answerable clauses once, cut between sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cleaner import clean
from ingest.loaders.plain_text import load_plain_text
from ingest.metadata import describe
from ingest.outline import build_outline
from ingest.sentences import is_bracket, split_sentences
from ingest.splitter import CHUNK_LIMIT, split


def chunks(text):
    document = load_plain_text("a.txt", text.encode())
    cleaned = clean(document)
    return cleaned.clean.text, split(cleaned, build_outline(cleaned, describe(document, cleaned, name="a.txt")))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("修路。架桥！通水？", ["修路。", "架桥！", "通水？"]),
        ("他说：“马上办。”随后离开。", ["他说：“马上办。”", "随后离开。"]),
        ("修路（含绿道。）架桥", ["修路（含绿道。）", "架桥"]),
        ("修路\n架桥", ["修路", "架桥"]),
        ("覆盖率达到95.5%；其中乡镇80%。", ["覆盖率达到95.5%；其中乡镇80%。"]),
        ("  \n ", []),
    ],
)
def test_sentences(text, sentences):
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_sentences_of_a_stretch():
    assert split_sentences("一。二。三。", 2, 4) == [(2, 4)]


def test_one_bracket():
    assert is_bracket("（责任单位：区民政局）")
    assert not is_bracket("（甲）和（乙）")


def test_long_clauses_are_cut_between_sentences():
    sentence = "各街道要摸清底数，分类制定改进办法，成熟一批推进一批。"
    text, found = chunks(f"一、目标\n1.摸底。{sentence * 40}\n2.推进。{sentence}\n")
    long = [chunk for chunk in found if chunk.path[-1].startswith("1.")]
    assert len(long) > 2
    assert all(chunk.end - chunk.start <= CHUNK_LIMIT for chunk in long)
    assert all(text[chunk.start : chunk.end].endswith("。") for chunk in long)


def test_text_without_outline_is_cut_by_size():
    text, found = chunks("各街道要摸清底数，分类制定改进办法，" * 80 + "成熟一批推进一批。")
    assert len(found) > 2
    assert all(chunk.end - chunk.start <= CHUNK_LIMIT for chunk in found)
    assert "".join(text[chunk.start : chunk.end] for chunk in found) == text


@given(
    st.lists(
        st.sampled_from(["一、", "1.", "甲", "乙丙丁", "。", "！", "”", "（", "）", "\n", " ", "，"]),
        min_size=1,
        max_size=400,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_character_lies_in_one_sentence(pieces):
    if not "".join(pieces).strip():
        return
    text, found = chunks("".join(pieces))
    covered = [False] * len(text)
    for chunk in found:
        for start, end in chunk.sentences:
            assert chunk.start <= start < end <= chunk.end
            assert not any(covered[start:end])
            covered[start:end] = [True] * (end - start)
    silent = sum(1 for character, inside in zip(text, covered, strict=True) if not inside and not character.isspace())
    assert silent == 0 or len(found) < text.count("\n") + 1  # titles and menus are not answered from
