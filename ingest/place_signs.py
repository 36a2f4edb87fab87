"""The places of a document whose title and issuer name none: from its site, its file's name, the bodies that it names.

A page of questions and answers is headed 「关于…的政策问答」 and signed by nobody; whose rules it explains is said by
the name of the site, by the sentence that says who made them, or by 「全市」 beside the one city named again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.gazetteer import Gazetteer, speaks_for_all
from ingest.places import leading_places, places_of

_OPENING = 1200  # characters of a text in which the bodies named are those that made it
_FEWEST = 2  # times that a text names the place that 「全市」 means, or one that no list holds
_HAN = "\u4e00-\u9fff"
_BODY = re.compile(
    rf"(?<![{_HAN}])(?:近日|日前|经|由|为|据|根据|按照)?([{_HAN}]{{2,30}}?(?:委员会|管委会|人民政府|政府|局|厅|办公室|办事处|中心|网))"
)
_LEVELS = "区县旗市州省"


def places_beside(
    title: str, issuer: str, text: str, gazetteer: Gazetteer | None = None, *, names: Sequence[str] = ()
) -> tuple[str, ...]:
    """Places of a document, widest first, by what stands beside its title and issuer; empty where nothing tells.

    Args:
        title: the document's title.
        issuer: the bodies that issued it; may be empty.
        text: its repaired text.
        gazetteer: the places to know; None for those of the shipped list.
        names: the name of the site, the file's without its ending.
    """
    gazetteer = gazetteer or Gazetteer.default()
    if speaks_for_all(title) or speaks_for_all(issuer):
        return ()
    for sign in (*_signs(names, text, gazetteer), _of_own_words(text, gazetteer)):
        if sign and (places := places_of("", sign, text, gazetteer)):
            return places
    return ()


def _signs(names: Sequence[str], text: str, gazetteer: Gazetteer) -> Iterator[str]:
    """Names that open with a place which is known, or which the text names again."""
    for name in (*names, *(match[1] for match in _BODY.finditer(text[:_OPENING]))):
        opening = leading_places(name, gazetteer)
        if opening and (opening[0] in gazetteer or text.count(opening[0]) >= _FEWEST):
            yield name


def _of_own_words(text: str, gazetteer: Gazetteer) -> str:
    """The one place of the level of 「全市」, 「我县」 that a text names most; empty where two are level."""
    levels = Counter(re.findall(rf"[全我本]([{_LEVELS}])", text))
    for level, count in levels.most_common(1):
        ranked = Counter(name for _, _, name in gazetteer.find(text) if name.endswith(level)).most_common(2)
        alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
        if count >= _FEWEST and alone and ranked[0][1] >= _FEWEST:
            return ranked[0][0]
    return ""
