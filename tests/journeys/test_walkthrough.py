import json
import subprocess
import sys

import pytest
from pypdf import PdfReader
from tests.journeys.programs import environment


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    out = tmp_path_factory.mktemp("walk") / "out"
    done = subprocess.run(
        [sys.executable, "-m", "workstation", "walkthrough", "--out", str(out), "--json"],
        env={**environment(out.parent), "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return out, json.loads(done.stdout)


def test_a_call_from_unlocking_to_paper_by_keys_alone(walked):
    out, told = walked
    assert len(told["pictures"]) == 25
    assert all((out / name).stat().st_size > 2000 for name in told["pictures"])
    assert (out / told["pdf"]).read_bytes().startswith(b"%PDF-")


def test_a_standard_call_costs_at_most_sixty_keys(walked):
    assert walked[1]["call_keys"] <= 60


def test_a_silent_call_costs_three_keys(walked):
    assert walked[1]["silent_keys"] == 3


def test_the_copy_is_sealed_and_opens_with_its_passphrase(walked):
    out, told = walked
    reader = PdfReader(out / told["pdf"])
    assert reader.is_encrypted
    assert reader.decrypt(told["pdf_passphrase"])
    assert "een kwartier praten" in " ".join(page.extract_text() for page in reader.pages).replace("\n", " ")


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    done = subprocess.run(
        [sys.executable, "-m", "workstation", "walkthrough", "--out", str(tmp_path), "--json"],
        env={**environment(tmp_path), "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert json.loads(done.stdout)["refused"] == "commandline.folder_not_empty"
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
