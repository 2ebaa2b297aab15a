import csv
import io
import json
import os
import re
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from tests.usecases.registration_folders import write_set

from workstation.commandline.running import main
from workstation.figures.synthetic import registration_year
from workstation.store.unlocking import unlock
from workstation.usecases.import_registrations import import_registrations
from workstation.vocabulary.reading import shipped_codebook

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def run(profile, monkeypatch, capsys):
    def run(*typed):
        monkeypatch.setattr("sys.stdin", io.StringIO(profile.passphrase + "\n"))
        code = main([*typed, "--profile", str(profile.folder), "--passphrase-stdin", "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def year_2024(profile, tmp_path):
    write_set(tmp_path / "set", registration_year(2024, 1, calls=900))
    with unlock(profile.folder, profile.passphrase) as vault:
        import_registrations(tmp_path / "set", vault, shipped_codebook(), lambda: NOW)


def test_a_year_comes_out_as_csv_workbook_and_report(run, year_2024, tmp_path):
    code, said = run("figures", "--year", "2024", "--out", str(tmp_path / "out"))
    assert (code, said["calls"]) == (0, 900)
    out = tmp_path / "out"
    rows = list(csv.DictReader(io.StringIO((out / "figures.csv").read_text(encoding="utf-8"))))
    assert {"T01", "T10", "X02", "X14"} <= {row["table_id"] for row in rows}
    assert (out / "report-2024.pdf").read_bytes().startswith(b"%PDF")
    assert "T10" in openpyxl.load_workbook(out / "figures.xlsx").sheetnames
    with zipfile.ZipFile(out / "figures.ods") as archive:
        sheets = re.findall(r'<table:table table:name="(.*?)"', archive.read("content.xml").decode())
    assert sheets[0] == "Toelichting"
    assert sheets == openpyxl.load_workbook(out / "figures.xlsx").sheetnames
    assert (out / "tables" / "T10.csv").read_text(encoding="utf-8").startswith("Antwoord,")
    charts = {file.stem: file.read_text(encoding="utf-8") for file in (out / "charts").iterdir()}
    assert {"T10", "X02", "F07"} <= set(charts)
    assert all(ET.fromstring(svg).get("aria-label") for svg in charts.values())
    assert not list(out.rglob("*.part"))
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in out.rglob("*") if path.is_file()} == {0}


def test_a_year_without_calls_writes_nothing(run, tmp_path):
    code, said = run("figures", "--year", "2031", "--out", str(tmp_path / "out"))
    assert (code, said["refused"]) == (1, "commandline.no_such_year")
    assert not (tmp_path / "out").exists()
