"""Whether a folder lies on a disk of this machine: a write-ahead log needs memory that all its readers share.

Seen on Linux (the mount table) and Windows (the drive's type and UNC paths). Elsewhere nothing is refused.
"""

import re
import sys
from pathlib import Path

from workstation.store.refusals import NotLocalDisk

REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "afs", "coda", "9p", "ceph", "glusterfs", "lustre", "davfs",
     "davfs2", "vboxsf", "prl_fs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.s3fs",
     "fuse.gvfsd-fuse", "fuse.curlftpfs", "fuse.smbnetfs", "fuse.vmhgfs-fuse"}
)  # fmt: skip


def require_local(folder: Path) -> None:
    """Raise NotLocalDisk when the folder, which need not exist yet, is known to lie elsewhere."""
    text = str(folder)
    if text.startswith("\\\\") or (sys.platform == "win32" and text.startswith("//")):
        raise NotLocalDisk
    if sys.platform == "win32":
        _require_local_drive(folder)
    elif sys.platform == "linux":
        mounts = Path("/proc/self/mountinfo")
        if (
            mounts.exists()
            and kind_of(folder.resolve(), mounts.read_text(encoding="utf-8", errors="replace")) in REMOTE
        ):
            raise NotLocalDisk


def kind_of(folder: Path, mountinfo: str) -> str:
    """Return the kind of file system on which a folder lies, by the kernel's mount table; empty when unknown."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        columns = before.split()
        if len(columns) < 5 or not after:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), columns[4]))
        depth = len(point.parts)
        # of two mounts on one point the later one is what is seen
        if depth >= best and folder.is_relative_to(point):
            best, kind = depth, after.split()[0]
    return kind


def _require_local_drive(folder: Path) -> None:
    if sys.platform == "win32":
        import ctypes

        remote = 4
        if ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) == remote:
            raise NotLocalDisk
