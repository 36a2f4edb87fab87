"""Names of places that a document speaks for: provinces, cities, districts, streets, towns."""

from __future__ import annotations

import re
from collections import Counter

_SUFFIX = r"(?:省|自治区|特别行政区|市|自治州|地区|盟|新区|区|县|旗|街道|镇|乡)"
_HAN = "\u4e00-\u9fff"
_LEADING = re.compile(rf"(?:(?!全|本|我|各|社|园|小|街区)[{_HAN}]{{2,6}}?){_SUFFIX}")
_OPENING = re.compile(r"^(?:中共|中国共产党|关于|印发|《|\s|\d{4}年度?|\d{4}[—-]\d{4}年)*")
_IN_TEXT = re.compile(rf"(?<![{_HAN}])(?:[{_HAN}]{{2,3}}?(?:省|市))?[{_HAN}]{{2,4}}?(?:区|县|街道|镇)|[{_HAN}]{{2}}(?:省|市)")
_NOT_PLACES = re.compile(
    r"(?:社区|园区|小区|街区|校区|景区|片区|辖区|全区|我区|本区|各区|市区|城区|地区|实验区|示范区|试验区|功能区|自治区|全市|我市|本市|城市|都市|超市|全县|全省)$"
)


def leading_places(text: str) -> tuple[str, ...]:
    """Places that open a title or the name of a body, widest first: 「上海市长宁区社区治理规划」 → 上海市, 长宁区."""
    position = _OPENING.match(text).end()  # type: ignore[union-attr]
    found: list[str] = []
    while len(found) < 4:
        match = _LEADING.match(text, position)
        if match is None or _NOT_PLACES.search(match.group(0)):
            break
        found.append(match.group(0))
        position = match.end()
    return tuple(found)


def places_of(title: str, issuer: str, text: str) -> tuple[str, ...]:
    """Places of a document from its title, its issuer, or the place named most whose stem the title holds."""
    from_title = leading_places(title)
    from_issuer = leading_places(issuer)
    if from_title:
        wider = [place for place in from_issuer if place not in from_title]
        joins = from_issuer[-1:] == from_title[:1] or from_title[0] in from_issuer
        return (*wider, *from_title) if joins else from_title
    if from_issuer:
        return from_issuer
    counts: Counter[tuple[str, ...]] = Counter()
    for match in _IN_TEXT.finditer(text[:20000]):
        places = leading_places(match.group(0))
        if places and re.sub(_SUFFIX + "$", "", places[-1]) in title:
            counts[places] += 1
    if not counts:
        return ()
    narrowest = Counter(places[-1] for places in counts.elements()).most_common(1)[0][0]
    return max((places for places in counts if places[-1] == narrowest), key=len)
