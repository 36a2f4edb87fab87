"""What a web page states about its document: meta elements and the labelled fields above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.loaders.datatypes import Node
from ingest.loaders.html_text import text_lines

_META = {
    "articletitle": "title",
    "og:title": "title",
    "dc.title": "title",
    "contentsource": "source",
    "sitename": "site",
    "pubdate": "published",
    "publishdate": "published",
    "article:published_time": "published",
    "maketime": "published",
    "others": "",
}
_LABELS = {
    "发文机关": "issuer",
    "发文机构": "issuer",
    "发文单位": "issuer",
    "制发机关": "issuer",
    "发布机关": "publisher",  # of the page; a signature goes before it
    "发布机构": "publisher",
    "发文字号": "number",
    "发文文号": "number",
    "文号": "number",
    "成文日期": "issued",
    "发文日期": "issued",
    "印发日期": "issued",
    "生成日期": "issued",
    "施行日期": "effective",
    "实施日期": "effective",
    "生效日期": "effective",
    "失效日期": "expires",
    "废止日期": "expires",
    "发布日期": "published",
    "公开日期": "published",
    "发布时间": "published",
    "标题": "title",
    "文件名称": "title",
    "信息来源": "source",
    "稿件来源": "source",
    "文章来源": "source",
    "来源": "source",
}
_DATES = frozenset({"issued", "effective", "expires", "published"})
_DATE = re.compile(r"(\d{4})\s?[年\-./]\s?(\d{1,2})\s?[月\-./]\s?(\d{1,2})")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}\s?[〔\[（(【]\s?\d{4}\s?[〕\]）)】]\s?(?:第\s?)?\d{1,4}\s?号")
_BODY = re.compile(
    r"[\u4e00-\u9fff、 ]{2,40}(?:委员会|政府|办公室|局|厅|部|委|办|院|小组|中心|办事处|馆|站|所|联合会|残联|妇联|公司)"
)
_BESIDE = re.compile(r"[\s\u3000|｜]+(?=[\u4e00-\u9fff]{2,6}\s?[:：])")  # another field in the same line
_IN_BRACKETS = re.compile(r"[\[【]\s*([^\[\]【】]{2,8}?)\s*[\]】]\s*[:：]?\s*([^\[\]【】]*)")  # [ 文号 ] …  [ 日期 ] …
_ABOVE_TEXT = re.compile(  # a number, and behind it the day or fields of the page
    rf"({_NUMBER.pattern})(?:[\s｜|]+(?:\d{{4}}\s?[年\-./]\s?\d{{1,2}}|[\u4e00-\u9fff]{{2,6}}\s?[：:]).*)?"
)
_SOURCE = re.compile(  # behind another field, not parted from it
    r"(?<![\u4e00-\u9fff])(?:信息|稿件|文章)?来源\s?[：:]\s*([\u4e00-\u9fff]{2,30}?)"
    r"(?=\s|浏览|阅读|点击|访问|发布|时间|日期|字号|字体|作者|编辑|责任|打印|分享|[【\[|｜（(]|$)"
)
_MAX_VALUE = 120
_SHORTEST_TITLE = 8
_PARTS = re.compile(r"\s*[_|｜]+\s*|\s+[-–—]+\s")
_SITE_NAME = re.compile(r"(?:网|网站|门户|平台|频道|首页)$")
_COLUMN = re.compile(  # of a site, under which pages of many titles stand
    "(?:[\u4e00-\u9fff]{2,6}?(?:[市区县州省]|政府))?(?:行政)?(?:规范性文件|政策文件|部门文件|政府文件|其他文件|重要文件|法定主动公开内容"
    "|信息公开目录|主动公开|政务公开|信息公开|通知公告|公示公告|政策法规|政策解读|政策咨询|政府会议|工作动态|详情|详细页?|正文|内容页?|文章页?)"
)
_CALLED_TITLE = re.compile(
    r"(?:^|[\s_-]|arc|article|news|info|content|xl|wz)(?:title|tit|bt|biaoti|headline)(?:$|[\s\d_-])"
)
_TIGHT = re.compile(r"\s*[-–—]\s*")


def page_metadata(page: Node, shown: Node) -> dict[str, str]:
    """Metadata of a page; `shown` is the page without what a browser does not show.

    Keys as in `ingest.datatypes.Metadata`, and `published` (the day it was put on the web) and `site`. Dates
    are ISO; what cannot be read as a date is left out.
    """
    found: dict[str, str] = {}
    for key, value in [*_labelled(shown), *_meta(page), *_number_above(shown)]:
        if key in _DATES:
            date = _DATE.search(value)
            value = f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}" if date else ""
        if key and value and len(value) <= _MAX_VALUE:
            found.setdefault(key, value)
    return found


def main_heading(shown: Node, title: str = "") -> str:
    """Text of the page's only h1, or of a lower heading that ends as the page's `title` does; else empty.

    Where the page's title names only its site, a block that the page calls its title counts.
    """
    headings = ["".join(text_lines(node)) for node in shown.walk() if node.tag == "h1"]
    headings = [heading for heading in headings if heading]
    ending = title.rsplit(maxsplit=1)[-1] if title.split() else ""
    if not headings and len(ending) >= _SHORTEST_TITLE:
        lower = ("".join(text_lines(node)) for node in shown.walk() if node.tag in ("h2", "h3"))
        headings = [heading for heading in lower if heading.endswith(ending)][:1]
    if not headings and not title:
        called = ("".join(text_lines(node)) for node in shown.walk() if _CALLED_TITLE.search(node.get("class").lower()))
        headings = list(dict.fromkeys(text for text in called if _SHORTEST_TITLE <= len(text) <= _MAX_VALUE))
    return headings[0] if len(headings) == 1 else ""


def fields_shown(shown: Node, content: str) -> list[str]:
    """Lines of the fields above a page's text that the text lacks: who issued it, its day, that of the page.

    Args:
        shown: the page without what a browser does not show.
        content: the main text without white space; a day that it holds is told there.
    """
    found: dict[str, str] = {}
    for key, value in _labelled(shown):
        found.setdefault(key, value)
    issuer = found.get("issuer") or found.get("publisher", "")
    told = {"issued": found.get("issued", ""), "published": found.get("published", "")}
    lines = [f"发文机关：{issuer}"] if _BODY.fullmatch(issuer) and "".join(issuer.split()) not in content else []
    for key, label in (("issued", "成文日期"), ("published", "发布日期")):
        if (day := _DATE.search(told[key])) is None:
            continue
        year, month, date = map(int, day.groups())
        written = f"{year}年{month}月{date}日"
        if key == "published":
            lines.append(f"{label}：{year}-{month:02}-{date:02}")
        elif written not in content:
            lines.append(f"{label}：{written}")
    return lines


def _meta(page: Node) -> Iterator[tuple[str, str]]:
    for node in page.walk():
        if node.tag == "meta":
            name = (node.get("name") or node.get("property")).strip().lower()
            yield _META.get(name, ""), " ".join(node.get("content").split())


def page_title(page: Node) -> str:
    """The title element's text without the names of the site and, beside a title in 《》, of the column."""
    title = next((node for node in page.walk() if node.tag == "title"), None)
    text = " ".join("".join(child for child in title.children if isinstance(child, str)).split()) if title else ""
    parts = [part for part in _PARTS.split(text) if part]
    tight = [part for part in _TIGHT.split(text) if part]  # 「某区政府网-规范性文件」
    columns = [part for part in tight if _names_site(part)]
    if columns and all(part in columns or _BODY.fullmatch(part) for part in tight):
        return ""
    own = [part for part in parts if not _names_site(part)] or parts
    return next((part for part in own if "《" in part), own[0] if own else text)


