"""An import that is killed with its transaction open leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, select
from tests.usecases.registration_folders import write_set

from workstation.figures.synthetic import registration_year
from workstation.store import tables as t
from workstation.store.vault import Vault

ROOT = Path(__file__).parents[2]
IMPORT = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from workstation.store.keys import Key
from workstation.store.vault import Vault
from workstation.usecases.import_registrations import import_registrations
from workstation.vocabulary.reading import shipped_codebook

def told(done, of):
    if of is not None and done >= 2000:
        print("halfway", flush=True)
        time.sleep(60)

vault = Vault.opened(Path(sys.argv[1]), Key(bytes(range(32))))
import_registrations(Path(sys.argv[2]), vault, shipped_codebook(), lambda: datetime(2026, 11, 22, tzinfo=UTC), told)
"""


def test_killed_halfway_nothing_is_half_written(store_file, store_key, tmp_path):
    folder = write_set(tmp_path / "set", registration_year(2024, 1, 3000))
    with subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(store_file), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    ) as running:
        assert running.stdout.readline() == "halfway\n"
        running.send_signal(signal.SIGKILL)
    with Vault.opened(store_file, store_key()) as vault:
        assert vault.page_faults() == []
        with vault.reading() as work:
            for table in (t.calls, t.reported_persons, t.outcomes):
                assert work.connection.execute(select(func.count()).select_from(table)).scalar() == 0
