"""The migrations travel with the program: a built wheel makes a store far from any checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROGRAM = r"""
import datetime, pathlib, sys
import workstation
assert pathlib.Path(workstation.__file__).is_relative_to(sys.argv[1]), workstation.__file__
from workstation.store import engine, migrating
from workstation.store.keys import Key
from workstation.store.vault import Vault
path = pathlib.Path(sys.argv[2])
engine.create(path, Key(bytes(32)))
migrating.bring_to_head(path, Key(bytes(32)), path.parent, datetime.datetime.now(datetime.UTC))
with Vault.opened(path, Key(bytes(32))) as vault, vault.reading() as work:
    print(work.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar(), migrating._folder())
"""


@pytest.fixture(scope="session")
def unpacked_wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.slow
def test_a_wheel_brings_its_migrations(unpacked_wheel, tmp_path):
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(unpacked_wheel), str(tmp_path / "store.db")],
        capture_output=True, text=True, check=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(unpacked_wheel)},
    )  # fmt: skip
    revision, folder = said.stdout.split()
    assert revision.isdigit()
    assert Path(folder) == unpacked_wheel / "workstation" / "_migrations" / "vault"