def site_of(page: Node) -> str:
    """The name of the site or its office in the title element, where one stands behind the page's own title."""
    title = next((node for node in page.walk() if node.tag == "title"), None)
    text = "".join(child for child in title.children if isinstance(child, str)) if title else ""
    parts = [part.strip() for part in (*_PARTS.split(text), *_TIGHT.split(text)) if part.strip()]
    named = (part for part in parts if len(parts) > 1 and (_SITE_NAME.search(part) or _BODY.fullmatch(part)))
    return next(named, "")


def _names_site(part: str) -> bool:
    return _SITE_NAME.search(part) is not None or _COLUMN.fullmatch(part) is not None


def _labelled(shown: Node) -> Iterator[tuple[str, str]]:
    """Fields such as 「发文字号：…」, the value in the same line or, as in a table, in the next one."""
    for line, following in pairwise([*text_lines(shown), ""]):
        for bracketed in _IN_BRACKETS.finditer(line):
            if key := _LABELS.get("".join(bracketed[1].split())):
                yield key, bracketed[2].strip()
        label, colon, value = line.replace("：", ":").partition(":")
        key = _LABELS.get("".join(label.split()))
        if key != "source" and len(line) <= _MAX_VALUE:
            yield from (("source", named[1]) for named in _SOURCE.finditer(line))
        if not key:
            continue
        candidate = _BESIDE.split(value.strip())[0] or following.strip()
        if _fits(key, candidate) if not colon else not candidate.endswith(("：", ":")):
            yield key, candidate


def _number_above(shown: Node) -> Iterator[tuple[str, str]]:
    """The document's number in a line of its own, or before a date, as pages write it below the title."""
    for line in text_lines(shown):
        if match := _ABOVE_TEXT.fullmatch(line.strip()):
            yield "number", match[1]
            return


def _fits(key: str, value: str) -> bool:
    """Whether the cell beside a label without a colon is a value of its kind."""
    if key in _DATES:
        return _DATE.match(value) is not None
    if key == "number":
        return _NUMBER.fullmatch(value) is not None
    return key in ("issuer", "publisher") and _BODY.fullmatch(value) is not None
