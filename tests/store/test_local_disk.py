from pathlib import Path, PureWindowsPath

import pytest

from workstation.store.local_disk import REMOTE, kind_of, require_local
from workstation.store.profiles import create_profile
from workstation.store.refusals import NotLocalDisk

MOUNTS = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 21 0:40 / /home/noor/net rw - cifs //server/share rw
31 21 0:41 / /mnt/with\\040space rw - nfs4 server:/x rw
32 30 8:2 / /home/noor/net/local rw - xfs /dev/sdb rw
33 21 0:42 / /over rw - nfs server:/y rw
34 21 8:3 / /over rw - ext4 /dev/sdc rw
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/noor/profile", "ext4"), ("/home/noor/net", "cifs"), ("/home/noor/net/deep/er", "cifs"),
        ("/home/noor/network", "ext4"), ("/mnt/with space/x", "nfs4"), ("/home/noor/net/local/x", "xfs"),
        ("/over/x", "ext4"),
    ],
)  # fmt: skip
def test_the_nearest_mount_says_where_a_folder_lies(folder, kind):
    assert kind_of(Path(folder), MOUNTS) == kind


def test_network_file_systems_are_refused_and_local_ones_are_not():
    assert {"nfs4", "cifs", "smb3", "fuse.sshfs"} <= REMOTE
    assert not {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "fuseblk"} & REMOTE


@pytest.mark.parametrize("folder", [r"\\server\share\profile", r"\\?\UNC\server\share"])
def test_a_path_to_a_server_makes_no_profile(folder):
    with pytest.raises(NotLocalDisk):
        require_local(Path(folder))
    with pytest.raises(NotLocalDisk):
        create_profile(
            Path(folder), "vier gewone woorden", counsellor="", staff_number="", team="", use_keyring=False
        )
    assert not Path(folder).exists()
    assert str(PureWindowsPath(folder)).startswith("\\\\")


def test_this_folder_is_local(tmp_path):
    require_local(tmp_path / "not" / "there" / "yet")
