"""Bodies that a question calls by what they are for (「民政要干哪些活」), given the name that documents write.

Only as the one who does something: 「教育方面有哪些任务」 asks about a field, not about a body.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.bodies import BodyNames
from retriever.lexicon import Lexicon

_LONGEST = 6  # characters of a stem
_FORM = re.compile("(?P<stem>[一-龥]{2,6}?)(?:分局|局|委员会|委|厅)")
_NO_STEM = frozenset({  # fields and groups of people rather than offices
    "居民", "村民", "自治", "业主", "地区", "改革", "组织", "综合", "警察", "政府", "人民政府", "区委", "市委", "县委",
    "党委", "党政", "文化", "地方", "数据", "平安",
})  # fmt: skip
_BEFORE = "(?:^|[省市区县旗镇乡里中内的，、。？! ]|年|方案|规划|请问|想问|咱们?|我们|那|和|跟)"
_BEHIND = (
    "(?!集团|公司|中心|协会|学校|[站所院队])(?=(?:这(?:块|边|头|口)|那(?:块|边|头|口)|系统|条线|口子?|口上)?(?:[在对于里要应需须又还都就也总主具分日平到究今明去本这那上下一年每第从里为该得方面工作期间时候\\d][^，。？?]{0,15}?)?"
    "(?:负责|承担|要?管|要?干|要?做|牵头|配合|参与|办|抓|领|出)(?:了|着|到)?(?:些|的是|的)?(?:什么|啥|哪|几))"
)


def bodies_in_full(question: str, lexicon: Lexicon) -> str:
    """A question with the first body that it calls by its stem as the library's documents name it."""
    if lexicon.bodies.find(question, listed_only=True):
        return question
    starts = [match.end() for match in re.finditer(_BEFORE, question)]
    starts += [question.find(place) + len(place) for place in lexicon.places if place in question]
    for start in sorted(starts):
        for size in range(_LONGEST, 1, -1):
            names = _stems(lexicon.bodies).get(question[start : start + size], ())
            if names and re.match(_BEHIND, question[start + size :]):
                best = max(names, key=lexicon.count)
                return question[:start] + best + question[start + size :] if lexicon.count(best) else question
    return question


@lru_cache(maxsize=4)
def _stems(bodies: BodyNames) -> dict[str, tuple[str, ...]]:
    """Names of bodies by what stands before their ending."""
    found: dict[str, list[str]] = {}
    for name in bodies.cores:
        match = _FORM.fullmatch(name)
        if match and match["stem"] not in _NO_STEM and match["stem"] not in bodies.cores:
            found.setdefault(match["stem"], []).append(name)
    return {stem: tuple(sorted(names)) for stem, names in found.items()}
