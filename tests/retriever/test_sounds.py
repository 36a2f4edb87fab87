"""The table of sounds says of every character what pypinyin says, from which it was made."""

import pytest

from retriever.sounds import _FUZZY, _read, sounds


def plain(readings):
    found = []
    for reading in readings:
        for sound, made_one in _FUZZY:
            reading = reading.replace(sound, made_one)
        found.append(reading)
    return found


def test_every_character_sounds_as_in_its_source():
    pypinyin = pytest.importorskip("pypinyin")
    usual, others = _read()
    known = list(dict.fromkeys([*map(chr, range(0x4E00, 0xA000)), *usual, *others]))
    told = pypinyin.pinyin(known, style=pypinyin.Style.NORMAL, heteronym=True)
    for character, readings in zip(known, told, strict=True):
        assert sounds(character) == tuple(plain(readings[:1])), character
        assert set(sounds(character, rare=True)) == set(plain(readings)), character


def test_sounds_that_dialects_make_one():
    assert sounds("诗") == sounds("思") == ("si",)
    assert sounds("成") == sounds("岑") == ("cen",)
    assert {"can", "zan"} == set(sounds("长", rare=True))
    assert sounds("长") != sounds("长", rare=True)


def test_what_is_no_character_is_its_own_sound():
    assert sounds("A") == ("A",)
    assert sounds("，", rare=True) == ("，",)
