"""Why the store does not open or does not keep: each refusal names its sentence in `resources/text/nl/store.toml`.

All of these are the world's, not the counsellor's fault and not a defect. None carries content, keys or paths.
"""


class Refusal(Exception):
    """The store says no. `text_key` names what happened, what is safe and what comes next."""

    text_key = "store.refused"

    def __init__(self) -> None:
        super().__init__(self.text_key)


class WrongPassphrase(Refusal):
    """The one answer for every reason why a passphrase did not open the vault."""

    text_key = "store.wrong_passphrase"


class WrongRecoveryKey(Refusal):
    """The recovery key is well formed, but it is not the one of this profile."""

    text_key = "store.wrong_recovery_key"


class RecoveryKeyMistyped(Refusal):
    """The checksum of the recovery key is wrong: a typing error, not another key."""

    text_key = "store.recovery_key_mistyped"


class PassphraseTooShort(Refusal):
    """A new passphrase needs more characters."""

    text_key = "store.passphrase_too_short"


class TooSoon(Refusal):
    """Too many wrong passphrases: `seconds` to wait before the next try."""

    text_key = "store.too_soon"

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class NoProfile(Refusal):
    """The folder holds no profile at all."""

    text_key = "store.no_profile"


class ProfileExists(Refusal):
    """A profile, or something else, is already in the folder: nothing is ever made over it."""

    text_key = "store.profile_exists"


class StoreMissing(Refusal):
    """The profile is there, its store is not."""

    text_key = "store.store_missing"


class EmptyStore(Refusal):
    """The store has no bytes at all."""

    text_key = "store.empty_store"


class ForeignStore(Refusal):
    """The store belongs to another profile, or is not a store."""

    text_key = "store.foreign_store"


class PlaintextStore(Refusal):
    """The store is not encrypted. It is never opened."""

    text_key = "store.plaintext_store"


class DamagedStore(Refusal):
    """The store is ours and part of it can no longer be read."""

    text_key = "store.damaged_store"


class TruncatedStore(DamagedStore):
    """The store is ours and its end is missing."""

    text_key = "store.truncated_store"


class DamagedVaultFile(Refusal):
    """`vault.json` cannot be read, or states what we never write."""

    text_key = "store.damaged_vault_file"


class SwappedVaultFile(Refusal):
    """`vault.json` opens the store but does not belong to its present state: older, or of a weaker kind."""

    text_key = "store.swapped_vault_file"


class VaultTooNew(Refusal):
    """A newer version of the program wrote this."""

    text_key = "store.vault_too_new"


class AlreadyOpen(Refusal):
    """Another window of the program has this profile open."""

    text_key = "store.already_open"


class KeyringGone(Refusal):
    """The passphrase needs the secret in the keyring of this machine, and the keyring does not give it."""

    text_key = "store.keyring_gone"


class TooLittleMemory(Refusal):
    """The machine has not the memory free that turning a passphrase into a key takes."""

    text_key = "store.too_little_memory"


class NotLocalDisk(Refusal):
    """The folder is not on a disk of this machine; a store needs one."""

    text_key = "store.not_local_disk"


class DiskFull(Refusal):
    """There is no room left. What was kept before stays kept."""

    text_key = "store.disk_full"


class DiskTrouble(Refusal):
    """The disk could not be read or written. What was kept before stays kept."""

    text_key = "store.disk_trouble"


class StoreBusy(Refusal):
    """Other work holds the store longer than we wait."""

    text_key = "store.busy"


class VaultClosed(Refusal):
    """The vault was locked meanwhile."""

    text_key = "store.closed"


class UnsafeLibrary(Refusal):
    """The cipher library lacks something we rely on. We open nothing with it."""

    text_key = "store.unsafe_library"


class MigrationFailed(Refusal):
    """The store could not be brought to this version. It is as it was before."""

    text_key = "store.migration_failed"


class BackupFailed(Refusal):
    """The backup could not be made or did not pass its own check; it was taken away again."""

    text_key = "store.backup_failed"


class FileExists(Refusal):
    """There is already a file of this name: a backup overwrites nothing."""

    text_key = "store.file_exists"


class NotABackup(Refusal):
    """The file is not a backup of ours, or part of it is missing."""

    text_key = "store.not_a_backup"


class StoreFault(Exception):
    """A defect of ours, met by the store: what the library said, without any content."""
