"""Conversations: asking with server-sent events, the history, its export, feedback."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

from anyio import CancelScope, get_cancelled_exc_class, to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.access import require_reader
from api.browser_identity import NewBrowser, owner_of
from api.chat_schemas import ChatRequest
from api.conversations.datatypes import Conversation, Turn
from api.conversations.store import ConversationStore
from api.dependencies import conversations_of, knowledge_base_of, unanswered_of
from api.progress import GATHERED_SECONDS, Progress
from api.representation import conversation_json, turn_json
from api.schemas import Problem, filters_of
from api.streaming import EventStream, ServerEvent, Turnstile, answer_events
from api.unanswered import noting
from retriever.datatypes import Message

# Earlier turns that a question is completed from.
EARLIER_TURNS = 8

router = APIRouter(
    prefix="/api/v1",
    tags=["对话"],
    dependencies=[Depends(require_reader)],
    responses={
        401: {"model": Problem, "description": "需要口令"},
        404: {"model": Problem, "description": "没有这段对话"},
        422: {"model": Problem, "description": "字段不合要求，如问题为空或太长"},
        503: {"model": Problem, "description": "对话记录写不进去，如磁盘已满"},
    },
)


@router.post(
    "/chat",
    response_class=Response,
    summary="在对话中提问",
    responses={200: {"content": {"text/event-stream": {}}, "description": "事件流"}},
)
async def chat(body: ChatRequest, request: Request) -> EventStream:
    """保存问题并逐句回答，返回 `text/event-stream`。各事件的 data 都是 JSON：

    `turn` 对话和这一问的编号；`citation` 一处出处；`sentence` 已核对的一句（依次相连即答案）；
    `restart` 前面的几句作废，重新开始；`final` 完整的答案，字段同 `/api/v1/ask`；`error` 出错，字段同错误说明。
    对话按浏览器分开保存（Cookie），连接断开即停止作答。
    """
    store = conversations_of(request)
    newcomer = None if owner_of(request) else NewBrowser()
    owner = newcomer.owner if newcomer else owner_of(request)
    filters = body.filters.model_dump() if body.filters else {}
    if body.retry is not None:
        begun = await to_thread.run_sync(store.begin_again, owner, body.retry, filters, body.question)
    else:
        begun = await to_thread.run_sync(store.begin, owner, body.conversation_id, body.question or "", filters)
    conversation, turn, earlier = begun
    events = answer_events(
        knowledge_base_of(request), messages_of(earlier, turn.question), filters_of(body.filters), body.mode
    )
    if body.question is not None:
        events = noting(events, unanswered_of(request))
    # What a language model writes comes bit by bit; all else is there at once.
    gather = 0.0 if request.app.state.settings.llm_model and body.mode != "extractive" else GATHERED_SECONDS
    progress = Progress(events, gather)
    response = EventStream(_stream(store, request.app.state.turnstile, conversation, turn, progress))
    if newcomer:
        newcomer.remember(response, secure=request.url.scheme == "https")
    return response


def messages_of(earlier: Sequence[Turn], question: str) -> list[Message]:
    """The conversation as the knowledge base reads it: what was answered, and the question."""
    messages: list[Message] = []
    for turn in [turn for turn in earlier if turn.answer.get("answer")][-EARLIER_TURNS:]:
        messages += [Message("user", turn.question), Message("assistant", str(turn.answer["answer"]))]
    return [*messages, Message("user", question)]


async def _stream(
    store: ConversationStore, turnstile: Turnstile, conversation: Conversation, turn: Turn, progress: Progress
) -> AsyncGenerator[bytes, None]:
    """The events of one turn; keeps what became of it also when the client leaves."""
    try:
        opening = {"conversation": conversation_json(conversation), "turn": turn_json(turn)}
        yield ServerEvent("turn", opening).encoded()
        while not progress.done:
            limiter = turnstile.later if progress.begun else turnstile.first
            told = await to_thread.run_sync(progress.step, limiter=limiter)
            if told:
                yield b"".join(event.encoded() for event in told)
        # Before the last event leaves: whoever has seen the answer finds it again.
        await to_thread.run_sync(progress.keep, store, turn)
        if progress.last is not None:
            yield progress.last.encoded()
        if progress.unkept:
            yield ServerEvent("unkept", {"detail": progress.unkept}).encoded()
    except (get_cancelled_exc_class(), GeneratorExit):
        if not progress.done:
            progress.status = "stopped"
        raise
    finally:
        # Cancelled or not: the work ends, and the question is kept with what had been released.
        with CancelScope(shield=True):
            if not progress.done:
                await to_thread.run_sync(progress.close)
            if not progress.kept:
                await to_thread.run_sync(progress.keep, store, turn)
