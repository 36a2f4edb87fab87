"""Understand a question: its kind, the documents it is about, the bodies it names, the words it asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from retriever.answerers.ages import with_ages
from retriever.bare_bodies import bodies_in_full
from retriever.datatypes import Filters, QuestionKind
from retriever.document_aspects import aspects_in, without_aspects
from retriever.everyday_posts import official_posts
from retriever.kind_model import load_kind_model
from retriever.lexicon import Lexicon, query_words
from retriever.matching import NO_TOPIC, Topic, read_topic
from retriever.minutes import asks_of_meeting, minutes_meant
from retriever.named_bodies import named_bodies
from retriever.numbered import head_of, replaced_by
from retriever.posts_as_written import posts_as_written
from retriever.question_patterns import wording
from retriever.question_wording import (
    as_asked,
    level_once,
    with_levels,
    without_asker,
    without_manner,
    without_some,
    years_in_figures,
)
from retriever.relative_years import with_years
from retriever.scope import Scope, find_scope
from retriever.short_names import bodies_as_written

_YES_OR_NO = re.compile("^(?!.*(?:几|多[久长]|何时|什么|啥|哪|期限|截止)).*([一-龥])不\\1[一-龥]{0,2}$")
_COUNTS_AS = re.compile(  # what belongs to a measured thing (「红薯算不算播种面积」) is asked, not how much it is
    "^(?!.*(?:谁|哪|多少|几|什么|啥|怎|咋|何|多[久大长高])).*(?:算不算|(?:算|计入|含|包括|包含)[^，。？?]{0,8}[吗么不][？?]?$)"
)
_ORDER: tuple[QuestionKind, ...] = ("chat", "compare", "document", "member", "deadline", "definition", "list", "method")
_GENERIC_TASK_WORDS = "generic_task_words.txt"
_CLAUSE_NUMBER = re.compile(r"第\s?(\d{1,3}|[一二三四五六七八九十百]{1,4})\s?(?:项|条|点|个任务|号任务)")
_VALID = re.compile(
    "(?P<thing>[一-龥]{1,}?(?P<paper>证书?|卡|券|牌照?|码|结论|结果|等级|认定|资格|协议|合同|许可|积分|体检|鉴定|评估)?)的?有效期"
    "|(?P<kept>证书?|卡|券|积分|余额|结果|名额|资格)(?:会不会|会|几年|多久|什么时候|啥时候)?(?:过期|作废|清零|失效|到期)"
)
_NAMED = 2  # characters of what is valid, as the library has them right before 有效期
_MADE_OF = "组成|构成|凑|成员单位|(?:谁|哪些|哪几).{0,8}参加|参加.{0,4}(?:谁|哪些|哪几)"
_SITED = re.compile("(?:建|开|放|坐落|搬)(?:在|到|于)(?:了)?(?:哪(?:里|儿)?|什么地方)(?=$|[，,。？?呢啊])")
_WAY_NOUN = re.compile("做法|办法|措施|举措|手段|途径|路径|抓手")  # 「这套做法要推到多少个站」 asks for a figure
_DUE = re.compile(r"什么时候|啥时候|何时|哪天|几月|几[号日]|最晚|截止|期限|时限")
_ISSUING = frozenset(("印发", "发布", "公布", "出台", "成文", "发文", "下发", "施行", "生效", "制定", "编制", "执行"))
_CONDITIONS = re.compile(  # what somebody must fulfil is no task of theirs
    "(?:符合|具备|满足|达到|需要|有)(?:什么|哪些|啥|怎样的)(?:样的)?(?:条件|资格|门槛)|(?:条件|资格|门槛)(?:是|有)(?:什么|哪些|啥)"
    "|(?:招|聘|选|当|做|报|考)[^，。？?]{0,8}(?:什么|啥|哪些)(?:条件|资格|门槛|要求)"
)
_INDICATORS = re.compile(
    "(?:几|多少)(?:个|项|条|行|样|种)?(?:主要|核心|约束性|预期性)?(?:的)?指标"
    "|指标(?:表)?(?:上|里|中)?[^？?。]{0,8}?(?:一共|总共|共|都|有|列了?)+(?:几|多少)(?:个|项|条|行|样|种)"
    "|指标(?:表)?(?:上|里|中)?(?:几|多少)(?:个|项|条|行|样|种)"
)
_STRETCH = re.compile(r"[，,。；;？?！!…\n]+")
_ASKS = re.compile("谁|哪|几|多少|什么|啥|何|[吗么没]|是不是")
_PAPER = "(?:方案|规划|计划|意见|办法|文件|条例|通知|清单|要点|措施)"
_ASKED_BY = re.compile("^(?:我们?|咱们?)?(?:领导|上级|主任|书记|老板)(?:要|让|叫|问|想)(?:我们?|咱们?)?")
_TELLING = 0.25  # of the weight of a word that occurs once: 社区 and 治理 narrow nothing where all is about them
_EXCEPT = re.compile("除(?:了|去|开)?[^，,。？?]{1,20}?(?:以外|之外|外|[，,])")
_DUTY_OF = "责任单位的|(?:哪|几)[^，。？?]{0,10}的(?:责任|牵头|配合|主责|协办|主办|承办)(?:单位|部门)$"
_WHERE = re.compile("在哪(?:里|儿|条街|条路|个(?:地方|位置|路|楼))|地址|位置|几楼|怎么走|电话|联系方式|邮编")
_ROLE_OF = re.compile("哪(?:几|些)?(?:项|个|条|件)?[^，]{0,8}的(?:责任|牵头|配合|主管|承办)(?:单位|部门)")
_IN_ROLE = re.compile(  # 「民政局作为责任单位出现的任务」
    "(?:作为|列为|当|担任)(?:责任|牵头|配合|主责|承办|协办)(?:单位|部门)[^，。？?]{0,6}(?:任务|工作|事项|项目|活)"
)
_ITS_TASK = re.compile("牵头|挑头|领头|负责|配合|主管|归|管(?!理)")
_EDGES = " \t\r\n　。，、；：？！?!,.;:~～"
QUESTION_LIMIT = 2000
_TURNED: Mapping[QuestionKind, tuple[QuestionKind, ...]] = {  # kinds of vague wording, and those they may truly be
    "fact": ("definition", "deadline", "reverse", "responsibility"),
    "list": ("reverse",),
    "method": ("definition", "reverse"),
    "responsibility": ("reverse",),
    "reverse": ("method",),
}
_WHY_THEN = re.compile("背景|起因|由来|来历|缘由")  # what led to a thing does not say what it is
_SURE = 0.7  # probability from which the model's kind is taken, where it gives that of the wordings at most `_DOUBTED`
_DOUBTED = 0.15


@dataclass(frozen=True)
class Query:
    """A question understood.

    `text` is the question as completed and corrected, `asked` as typed. `topic` holds the words asked about without
    places, documents and years (those are in `scope`), `broad` also words that stand everywhere (任务, 指标),
    `context` those of earlier turns, which help but need not be covered. `bodies` are names of
    bodies in the question, as written there. `within` are the clauses (document, index) to which the answer is held;
    empty for no such limit. `worded` is the kind that the wordings alone tell, where the fitted model told another.
    """

    asked: str
    text: str
    kind: QuestionKind
    topic: Topic
    scope: Scope
    bodies: tuple[str, ...] = ()
    item: str = ""
    figure: bool = False
    context: Topic = NO_TOPIC
    broad: Topic = NO_TOPIC
    within: frozenset[tuple[str, int]] = frozenset()
    worded: QuestionKind | None = None

    @property
    def filters(self) -> Filters:
        """The documents that may answer."""
        return Filters(doc_ids=tuple(sorted(self.scope.doc_ids)))


def normalise(text: str) -> str:
    """A question as it is compared: NFKC, white space and edges trimmed."""
    plain = " ".join(unicodedata.normalize("NFKC", with_levels(text)).split()).strip(_EDGES)
    return re.sub("哪[\"“'‘]", "哪", level_once(years_in_figures(as_asked(without_manner(plain)))))


def understand(
    question: str, lexicon: Lexicon, *, filters: Filters | None = None, context: str = "", asked: str = ""
) -> Query:
    """Read a question that stands on its own.

    Args:
        question: completed and corrected.
        lexicon: words of the library.
        filters: documents that the caller allows.
        context: earlier questions whose words help.
        asked: the question as typed, if it differs.
    """
    return lexicon.once(  # several ways to answer read the same question
        (understand, question, filters, context, asked or question),
        lambda: _understand(question, lexicon, filters=filters, context=context, asked=asked or question),
    )


def _understand(question: str, lexicon: Lexicon, *, filters: Filters | None, context: str, asked: str) -> Query:
    text = lexicon.once((_as_documents_write, question), lambda: _as_documents_write(question, lexicon))
    scope, rest = find_scope(text, lexicon, filters)
    if (dated := with_years(text, scope, lexicon)) != text:
        text = dated
        scope, rest = find_scope(text, lexicon, filters)
    bodies = named_bodies(text, lexicon)
    if (plain := without_asker(text)) != text and (len(scope.places) > 1 or named_bodies(plain, lexicon)):
        text, bodies = plain, named_bodies(plain, lexicon)  # where two places or a body are named, who asks is no theme
        scope, rest = find_scope(text, lexicon, filters)
    text = _side_by_side(text, bodies)
    plain = text
    for term in lexicon.terms_in(text):
        if not wording("who").fullmatch(term):  # 「主责」 in quotes is still what is asked for
            plain = plain.replace(term, "某")  # 先锋楼组长 is no question for a 组长
    kind = _kind_of(without_some(plain), bodies, lexicon)
    number = _CLAUSE_NUMBER.search(text)
    told = (number.group(1),) if number else ()  # 20 of 「第20项」 is no word to look for
    likelier = _likelier(text, kind, bodies)
    query = Query(
        asked=asked,
        text=text,
        kind=likelier,
        worded=kind if likelier != kind else None,
        topic=read_topic(rest, lexicon).without(told),
        broad=read_topic(rest, lexicon, generic=True).without(told),
        scope=scope,
        bodies=bodies,
        item=number.group(1) if number else "",
        figure=wording("figure").search(without_some(text)) is not None and not _COUNTS_AS.search(text),
        context=read_topic(context, lexicon) if context else NO_TOPIC,
    )
    return _settle(query, lexicon)


def _side_by_side(text: str, bodies: tuple[str, ...]) -> str:
    """A question with a mark of a list for the mere space between two bodies: 「民政办 综治中心 各是谁」."""
    names = "|".join(map(re.escape, bodies))
    return re.sub(f"({names}) (?=(?:{names}))", r"\1、", text) if len(bodies) > 1 else text


def _as_documents_write(question: str, lexicon: Lexicon) -> str:
    """A question as it is compared, with the names of posts and bodies that the documents use."""
    text = official_posts(lexicon.as_written(normalise(question)))
    return with_ages(posts_as_written(bodies_as_written(bodies_in_full(text, lexicon), lexicon), lexicon))


def _likelier(text: str, kind: QuestionKind, bodies: tuple[str, ...]) -> QuestionKind:
    """The kind that the wordings tell, unless the fitted model is sure of another and doubts this one."""
    turned = [other for other in _TURNED.get(kind, ()) if bodies or other != "reverse"]
    turned = [other for other in turned if other != "definition" or not _WHY_THEN.search(text)]
    if not turned:
        return kind
    chances = load_kind_model().chances(text)
    likeliest = max(chances, key=chances.__getitem__)
    sure = likeliest in turned and chances[likeliest] >= _SURE and chances[kind] <= _DOUBTED
    return likeliest if sure else kind


def _kind_of(text: str, bodies: tuple[str, ...], lexicon: Lexicon) -> QuestionKind:
    if wording("chat").search(text):
        return "chat"
    if (
        re.search("约束性|预期性", text)
        and re.search("哪(?:[些几个项])|几(?:个|项)|多少", text)
        and not re.search("还是", text)
    ):
        return "filter"
    if wording("filter").search(text) and re.search("没有|没写|未写|百分比|年底前", text):
        return "filter"
    for kind in _ORDER[1:4]:
        if wording(kind).search(text) and (kind != "document" or _of_document(text, lexicon)):
            return "count" if kind == "member" and wording("number").search(text) else kind
    if _INDICATORS.search(text) and "哪" not in text:
        return "count"
    if wording("number").search(text) and not re.search("哪几", text):
        return "count"
    if wording("entitled").search(text) or _COUNTS_AS.search(text) or (bodies and _SITED.search(text)):
        return "fact"
    who = wording("who").search(text)
    dated = re.search("几月|几[号日]|什么时候|何时|啥时候", text) is not None
    done = wording("tasks").search(text) and not _WHERE.search(text)
    if bodies and wording("with_whom").search(text):
        return "responsibility"
    if bodies and _CONDITIONS.search(text):
        return "list"
    if bodies and not dated and done and not (who and not re.search(_DUTY_OF, text)):
        return "reverse"
    if bodies and (_ROLE_OF.search(text) or _IN_ROLE.search(text) or wording("written_as").search(text)):
        return "reverse"
    if bodies and re.search("我们|本单位|咱", text) and re.search("哪些|什么|啥|任务|牵头|配合", text):
        return "reverse"
    if (who or re.search("谁|哪些", text)) and re.search(_MADE_OF, text):
        return "list"
    if who and wording("origin").search(text) and not _ITS_TASK.search(text):
        return "fact"
    if who:
        return "responsibility"
    if re.search("牵头|负责", text) and re.search("^.{0,12}(?:牵头|负责)[？?]?$", text):
        return "responsibility"
    for kind in _ORDER[4:6]:
        if wording(kind).search(text) and not (kind == "definition" and wording("attribute").search(text)):
            return kind
    if wording("outcome").search(text):
        return "fact"
    if wording("method").search(_WAY_NOUN.sub("", text) if wording("figure").search(text) else text):
        return "method"
    if re.search("哪几(?:个|项)?指标|指标(?:有)?(?:哪些|哪几)|(?:哪些|哪几个)(?:主要)?指标", text):
        return "list"
    if re.search("哪几|哪[一二三四五六七八九十两]", text):
        return "list"
    if wording("figure").search(text):
        return "target"
    return next((kind for kind in _ORDER[6:] if wording(kind).search(text)), "fact")


def _of_document(text: str, lexicon: Lexicon) -> bool:
    """Whether a question about dates and issuers is about a document, not about something published or valid."""
    if _thing_is_valid(text, lexicon):
        return False
    if wording("document_noun").search(text) or not re.search(
        "发布|公布|印发|出台|施行|生效|起效|执行|时候|何时|日期|几号|几月", text
    ):
        return True
    return all(word in _ISSUING for word, _ in read_topic(text, lexicon).words)


def _thing_is_valid(text: str, lexicon: Lexicon) -> bool:
    """Whether a question asks how long a thing is valid that is no document: 「婚检有效期」, a card."""
    valid = _VALID.search(text)
    if valid is None:
        return False
    return bool(valid["paper"] or valid["kept"]) or lexicon.count(f"{valid['thing'][-_NAMED:]}有效期") > 0


def _within_text(query: Query, lexicon: Lexicon) -> bool:
    """Whether what a question asks about stands in the text of documents, not in their titles.

    「年度检查计划什么时候公布」 is about a plan that a document orders, not about when the document came out.
    """
    titles = "\n".join(lexicon.documents[doc_id].record.metadata.title for doc_id in query.scope.doc_ids)
    held = [word for word, _ in query.topic.words if len(word) > 1 and lexicon.count(word)]
    told = [word for word in held if word not in titles and word not in _ISSUING]
    return len(told) > 1 and 2 * len(told) > len(held)


def asks_of_document(query: Query, lexicon: Lexicon) -> bool:
    """Whether all that a question asks is about a document as a whole, not about what its text tells of."""
    return lexicon.once((asks_of_document, query), lambda: _asks_of_document(query, lexicon))


def _asks_of_document(query: Query, lexicon: Lexicon) -> bool:
    if query.kind in ("chat", "compare") or query.item or not aspects_in(query.text):
        return False
    if _thing_is_valid(query.text, lexicon):
        return False
    heads = "".join(head_of(lexicon.documents[doc_id]) for doc_id in query.scope.named[:1])
    if any(name in without_aspects(query.text) and name not in heads for name in query.bodies):
        return False  # 「哪个政府发的」 names no body
    if asks_of_meeting(query.text) and not minutes_meant(query.text, query.scope, lexicon):
        return False  # elsewhere who chairs what is a rule
    asking = [part for part in _STRETCH.split(query.text) if _ASKS.search(part)]
    if set(aspects_in(query.text)) == {"about"} and _is_quoted(query, lexicon):
        return False  # a plan that a document tells of in quotes
    if aspects_in(query.text, sure=True):
        return all(aspects_in(part) or not _told_of(part, query, lexicon) for part in asking)
    if "standing" in aspects_in(query.text):  # 「…补贴还有效吗」 names the document by its theme
        return bool(query.topic.words) and not _told_of("，".join(asking) or query.text, query, lexicon)
    named = wording("document_noun").search(query.text) is not None or asks_of_meeting(query.text)
    return named and not _told_of(query.text, query, lexicon)


def _is_quoted(query: Query, lexicon: Lexicon) -> bool:
    """Whether a question names what the documents quote, and no title does."""
    titles = "\n".join(head_of(lexicon.documents[doc_id]) for doc_id in query.scope.doc_ids)
    return any(term not in titles for term in lexicon.terms_in(query.text))


def _told_of(text: str, query: Query, lexicon: Lexicon) -> list[str]:
    """Words of a text, besides those that ask for aspects of a document, that its title does not hold."""
    held = (lexicon.documents[doc_id] for doc_id in query.scope.doc_ids)
    titles = "\n".join(name for document in held for name in (head_of(document), *replaced_by(document)))
    _, rest = find_scope(without_aspects(text), lexicon)
    return [
        word
        for word, _ in read_topic(rest, lexicon).words
        if len(word) > 1
        and lexicon.count(word)
        and word not in _ISSUING
        and not re.search(".{0,3}".join(map(re.escape, word)), titles)
    ]


def without_bodies(query: Query) -> str:
    """A question with a line break for each name of a body: no word runs over its edge (局 + 在)."""
    text = query.text
    for name in query.bodies:
        text = text.replace(name, "\n")
    return text


def _narrowing(query: Query, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """The words of a question for a body's tasks that say which tasks are meant, with their weights.

    Not those that ask for all of them, belong to the body's name, name the document (治理 in 「治理方案里」) or stand
    everywhere in the library.
    """
    body_words, generic = set("".join(query.bodies)), query_words(_GENERIC_TASK_WORDS)
    apart = _ASKED_BY.sub("", without_bodies(query))
    for word, weight in query.topic.words:
        if word in generic or set(word) <= body_words or not lexicon.count(word):
            continue
        of_paper = word in apart and re.search(f"{re.escape(word)}[^，。？?]{{0,4}}{_PAPER}", apart) is not None
        if word in query.text and (word not in apart or of_paper):
            continue
        if weight >= _TELLING * lexicon.rarest:
            yield word, weight


def _settle(query: Query, lexicon: Lexicon) -> Query:
    """Adjust the kind by what else the question holds."""
    if asks_of_document(query, lexicon):
        return replace(query, kind="document")
    if query.kind == "document" and _DUE.search(query.text) and _within_text(query, lexicon):
        return replace(query, kind="deadline")
    if query.kind == "deadline" and query.worded == "fact" and wording("lasting").search(query.text):
        return replace(query, kind="target", figure=True)
    if query.kind == "deadline" and query.worded == "fact" and _YES_OR_NO.search(query.text):
        return replace(query, kind="fact")  # 「住院的时候报不报」 asks of no time
    if query.kind == "reverse" and (others := _EXCEPT.sub(" ", query.text)) != query.text:
        query = replace(query, topic=read_topic(find_scope(others, lexicon)[1], lexicon))  # it narrows nothing
    if query.kind in ("reverse", "count", "filter") and query.bodies:
        return replace(query, topic=Topic(tuple(_narrowing(query, lexicon))))
    if query.kind == "fact" and query.bodies and not query.figure and not _WHERE.search(query.text):
        generic = query_words(_GENERIC_TASK_WORDS)
        words = [word for word, _ in read_topic(without_bodies(query), lexicon).words]
        if all(word in generic or word in lexicon.places for word in words):
            return replace(query, kind="reverse", topic=Topic(()))
    return query
