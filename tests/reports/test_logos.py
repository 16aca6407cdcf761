"""Logos that an answers file names: only files, only in its folder, and every fault at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from catalog.domain.question_pack import QuestionPack
from core.images import RefusedImageError
from core.source import BadInputError
from reports.files.logos import read_logo
from reports.operations.headless import read_answers_file

PLACED = """\
answers: {}
report:
  logo: pipe.png
  consultant_logo: missing.png
  accent: red
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "answers"
    folder.mkdir()
    Image.new("RGB", (9, 9), "red").save(tmp_path / "secret.png")
    Image.new("RGB", (9, 9), "red").save(folder / "real.png")
    return folder


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.symlink_to("/dev/zero"), "It is a link that leads out of the folder of the answers file."),
        (
            lambda path: path.symlink_to("../secret.png"),
            "It is a link that leads out of the folder of the answers file.",
        ),
        (os.mkfifo, "It is not a file."),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links."),
        (lambda path: path.mkdir(), "Is a directory."),
        (lambda path: path.write_bytes(b""), "The file is empty."),
        (lambda path: path.write_bytes(b"x" * (6 << 20)), "A logo must be an image of at most 5 MB."),
        (lambda path: None, "No such file or directory."),
    ],
)
def test_what_is_no_image_in_the_folder_is_refused(make: Callable[[Path], object], sentence: str, folder: Path) -> None:
    make(folder / "logo.png")
    with pytest.raises(RefusedImageError) as caught:
        read_logo(folder, "logo.png")
    assert str(caught.value) == sentence


def test_device_is_refused_where_it_lies_in_the_folder() -> None:
    with pytest.raises(RefusedImageError, match="It is not a file"):
        read_logo(Path("/dev"), "zero")


@pytest.mark.parametrize("name", ["real.png", "link.png"])
def test_image_in_the_folder_is_read(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "link.png").symlink_to("real.png")
    monkeypatch.chdir(folder)
    assert read_logo(Path(), name) == read_logo(folder, "real.png")


def test_faults_of_logos_are_told_with_the_others_and_their_lines(folder: Path, shipped_pack: QuestionPack) -> None:
    os.mkfifo(folder / "pipe.png")
    answers = folder / "answers.yaml"
    answers.write_text(PLACED)
    with pytest.raises(BadInputError) as caught:
        read_answers_file(answers, shipped_pack, with_logos=True)
    told = [str(fault).split(": ", 1) for fault in caught.value.faults]
    assert told[0] == ["answers.yaml, line 3", "Report: 'logo' names pipe.png, which cannot be used. It is not a file."]
    assert told[1] == [
        "answers.yaml, line 4",
        "Report: 'consultant_logo' names missing.png, which cannot be used. No such file or directory.",
    ]
    assert told[2][0] == "answers.yaml, line 5"
    with pytest.raises(BadInputError) as without:
        read_answers_file(answers, shipped_pack)
    assert without.value.faults == caught.value.faults[2:]


@pytest.mark.parametrize("name", ['"a\\x07.png"', "x" * 300 + ".png"])
def test_name_with_a_fault_is_not_looked_up(name: str, folder: Path, shipped_pack: QuestionPack) -> None:
    answers = folder / "answers.yaml"
    answers.write_text(f"answers: {{}}\nreport: {{logo: {name}}}\n")
    with pytest.raises(BadInputError) as caught:
        read_answers_file(answers, shipped_pack, with_logos=True)
    assert len(caught.value.faults) == 1
