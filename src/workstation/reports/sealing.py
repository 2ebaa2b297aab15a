"""Seals a PDF with a passphrase: AES-256 as PDF 2.0 has it (revision 6), in memory."""

import io
import secrets

# without 0 and o, 1 and l and i: it is read aloud over the phone
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, SIGNS_A_GROUP = 5, 4


def new_passphrase() -> str:
    """Return a passphrase nobody chose, 99 bits: "k7mq-…". It must travel another way than the file."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(SIGNS_A_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def seal(pdf: bytes, passphrase: str) -> bytes:
    """Return the PDF encrypted; nothing of it, not even its title, can be read without the passphrase.

    Two seals of one PDF differ: salts are random. The owner's passphrase is made here and forgotten, so nobody can
    lift the wish that nothing be copied or changed (a wish: readers may ignore it). Raises ValueError when the
    passphrase is empty.
    """
    import pikepdf

    if not passphrase:
        raise ValueError("a sealed PDF needs a passphrase")
    out = io.BytesIO()
    wishes = pikepdf.Permissions(
        accessibility=True,
        extract=False,
        modify_annotation=False,
        modify_assembly=False,
        modify_form=False,
        modify_other=False,
    )
    lock = pikepdf.Encryption(
        user=passphrase, owner=secrets.token_urlsafe(32), R=6, aes=True, metadata=True, allow=wishes
    )
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=lock, linearize=False)
    return out.getvalue()
