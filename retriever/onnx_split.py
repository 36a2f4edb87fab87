"""A model cut in two at a value inside its graph, so that whoever needs only this value runs only the first part.

onnxruntime always works through a whole graph: `only_execute_path_to_fetches` has no effect outside of builds for
training (https://github.com/microsoft/onnxruntime/issues/16013). Messages are taken apart by their wire format
(https://protobuf.dev/programming-guides/encoding/), since no package that knows theirs is needed to run a model.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

_GRAPH = 7  # of a model
_NODE, _INITIALIZER, _INPUT, _OUTPUT = 1, 5, 11, 12  # of a graph
_TAKEN, _GIVEN = 1, 2  # of a node: names of values
_NAME, _INITIALIZER_NAME = 1, 8  # of an input or output, of an initializer
_FLOATS = b"\x08\x01"  # the type of a tensor: elem_type = FLOAT
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5  # types on the wire

Buffer = bytes | memoryview


@dataclass(frozen=True)
class _Field:
    """A field of a message: its number, all of its bytes, and those of its content."""

    number: int
    whole: memoryview
    content: memoryview


@dataclass(frozen=True)
class _Node:
    field: _Field
    taken: frozenset[str]
    given: frozenset[str]


def split_model(model: bytes, value: str) -> tuple[bytes, bytes] | None:
    """A model that ends with a value of floats, and one that begins with it; None where its graph has no such value.

    Nothing else changes: what the two give one after the other is what the whole gives. Each has the weights that its
    own part needs.
    """
    top = list(_fields(memoryview(model)))
    graph = [field for one in top if one.number == _GRAPH for field in _fields(one.content)]
    nodes = [_node(field) for field in graph if field.number == _NODE]
    if not any(value in node.given for node in nodes):
        return None
    floats = _written(_NAME, value.encode()) + _written(2, _written(1, _FLOATS))
    told = [_name(field, _NAME) for field in graph if field.number == _OUTPUT]
    lower = _part(graph, _needed(nodes, [value]), lambda field: field.number == _OUTPUT, _written(_OUTPUT, floats))
    upper = _part(graph, _needed(nodes, told, given=value), lambda _: False, _written(_INPUT, floats))
    rest = [field.whole for field in top if field.number != _GRAPH]
    return b"".join((*rest, *_opened(_GRAPH, lower))), b"".join((*rest, *_opened(_GRAPH, upper)))


def _needed(nodes: Sequence[_Node], values: Collection[str], given: str = "") -> list[_Node]:
    """The nodes that make some values, in their order; `given` is there without any."""
    wanted, found = set(values), list[_Node]()
    for node in reversed(nodes):  # they stand in the order in which they run
        if node.given & (wanted - {given}):
            found.append(node)
            wanted |= node.taken
    return found[::-1]


def _part(
    graph: Sequence[_Field], nodes: Sequence[_Node], drops: Callable[[_Field], bool], added: bytes
) -> list[Buffer]:
    """A graph of some of the nodes, with the inputs and weights that they take, in pieces: weights are long."""
    kept = {id(node.field) for node in nodes}
    taken = frozenset[str]().union(*(node.taken for node in nodes))
    names = {_INITIALIZER: _INITIALIZER_NAME, _INPUT: _NAME}
    stays = (
        field
        for field in graph
        if not drops(field)
        and (field.number != _NODE or id(field) in kept)
        and (field.number not in names or _name(field, names[field.number]) in taken)
    )
    return [*(field.whole for field in stays), added]


def _node(field: _Field) -> _Node:
    inner = [(one.number, bytes(one.content).decode()) for one in _fields(field.content) if one.number in (1, 2)]
    return _Node(field, *(frozenset(name for number, name in inner if number == kind) for kind in (_TAKEN, _GIVEN)))


def _name(field: _Field, number: int) -> str:
    return next(bytes(one.content).decode() for one in _fields(field.content) if one.number == number)


def _fields(message: memoryview) -> Iterator[_Field]:
    at = 0
    while at < len(message):
        tag, start = _varint(message, at)
        kind = tag & 7
        if kind == _BYTES:
            length, start = _varint(message, start)
            end = start + length
        elif kind == _VARINT:
            _, end = _varint(message, start)
        else:
            end = start + {_FIXED64: 8, _FIXED32: 4}[kind]
        yield _Field(tag >> 3, message[at:end], message[start:end])
        at = end


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number, and where what follows it begins."""
    number = shift = 0
    while True:
        byte = message[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def _written(number: int, content: bytes) -> bytes:
    """A field of bytes."""
    return b"".join(_opened(number, [content]))


def _opened(number: int, pieces: Sequence[Buffer]) -> tuple[Buffer, ...]:
    """A field of bytes that come in pieces."""
    length = sum(map(len, pieces))
    return (_as_varint(number << 3 | _BYTES), _as_varint(length), *pieces)


def _as_varint(number: int) -> bytes:
    found = bytearray()
    while number >= 0x80:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*found, number))
