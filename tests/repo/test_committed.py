"""Nothing is committed that speaks of one machine, one registry, or somebody else's files."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

import pytest

from tests.repo.tree import files, git, relative

# Turned by thirteen letters, so that this list does not find itself.
TURNED_WORDS = (
    *("clcv.bet", "clgubaubfgrq", "wsebt.vb", "negvsnpgbel", "erqunyb", "qrica", "ertvfgel.acz"),
    *("pynhqr", "naguebcvp", "bcranv", "pungtcg", "pbcvybg", "ncv.trzvav"),
    *(".yvoenel/", "gzc/oevrs", "gzc/onfu_wbof"),
)
WORDS = tuple(codecs.decode(word, "rot13") for word in TURNED_WORDS)
MACHINE_PATH = re.compile(
    r"(?<![\w./~-])(?:/(?:root|work|tmp|opt)/\w|/(?:home|Users)/\w+/\w|[A-Z]:\\Users\\)"
)
OWN = Path(__file__)
# A file shorter than this is no likeness of anything (empty and one-line samples).
SHORTEST_LIKENESS = 64


def faults(text: str) -> list[str]:
    """Return the forbidden words and machine paths in a text."""
    low = text.lower()
    found = [word for word in WORDS if word in low]
    return found + [match.group() for match in MACHINE_PATH.finditer(text)]


def read(path: Path) -> str | None:
    """Return a file's text, or None for a binary file."""
    content = path.read_bytes()
    return None if b"\0" in content[:8_000] else content.decode("utf-8", "replace")


def test_the_files_speak_of_the_project_alone() -> None:
    found = {relative(path): faults(read(path) or "") for path in files() if path != OWN}
    assert {name: words for name, words in found.items() if words} == {}


def test_commit_messages_speak_of_the_project_alone() -> None:
    assert faults(git("log", "--format=%B")) == []


@pytest.mark.parametrize("word", WORDS)
def test_the_check_finds_every_word(word: str) -> None:
    assert faults(f"see {word.upper()} there") == [word]


@pytest.mark.parametrize("folder", ["home/x", "Users/x", "root", "work", "opt"])
def test_the_check_finds_a_machine_path(folder: str) -> None:
    assert faults(f"open('/{folder}/file')")


@pytest.mark.parametrize("text", ["work/rest", "../shared/corpus", "/usr/bin/env", "a/tmp/b"])
def test_the_check_lets_other_paths_pass(text: str) -> None:
    assert faults(text) == []


def test_nothing_of_the_corpus_is_committed(corpus: Path) -> None:
    real = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.name
        for path in corpus.rglob("*")
        if path.is_file() and path.stat().st_size >= SHORTEST_LIKENESS
    }
    assert real
    ours = {relative(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files()}
    assert {name: real[digest] for name, digest in ours.items() if digest in real} == {}
