from __future__ import annotations

import subprocess
import sys

from retriever.tokenizer import Tokens, identity, tokenize


def test_words_bigrams_and_characters():
    tokens = tokenize("停车难")
    assert "停车" in tokens.words
    assert tokens.bigrams == ("停车", "车难")
    assert tokens.characters == ("停", "车", "难")


def test_full_width_and_case_do_not_matter():
    assert tokenize("ＡＩ２０２４年，５０％") == tokenize("ai2024年,50%")


def test_numbers_stay_whole():
    bigrams = tokenize("不少于3.5万个、12%、1,000元").bigrams
    assert {"3.5", "12%", "1,000"} <= set(bigrams)


def test_stop_words_and_punctuation_are_left_out():
    tokens = tokenize("什么是“社区”的治理？")
    assert "什么" not in tokens.words + tokens.bigrams
    assert not {"的", "是", "？", "“"} & {*tokens.words, *tokens.characters}
    assert "社区" in tokens.words


def test_nothing_to_search_for():
    for text in ("", "  \n", "，。！？", "的"):
        assert tokenize(text) == Tokens((), (), ())


def test_no_term_holds_white_space_or_is_endless():
    tokens = tokenize("甲 乙\n丙\u3000丁 " + "x" * 5000)
    for term in tokens.words + tokens.bigrams + tokens.characters:
        assert not any(character.isspace() for character in term)
        assert len(term) <= 64


def test_identity_names_the_dictionary():
    assert "jieba-" in identity()


def test_first_use_writes_nothing_anywhere(tmp_path):
    code = "from retriever.tokenizer import tokenize; print(len(tokenize('停车难').words))"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"TMPDIR": str(tmp_path), "PATH": "", "PYTHONPATH": ":".join(sys.path)},
    )
    assert run.stderr == ""
    assert int(run.stdout) >= 1
    assert list(tmp_path.iterdir()) == []
