# SPDX-License-Identifier: Apache-2.0
"""The house keeps its shape: sizes, names, who may name raw pixels, what every file begins with."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hearthwatch"
SOURCES = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
BENCHES = sorted((ROOT / "bench").rglob("*.py"))

MODULE_LINES = 400
FUNCTION_LINES = 60
PARAMETERS = 6
#: Parts of the package that may name raw pixels.
SEALED_SIDE = ("model/raw.py", "stages/cameras/", "stages/frames/", "stages/plates/", "stages/scene/",
               "stages/hazards/", "sealed/", "pipeline.py", "testing/")  # fmt: skip
RAW_WORDS = {"RawFrame", "WorkPicture"}
#: Who may use FFmpeg: what decodes, what encodes rendered pictures, and who lists its codecs.
FFMPEG_SIDE = (
    "stages/cameras/",
    "stages/frames/",
    "village/",
    "testing/",
    "commands/film.py",
    "television/coder.py",
    # Annotated files alone: there is no camera to be evaluated.
    "evaluation/redaction/series.py",
    "commands/doctor.py",
)
#: What an identifier would mean if it held one of these (docs/design/glossary.md).
FORBIDDEN = re.compile(
    r"(?<![a-z])(face|faces|gait|biometric|suspect|reidentif|re_?id(?![a-z])|identit|person_count|people_count|"
    r"count_(people|persons)|person_track|dwell|emotion|ethnic|loiter)"
)
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "handlers"}


def tree_of(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield each function of a file, methods and inner ones too."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def names(tree: ast.AST) -> Iterator[str]:
    """Yield each identifier that a tree defines or uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.alias):
            yield node.name


def raw_names_outside(path: Path, tree: ast.AST) -> set[str]:
    """Return the names of raw pixels that a file uses and may not."""
    if path.relative_to(SOURCE).as_posix().startswith(SEALED_SIDE):
        return set()
    return RAW_WORDS & set(names(tree))


def forbidden_names(tree: ast.AST) -> set[str]:
    """Return identifiers that the glossary forbids."""
    # "surface", "interface" and "preface" hold "face" and mean no face.
    return {
        name
        for name in names(tree)
        if FORBIDDEN.search(
            re.sub(r"(sur|inter|pre|type)faces?", "", re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower())
        )
    }


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_raw_pixels_are_named_on_the_sealed_side_only(path: Path) -> None:
    """No module outside the sealed side names a raw frame, by import or otherwise."""
    assert raw_names_outside(path, tree_of(path)) == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_ffmpeg_is_used_where_it_must_be_only(path: Path) -> None:
    """No module outside the named ones can decode anything."""
    modules = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    uses = any(module == "av" or module.startswith("av.") for module in modules)
    assert not uses or path.relative_to(SOURCE).as_posix().startswith(FFMPEG_SIDE)


def test_the_raw_pixel_check_catches_a_plant() -> None:
    """A publisher that takes a frame is caught."""
    planted = ast.parse("def render(plate: Plate, frame: RawFrame) -> bytes: ...")
    assert raw_names_outside(SOURCE / "stages" / "publishing" / "render.py", planted) == {"RawFrame"}


@pytest.mark.parametrize(
    "path", SOURCES + TESTS + BENCHES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_identifier_means_who_somebody_is(path: Path) -> None:
    """No identifier anywhere holds a word that the glossary forbids."""
    assert forbidden_names(tree_of(path)) == set()


@pytest.mark.parametrize(
    "name", ["face_box", "FaceDetector", "gait", "dwell_s", "person_count", "reid_model"]
)
def test_the_word_check_catches_a_plant(name: str) -> None:
    """Each forbidden word is caught in the forms that identifiers take."""
    assert forbidden_names(ast.parse(f"{name} = 1")) == {name}


def test_the_word_check_leaves_other_words_alone() -> None:
    """Words that merely contain a forbidden one are no finding."""
    assert forbidden_names(ast.parse("surface = interface = 1")) == set()


@pytest.mark.parametrize(
    "path", SOURCES + TESTS + BENCHES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_files_and_functions_keep_to_their_size(path: Path) -> None:
    """No file, function or signature outgrows its limit."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    long = [each.name for each in functions(path) if (each.end_lineno or 0) - each.lineno >= FUNCTION_LINES]
    wide = [
        each.name
        for each in functions(path)
        if len([arg for arg in (*each.args.posonlyargs, *each.args.args) if arg.arg not in {"self", "cls"}])
        > PARAMETERS
    ]
    assert (lines <= MODULE_LINES, long, wide) == (True, [], [])


@pytest.mark.parametrize(
    "path", SOURCES + TESTS + BENCHES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_every_file_begins_with_its_licence(path: Path) -> None:
    """The first line, or the second of a program, is the SPDX line."""
    head = path.read_text(encoding="utf-8").splitlines()[:2]
    assert "# SPDX-License-Identifier: Apache-2.0" in head


def test_there_is_no_junk_drawer() -> None:
    """No module is called after nothing in particular."""
    assert [path for path in SOURCES if path.stem in JUNK_DRAWERS] == []


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_test_says_what_must_hold(path: Path) -> None:
    """Each test function has a docstring."""
    silent = [
        each.name for each in functions(path) if each.name.startswith("test_") and not ast.get_docstring(each)
    ]
    assert silent == []


def test_there_are_no_mocks() -> None:
    """No test patches what it tests: fakes are shipped in hearthwatch.testing."""
    mocks = {
        path.name
        for path in TESTS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom | ast.Import)
        and "mock" in " ".join([getattr(node, "module", "") or "", *(alias.name for alias in node.names)])
    }
    assert mocks == set()


def test_no_two_test_files_share_a_name() -> None:
    """Pytest imports test files by name alone: two of one name stop a whole run before its first test."""
    seen = Counter(path.name for path in TESTS if path.name != "conftest.py")
    assert [name for name, times in seen.items() if times > 1] == []
