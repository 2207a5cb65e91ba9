"""Two nodes appended to a recogniser's graph, so that it returns the best class of each step and not all 18,710.

An ONNX file is one protobuf message, and protobuf merges what is concatenated: a second, partial ``graph`` field
after the first adds its nodes and outputs to it. So no ONNX library is needed to write it.
"""

from __future__ import annotations

BEST, PROBABILITY = "huiqi_best", "huiqi_probability"

# field numbers of onnx.proto3
_MODEL_GRAPH, _GRAPH_NODE, _GRAPH_OUTPUT = 7, 1, 12
_NODE_INPUT, _NODE_OUTPUT, _NODE_OP, _NODE_ATTRIBUTE = 1, 2, 4, 5
_ATTR_NAME, _ATTR_INT, _ATTR_INTS, _ATTR_TYPE = 1, 3, 8, 20
_TYPE_INT, _TYPE_INTS = 2, 7
_VALUE_NAME, _VALUE_TYPE, _TYPE_TENSOR, _TENSOR_ELEMENT = 1, 2, 1, 1
_FLOAT, _INT64 = 1, 7


def with_best(model: bytes, scores: str) -> bytes:
    """``model`` with outputs :data:`BEST` (int64) and :data:`PROBABILITY` (float), both over the last axis of its
    output ``scores``. For opsets 11 to 17, where ReduceMax takes its axes as an attribute."""
    best = _node("ArgMax", scores, BEST, _int("axis", -1), _int("keepdims", 0))
    most = _node("ReduceMax", scores, PROBABILITY, _ints("axes", -1), _int("keepdims", 0))
    outputs = _output(BEST, _INT64) + _output(PROBABILITY, _FLOAT)
    graph = _bytes(_GRAPH_NODE, best) + _bytes(_GRAPH_NODE, most) + outputs
    return model + _bytes(_MODEL_GRAPH, graph)


def _node(op: str, source: str, target: str, *attributes: bytes) -> bytes:
    return (
        _bytes(_NODE_INPUT, source.encode())
        + _bytes(_NODE_OUTPUT, target.encode())
        + _bytes(_NODE_OP, op.encode())
        + b"".join(_bytes(_NODE_ATTRIBUTE, a) for a in attributes)
    )


def _output(name: str, element: int) -> bytes:
    tensor = _number(_TENSOR_ELEMENT, element)
    kind = _bytes(_TYPE_TENSOR, tensor)
    return _bytes(_GRAPH_OUTPUT, _bytes(_VALUE_NAME, name.encode()) + _bytes(_VALUE_TYPE, kind))


def _int(name: str, value: int) -> bytes:
    return _bytes(_ATTR_NAME, name.encode()) + _number(_ATTR_INT, value) + _number(_ATTR_TYPE, _TYPE_INT)


def _ints(name: str, value: int) -> bytes:
    return _bytes(_ATTR_NAME, name.encode()) + _number(_ATTR_INTS, value) + _number(_ATTR_TYPE, _TYPE_INTS)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value & 0xFFFF_FFFF_FFFF_FFFF)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
