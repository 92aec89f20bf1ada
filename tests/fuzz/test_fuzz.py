"""The fuzzer finds nothing in a moderate number of inputs, and would find something if it were there."""

import json
from pathlib import Path

import fuzz
import pytest
from fuzz_targets import TARGETS, Decoder, Intake
from hypothesis import given
from hypothesis import strategies as st

from convgrade.grading import intake
from convgrade.worker.kinds import DTYPES
from convgrade.worker.protocol import PREFIX

COUNTS = {"decoder": 5000, "intake": 600, "results": 40, "recordings": 500}
tags = st.sampled_from([*"fsbnaltdcu", "x"])
leaves = st.none() | st.booleans() | st.integers(-3, 2**70) | st.text(max_size=8) | st.sampled_from(sorted(DTYPES))
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        | st.tuples(tags, inner).map(list)
        | st.tuples(st.just("a"), st.sampled_from(sorted(DTYPES)), inner, inner, inner).map(list)
    ),
)


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_is_found(target):
    """Damaged input is taken or refused in the ways that are foreseen, and quickly."""
    outcome = fuzz.fuzz(target, count=COUNTS[target], seed=11)

    assert outcome.finding == ""
    assert outcome.inputs == COUNTS[target]


@pytest.mark.parametrize("target", ["decoder", "intake", "recordings"])
def test_both_answers_occur(target):
    """The inputs are neither so damaged that all are refused at once, nor so little that all are taken."""
    answers = fuzz.fuzz(target, count=500, seed=12).answers

    assert min(answers["taken"], answers["refused"]) > 20


def test_a_fault_would_be_found(monkeypatch, tmp_path):
    """An exception that is no answer ends the target, and its input is kept."""
    monkeypatch.setattr(fuzz, "FOUND", tmp_path / "found")
    monkeypatch.setattr(intake, "content_hash", lambda sources: 1 / (len(sources) - 1))

    outcome = fuzz.fuzz("intake", count=2000, seed=13)

    assert "ZeroDivisionError" in outcome.finding
    assert [path.name.partition("-")[0] for path in (tmp_path / "found").iterdir()] == ["intake"]


def test_a_text_that_moves_the_cursor_would_be_found(monkeypatch, tmp_path):
    """Texts for people are looked at, not only exceptions."""
    monkeypatch.setattr(fuzz, "FOUND", tmp_path / "found")
    monkeypatch.setattr(intake, "clean_name", lambda name: name)

    assert "isprintable" in fuzz.fuzz("intake", count=5000, seed=14).finding


@pytest.mark.parametrize("path", sorted((fuzz.CORPUS / "decoder").iterdir()), ids=lambda path: path.name)
def test_the_frames_to_start_from_are_good(path, tmp_path):
    """Every frame of the corpus is one that a worker may send."""
    assert Decoder(0, {"": b""}, tmp_path).feed(path.read_bytes()) == "taken"


@pytest.mark.parametrize("path", sorted((fuzz.CORPUS / "intake").iterdir()), ids=lambda path: path.name)
def test_the_submissions_to_start_from_are_good(path, tmp_path):
    """Every submission of the corpus is one that a student may hand in."""
    target = Intake(0, fuzz.corpus_of("intake"), tmp_path)

    assert target.feed(path.read_bytes(), path.suffix) == "taken"


@given(header=st.lists(trees, max_size=3), kind=st.sampled_from(["returned", "raised", "loaded", "callback"]))
def test_any_tree_in_a_header_is_taken_or_refused(header, kind):
    """A frame whose header is any JSON is a frame or breaks the protocol, and nothing else happens."""
    text = json.dumps([kind, "n", header]).encode()
    data = PREFIX.pack(b"cvg1", len(text), 16) + text + bytes(16)

    assert Decoder(0, {"": b""}, Path()).feed(data) in ("taken", "refused")
