"""Memory after many calls: the real window takes a thousand silent calls; what it holds is read on the way."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from measuring import machine

from workstation.commandline.practice import PASSPHRASE
from workstation.commandline.sitting import Sitting


def resident() -> float:
    """Return the resident memory of this process in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Print the memory at the start, after a tenth of the calls and at the end."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--calls", type=int, default=1000)
    wish = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "profile"
        made = "from pathlib import Path; from workstation.commandline.practice import make_practice as m; "
        made += f"from workstation.domain.moments import now; m(Path({str(folder)!r}), now())"
        # in a process of its own: what making three hundred calls takes is not what the window holds
        subprocess.run([sys.executable, "-c", made], check=True, env={**os.environ, "PYTHONPATH": sys.path[1]})
        sitting = Sitting(folder)
        sitting.show()
        sitting.unlock(PASSPHRASE)
        hands, window = sitting.hands, sitting.window
        window.go("home")
        hands.rest(0.5)
        found = {0: resident()}
        for number in range(1, wish.calls + 1):
            hands.press("Ctrl+N")
            hands.type("stil")
            hands.press("Ctrl+E", "Ctrl+E")
            hands.type("s")
            hands.wait(lambda: window.situation.screen == "home")
            if number in {wish.calls // 10, wish.calls}:
                hands.rest(0.5)
                found[number] = resident()
        window.close()
    print(machine())
    steps = ", ".join(f"{mb:.0f} MB after {number}" for number, mb in found.items())
    begun, ended = found[wish.calls // 10], found[wish.calls]
    print(f"memory: {steps} calls; ratio of the end to a tenth of the way {ended / begun:.2f}  (target < 150 MB)")


if __name__ == "__main__":
    main()
