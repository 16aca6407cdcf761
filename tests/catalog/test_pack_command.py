"""The commands that check, show and install packs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from catalog.domain.normal_form import content_hash
from catalog.files.load import SHIPPED, load_question_pack, parse_pack, shipped_codes
from catalog.models import Pack
from catalog.operations import PackChangedError, install_pack

PARTNER = SHIPPED / "delivery-partner.yaml"


@pytest.mark.parametrize("code", shipped_codes())
def test_check_finds_no_fault_in_what_ships(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("pack", "check", str(SHIPPED / f"{code}.yaml"))
    assert "no fault" in capsys.readouterr().out


def test_check_tells_every_fault_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.yaml"
    text = PARTNER.read_text(encoding="utf-8")
    path.write_text(text.replace("unproven_cap: 2", "unproven_cap: 9").replace("language: en", "tongue: en"))
    with pytest.raises(SystemExit) as caught:
        call_command("pack", "check", str(path))
    assert caught.value.code == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("broken.yaml, line 6: 'tongue' is not known")
    assert "'unproven_cap' must be a whole number from 0 to 5, not 9." in lines[1]


def test_show_prints_the_normal_form(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("pack", "show", "saas-reliability", "--json")
    data = json.loads(capsys.readouterr().out)
    assert data["code"] == "saas-reliability"
    assert data["hash"] == content_hash(data)
    assert len(data["questions"]) == 66
    assert {"id", "phase", "domain", "weight", "impact", "effort", "levels", "depends_on", "core"} <= data["questions"][
        0
    ].keys()


def test_show_lists_questions_or_criteria(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("pack", "show", "saas-reliability")
    call_command("pack", "show", "delivery-partner")
    shown = capsys.readouterr().out
    assert "DIS-01  Is there an agreed" in shown
    assert "DP-01  " in shown


def test_an_unknown_pack_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("pack", "show", "nope")
    assert (
        "nope: No such file or directory. Shipped packs: delivery-partner, platform-supplier" in capsys.readouterr().err
    )


@pytest.mark.django_db
def test_install_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("pack", "install")
    call_command("pack", "install")
    assert Pack.objects.count() == 3
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition(": ")[2] for line in lines] == ["installed."] * 3 + ["was installed already."] * 3
    installed = Pack.objects.get(code="saas-reliability")
    assert parse_pack(installed.source.encode(), "stored") == load_question_pack("saas-reliability")


@pytest.mark.django_db
def test_the_same_version_with_other_content_is_refused() -> None:
    source = PARTNER.read_bytes()
    before, _ = install_pack(source=source, file="partner.yaml")
    with pytest.raises(PackChangedError, match=r"delivery-partner 1\.0\.0 is installed already .* such as 1\.1\.0"):
        install_pack(source=source.replace(b"unproven_cap: 2", b"unproven_cap: 1"), file="partner.yaml")
    assert Pack.objects.get().source == before.source


@pytest.mark.django_db
def test_comments_and_layout_are_not_content() -> None:
    source = PARTNER.read_bytes()
    install_pack(source=source, file="partner.yaml")
    _, is_new = install_pack(source=b"# a remark\n" + source, file="partner.yaml")
    assert not is_new


@pytest.mark.django_db
def test_a_new_version_is_installed_beside_the_old() -> None:
    source = PARTNER.read_bytes()
    install_pack(source=source, file="partner.yaml")
    install_pack(source=source.replace(b"version: 1.0.0", b"version: 1.1.0"), file="partner.yaml")
    assert sorted(Pack.objects.values_list("version", flat=True)) == ["1.0.0", "1.1.0"]
