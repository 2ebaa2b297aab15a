"""Every page of a store in clear, free pages too: what somebody with the key and patience could still find."""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, IV, SALT, WAL_HEADER, FRAME_HEADER = 4096, 80, 16, 16, 32, 24


def _page(raw, key, *, first):
    start = SALT if first else 0
    body, iv = raw[start : PAGE - RESERVE], raw[PAGE - RESERVE : PAGE - RESERVE + IV]
    decrypting = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decrypting.update(body) + decrypting.finalize()


def pages_of(path, key):
    """The pages of a store and of its write-ahead log, decrypted with the raw key."""
    raw = path.read_bytes()
    clear = [_page(raw[at : at + PAGE], key, first=at == 0) for at in range(0, len(raw), PAGE)]
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes()[WAL_HEADER:] if log.exists() else b""
    size = FRAME_HEADER + PAGE
    for at in range(0, len(frames) - size + 1, size):
        number = int.from_bytes(frames[at : at + 4], "big")
        clear.append(_page(frames[at + FRAME_HEADER : at + size], key, first=number == 1))
    return clear


def found_in(path, key, needle):
    """How many pages hold the needle."""
    return sum(needle.encode() in page for page in pages_of(path, key))
