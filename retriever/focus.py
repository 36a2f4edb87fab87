"""Find what a long question asks: its asking parts, the words they are about, and the story around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from retriever.answerers.ages import ages_in
from retriever.lexicon import Lexicon
from retriever.matching import Topic
from retriever.question import Query, understand
from retriever.scope import find_scope
from retriever.tokenizer import segment

_QUESTION_WORD = (
    r"谁(?!家?[^，]{0,4}[都也])|哪(?!怕|里都|儿都)|多少|(?<![好十那这])几(?!乎|十|百)|(?<!没)(?:什么|啥)(?![都也])"
    r"|咋|怎(?!么也|么都)|如何|吗$|(?<![什怎这那])么$|多久|何时|多大|多高|([\u4e00-\u9fff])[不没]\1|是否"
)
_ASKS = re.compile(rf"{_QUESTION_WORD}|责任(?:单位|部门)|牵头|(?<![这该此那]项)任务|目标|举措|期限|率$|归.{{0,4}}管")
_BREAK = re.compile(r"[，,。；;？?！!…\n]+|\.{3,}|(?<=[\u4e00-\u9fff])[:：](?=[\u4e00-\u9fff])|——")
_LEANS = re.compile(
    r"^(?:那|请问)?(?:他|她|人家)们?(?!的)"
    r"|这个?事|这活|这条|这项|这块|那个|它|此事|这个|我们中心|另一个"
)
_DETAILS = re.compile(
    r"(?:各|分别|又?都)(?:自|个)?(?:叫|是|有|在|为|到)|(?:各|分别)(?:自|要)?(?:投资?|花|补|奖|安排|投入)了?(?:多少|几)"
)
_COMPARES = re.compile(
    r"(?:相)?差(?:多少|几)|(?:比比|对比|比较)(?:看|下|一下)|哪个(?:更)?[多高少低大]|[^，]{0,4}(?:有)?(?:啥|什么)(?:区别|不同)$"
)
_OPEN = re.compile(r"谁|哪(?!怕)|多少|几(?!乎|十|百)|什么|啥|咋|怎|如何|多久|何时|多大|吗$")
_NOW = re.compile("现在|目前|如今|眼下|当前|现状|眼前")
_SHORTEST = 2  # characters that a piece which asks has more of
_EXCEPT = re.compile(r"(?:除|不算|不含)")
# What a stretch names as its own subject, for the next one to ask about: 「…的那个科室，是谁作为成员」, 「…，由谁来建」
_POINTED_OUT = re.compile("[那这](?:一|几|两)?(?:个|套|条|次|项|块|种|类|份|批|些|场|件|回)[\u4e00-\u9fff]{0,6}$")
_COMMENTS = re.compile("(?:是(?:不是)?)?(?:以|由|归|靠)(?:谁|哪|什么|啥)")
_TELLING = frozenset("了也没不总还又被就都却才过着") | {
    "没有",
    "已经",
    "天天",
    "一直",
    "听说",
    "老是",
    "总是",
    "没人",
}
# a clause with one of them tells, it names nothing
_OF_STORY = 0.4  # of its weight: what a word of the story around a question counts beside those of the question
_LITTLE = 1.4  # of the weight of a word that occurs once: about two ordinary words
_PAUSE = re.compile(_BREAK.pattern + r"|(?<=[\u4e00-\u9fff]{4}) (?=[\u4e00-\u9fff]{4})")
_LONG = 18  # characters of a question in which a space parts stretches
_QUANTITY = re.compile(
    r"^(?:[一二三四五六七八九十每全今当两]*[年月周日天]+|总数?|合计|平均|分别|各|最多|最少|至少|最高|每年|一年|一户|一个|一台|一次)$"
)


@dataclass(frozen=True)
class Focus:
    """The asking parts of a question, each as a query of its own; one part with the whole question when it is plain."""

    parts: tuple[Query, ...]
    wider: tuple[Query | None, ...] = ()
    leaning: tuple[bool, ...] = ()
    wholes: tuple[Query, ...] = ()

    def leans(self, index: int) -> bool:
        """Whether a part has words of its own, but needs those of the stretch before it too."""
        return index < len(self.leaning) and self.leaning[index]

    def asked(self) -> Iterator[Query]:
        """The parts, each with what may be asked in its place, in the order in which they are asked."""
        for index, part in enumerate(self.parts):
            yield part
            yield from filter(None, (self.wider_of(index), self.whole_of(index)))

    def whole_of(self, index: int) -> Query | None:
        """The only asking part, with all words of the question counted in full; None where several parts ask."""
        return self.wholes[index] if len(self.parts) == 1 and self.wholes else None

    def wider_of(self, index: int) -> Query | None:
        """A part together with the stretch before it, for a part that says little by itself."""
        return self.wider[index] if index < len(self.wider) else None


def find_focus(query: Query, lexicon: Lexicon) -> Focus:
    """Split a question into its asking parts.

    A part without words of its own takes those of the stretch before it, or of the first part. The rest, the story
    that people tell with a question, becomes context: it helps to find the answer but need not be covered by it.
    """
    stretches = _stretches(query.text)
    asking = [index for index, stretch in enumerate(stretches) if _ASKS.search(stretch)]
    of_body = query.bodies and query.kind in ("reverse", "filter") and not _ask_apart(stretches, asking, query, lexicon)
    if len(stretches) < 2 or not asking or len(query.scope.places) >= 2 or of_body:
        return Focus((query,))
    if len(asking) == 1 and not any(_part(other, query, lexicon).topic.words for other in _but(stretches, asking[0])):
        return Focus((query,))  # beside the question stands a place or a greeting only
    parts: list[Query] = []
    wider: list[Query | None] = []
    leaning: list[bool] = []
    used: set[int] = set(asking)
    for index in asking:
        part = _without_later_years(_part(stretches[index], query, lexicon), stretches[:index], lexicon)
        alone = _own_words(part, lexicon)
        if not alone:
            before = _stretch_before(stretches, index, used, query, lexicon)
            if before is not None:
                used.add(before)
                part = _part(f"{stretches[before]} {stretches[index]}", query, lexicon)
            elif parts:
                part = replace(part, topic=_joined(parts[0].topic, part.topic), bodies=part.bodies or parts[0].bodies)
            elif len(asking) == 1 and query.topic.words and not part.topic.words and not part.bodies:
                return Focus((query,))  # what it asks about stands before it in words that no document has
            if parts and parts[0].kind == "document" and part.kind == "deadline":
                part = replace(part, kind="document")  # 「谁印发的，几月几号」
        if parts and part.kind == "fact" and not part.topic.words:
            continue
        term = _term_before(stretches, index, part, lexicon) if alone and says_little(part, lexicon) else ""
        if before_it := term or _age_before(stretches, index):
            part = _part(f"{before_it}，{stretches[index]}", query, lexicon)
        leaning.append(alone and not term and says_little(part, lexicon))
        wider.append(_with_story(part, stretches, index, used, lexicon))
        parts.append(part)
    story = " ".join(stretch for index, stretch in enumerate(stretches) if index not in used)
    told = understand(story, lexicon).topic if story else Topic(())
    context = _joined(query.context, told)
    told_parts = tuple(replace(part, context=_joined(context, _others(parts, part))) for part in parts)
    wholes = tuple(
        replace(query, kind=part.kind, figure=part.figure) if part.kind != "fact" else query for part in parts
    )
    return Focus(told_parts, tuple(wider), tuple(leaning), wholes)


def _stretches(text: str) -> list[str]:
    """The stretches of a question between pauses; of key words each that asks, behind those that say what about."""
    words = text.split()
    asking = [word for word in words if re.search(_QUESTION_WORD, word)]
    if len(asking) > 1 and not _BREAK.search(text):
        subject = " ".join(word for word in words if word not in asking)
        return [f"{subject} {word}".strip() for word in asking]
    pause = _PAUSE if len(text) >= _LONG else _BREAK
    stretches = [stretch.strip() for stretch in pause.split(text)]
    return _with_details([piece for stretch in stretches if stretch for piece in _asks(stretch)])


def _ask_apart(stretches: list[str], asking: list[int], query: Query, lexicon: Lexicon) -> bool:
    """Whether each of several asking stretches says what it is about; 「牵头什么，配合什么」 ask of one body."""
    bare = [re.sub("|".join(map(re.escape, query.bodies)), " ", stretches[index]) for index in asking]
    topics = [understand(text, lexicon).topic for text in bare]
    return len(topics) > 1 and all(topic.known or topic.alternatives for topic in topics)


def _with_story(part: Query, stretches: list[str], index: int, used: set[int], lexicon: Lexicon) -> Query | None:
    """The part at an index together with the story around it.

    The stretch before it counts in full where it names a thing. Of what tells a story the words count less, and only
    those that the library knows.
    """
    wider = part
    before = _stretch_before(stretches, index, used, part, lexicon)
    if before is not None and not _TELLING & set(segment(stretches[before])):
        joined = _part(f"{stretches[before]} {stretches[index]}", part, lexicon)
        wider = replace(joined, kind=part.kind, figure=part.figure)
    topic = wider.topic
    story = [stretch for index, stretch in enumerate(stretches) if index not in used]
    for told in (understand(stretch, lexicon).topic for stretch in reversed(story)):
        meant = {word for word, _ in told.alternatives}
        words = tuple((word, _OF_STORY * weight) for word, weight in told.words if word in told.known or word in meant)
        topic = _joined(topic, Topic(words, told.alternatives, told.known))
    text = f"{' '.join(story)} {part.text}" if wider is part else wider.text
    return replace(wider, text=text, topic=topic) if topic != part.topic else None


def _term_before(stretches: list[str], index: int, part: Query, lexicon: Lexicon) -> str:
    """The last term that the documents quote in what stands before a part, where the part names none itself."""
    if lexicon.terms_in(part.text) or part.text.endswith("吗"):
        return ""
    named = [term for stretch in stretches[:index] for term in lexicon.terms_in(stretch)]
    return named[-1] if named else ""


def _age_before(stretches: list[str], index: int) -> str:
    """The age that the story of a question tells (「我奶奶92岁了，津贴拿多少」), where the asking part tells none."""
    if ages_in(stretches[index]):
        return ""
    return next((ages[-1] for stretch in reversed(stretches[:index]) if (ages := ages_in(stretch))), "")


def _but(stretches: list[str], index: int) -> list[str]:
    return [*stretches[:index], *stretches[index + 1 :]]


def _asks(stretch: str) -> list[str]:
    """A stretch cut at 、 and 和 where each piece asks something of its own: 「改造多少户、哪个部门牵头」."""
    pieces = [piece for piece in re.split("、|和|以及|还有", stretch) if piece]
    if len(pieces) > 1 and all(_OPEN.search(piece) and len(piece) > _SHORTEST for piece in pieces):
        return pieces
    return [stretch]


def _with_details(stretches: list[str]) -> list[str]:
    """Stretches where one that only asks for details (「各叫什么」「分别是什么时间」) stays with the one before it.

    What is left out (「除了组长」) stays with what is asked behind it.
    """
    joined: list[str] = []
    for stretch in stretches:
        if joined and (
            _DETAILS.match(stretch)
            or _COMPARES.match(stretch)
            or _EXCEPT.match(joined[-1])
            or _is_subject(joined[-1], stretch)
        ):
            joined[-1] += f"，{stretch}"
        else:
            joined.append(stretch)
    return joined


def _is_subject(before: str, stretch: str) -> bool:
    """Whether a stretch only names what the one behind it asks about, and asks nothing itself."""
    if _OPEN.search(before) or not _ASKS.search(stretch) or _TELLING & set(segment(before)):
        return False
    return _POINTED_OUT.search(before) is not None or _COMMENTS.match(stretch) is not None


def asking_stretch(query: Query, lexicon: Lexicon) -> str:
    """The stretch of a question that asks, without the story around it; the whole question when it is one stretch."""
    stretches = [stretch.strip() for stretch in _BREAK.split(query.text) if stretch.strip()]
    asking = [stretch for stretch in stretches if _ASKS.search(stretch)]
    own = [stretch for stretch in asking if understand(stretch, lexicon).topic.words]
    return own[0] if own and len(own) < len(stretches) else query.text


def says_little(part: Query, lexicon: Lexicon) -> bool:
    """Whether a part leans on what was said before it: 「这个事谁负责解决」."""
    return _LEANS.search(part.text) is not None or part.topic.total < _LITTLE * lexicon.rarest


def _part(text: str, whole: Query, lexicon: Lexicon) -> Query:
    """A stretch as a question of its own, about the documents that the whole question is about."""
    part = understand(text, lexicon)
    scope = whole.scope
    if part.scope.places or part.scope.named:
        narrowed = part.scope.doc_ids & whole.scope.doc_ids
        scope = replace(scope, doc_ids=narrowed or scope.doc_ids, years=part.scope.years or scope.years)
    return replace(part, asked=whole.asked, scope=scope, bodies=part.bodies, item=part.item or whole.item)


def _without_later_years(part: Query, before: list[str], lexicon: Lexicon) -> Query:
    """A part that asks how things are, or by when, without the years that only a stretch behind it names.

    「持证率现在多少，2027年要多少」 asks first for another year than that.
    """
    if not part.scope.years or not (part.kind == "deadline" or _NOW.search(part.text)):
        return part
    if any(find_scope(stretch, lexicon)[0].years for stretch in (*before, part.text)):
        return part
    return replace(part, scope=replace(part.scope, years=()))


def _own_words(part: Query, lexicon: Lexicon) -> bool:
    """Whether a part names what it is about: a word of the library that is no quantity, or a body."""
    if part.bodies and part.kind in ("reverse", "count"):
        return True
    meant = {word for word, _ in part.topic.alternatives}
    return any(
        (word in meant or lexicon.count(word)) and not _QUANTITY.match(word) and len(word) > 1
        for word, _ in part.topic.words
    )


def _stretch_before(stretches: list[str], index: int, used: set[int], whole: Query, lexicon: Lexicon) -> int | None:
    """The nearest unused stretch with words of the library, before the asking one, else after it."""
    order: list[int] = [*range(index - 1, -1, -1), *range(index + 1, len(stretches))]
    for other in order:
        if other not in used and _own_words(_part(stretches[other], whole, lexicon), lexicon):
            return other
    return None


def _joined(first: Topic, second: Topic) -> Topic:
    held = {word for word, _ in first.words}
    words = (*first.words, *(pair for pair in second.words if pair[0] not in held))
    return Topic(words, (*first.alternatives, *second.alternatives), first.known | second.known)


def _others(parts: list[Query], own: Query) -> Topic:
    topic = Topic(())
    for part in parts:
        if part is not own:
            topic = _joined(topic, part.topic)
    return topic.without(word for word, _ in own.topic.words)
