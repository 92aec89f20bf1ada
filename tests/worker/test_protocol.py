"""Frames: what is malformed is a ProtocolError and nothing else."""

import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from convgrade.worker.protocol import (
    BODY_LIMIT,
    HEADER_LIMIT,
    PREFIX,
    Frame,
    ProtocolError,
    lengths,
    pack,
    pack_strictly,
    unpack,
)

VALUES = [1, None, "text", 2.5, b"bytes", np.float32(1), np.zeros((2, 3), order="F"), np.array([True]), {"a": [(1,)]}]


def opened(frame):
    """Return what a receiver makes of the bytes of a frame."""
    header, body = lengths(frame[: PREFIX.size])
    rest = frame[PREFIX.size :]
    if len(rest) != header + body:
        raise ProtocolError("a stream would wait for more, or find some left over")
    return unpack(rest[:header], rest[header:])


def header_of(*trees, kind="k", nonce="n"):
    """Return the bytes of a header with these trees."""
    return json.dumps([kind, nonce, trees]).encode()


def test_a_frame_arrives():
    """Kind, nonce and values are what was packed."""
    assert opened(pack("kind", "nonce", 1, [2.5, "x"])) == Frame("kind", "nonce", [1, [2.5, "x"]])


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.integers(0, 40), more=st.binary(max_size=3))
@settings(max_examples=400, deadline=None)
def test_a_damaged_frame_is_a_protocol_error_or_another_frame(at, byte, cut, more):
    """Whatever byte changes, is missing or is added: no other exception comes out."""
    data = bytearray(pack("kind", "nonce", *VALUES))
    data[at % len(data)] = byte
    data = data[: len(data) - cut] + more

    try:
        frame = opened(bytes(data))
    except ProtocolError:
        return
    assert isinstance(frame, Frame)


words = st.text(max_size=5) | st.sampled_from([*"fsbnaltdcu", "<f8", "|b1"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=20,
)  # fmt: skip


@given(tree=json_values, body=st.binary(max_size=40))
@example(tree=["a", "<f8", [5], [], False], body=b"\0" * 32)
@settings(max_examples=400, deadline=None)
def test_a_forged_tree_is_a_protocol_error_or_a_value(tree, body):
    """No JSON and no bytes make the decoder fail in another way."""
    try:
        frame = unpack(header_of(tree), body)
    except ProtocolError:
        return
    assert len(frame.values) == 1


@pytest.mark.parametrize(
    ("tree", "body"),
    [
        (["x", 1], b""),
        ([], b""),
        ({}, b""),
        ("text", b""),
        (1.5, b""),
        (2**1024, b""),
        (["f", "nonsense"], b""),
        (["f", 1.0], b""),
        (["f", "\ud800"], b""),
        (["s", 1], b"\xff"),
        (["s", True], b"x"),
        (["s", -1], b""),
        (["s", 20_000], b"x" * 20_000),
        (["b", 4], b"abc"),
        (["b", 2], b"abc"),
        (["n", "<f8", "00"], b""),
        (["n", "<f8", "\ud800"], b""),
        (["n", "|b1", "02"], b""),
        (["n", "|O", "0000000000000000"], b""),
        (["a", "|O", [1], [], False], b"\0" * 8),
        (["a", "<f8", [1], [], False], b"\0" * 7),
        (["a", "<f8", [1], [], False], b"\0" * 9),
        (["a", "<f8", [-1], [], False], b""),
        (["a", "<f8", [True], [], False], b"\0" * 8),
        (["a", "<f8", [0, 2**62], [], False], b""),
        (["a", "<f8", [2**32, 2**32], [], False], b""),
        (["a", "<f8", [1] * 33, [], False], b"\0" * 8),
        (["a", "<f8", [2], [2], False], b"\0" * 16),
        (["a", "<f8", [2], [0], False], b"\0" * 16),
        (["a", "<f8", [2, 2], [1, -1], False], b"\0" * 32),
        (["a", "<f8", [2], [], 1], b"\0" * 16),
        (["a", "|b1", [2], [], False], b"\1\2"),
        (["l", {}], b""),
        (["l", [0] * 1001], b""),
        (["d", [["a", 1]]], b""),
        (["d", {"\ud800": 1}], b""),
        (["c", 0], b""),
        (["u", 1], b""),
        (["l", [["l", [["l", [["l", [["l", [["l", [["l", [["l", [["l", []]]]]]]]]]]]]]]]]], b""),
    ],
)  # fmt: skip
def test_a_malformed_value_is_a_protocol_error(tree, body):
    """Unknown tags, wrong lengths, shapes, dtypes, truth values and depths are refused."""
    with pytest.raises(ProtocolError):
        unpack(header_of(tree), body)


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"\xff",
        b"{}",
        b"[]",
        b'["k", "n"]',
        b'["k", 1, []]',
        b'["k", "n", [NaN]]',
        b'["k", "n", [1e999]]',
        b"[" * 60_000,
        b'["k", "n", [' + b"1" * 5000 + b"]]",
    ],
    ids=lambda header: repr(header[:20]),
)
def test_a_malformed_header_is_a_protocol_error(header):
    """What is not JSON of the right form, or is meant to exhaust the parser, is refused."""
    with pytest.raises(ProtocolError):
        unpack(header, b"")


@pytest.mark.parametrize(("header", "body"), [(HEADER_LIMIT + 1, 0), (0, BODY_LIMIT + 1), (2**32 - 1, 2**64 - 1)])
def test_an_oversize_length_is_refused_from_the_prefix_alone(header, body):
    """Lengths are judged before anything else is read or allocated."""
    magic = pack("", "")[:4]

    with pytest.raises(ProtocolError):
        lengths(PREFIX.pack(magic, header, body))


def test_something_else_is_no_prefix():
    """Bytes without the magic number are refused."""
    with pytest.raises(ProtocolError):
        lengths(b"HTTP/1.1 200 OK\r\n"[: PREFIX.size])


def test_a_reply_whose_header_would_be_too_long_says_so():
    """A list of many long numbers is replaced as a whole."""
    [value] = opened(pack("k", "n", [2**1000 + i for i in range(1000)])).values

    assert value.type_name == "list too large to send"


def test_the_grader_sends_nothing_that_cannot_cross():
    """A request with an unsupported value is a TypeError that names the type."""
    with pytest.raises(TypeError, match="a set cannot cross"):
        pack_strictly("k", "n", [1, {2}])


def test_callables_cross_as_their_index():
    """Functions are collected for the sender, and numbers travel."""
    functions = []
    frame = pack_strictly("k", "n", [max, min], functions=functions)
    header, _body = lengths(frame[: PREFIX.size])

    arrived = unpack(frame[PREFIX.size : PREFIX.size + header], b"", callback=["zero", "one"].__getitem__)

    assert functions == [max, min]
    assert arrived.values == [["zero", "one"]]
