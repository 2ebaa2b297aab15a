"""Finding a planted word, however it was written down: encodings, packings, and PDFs by their text."""

import base64
import contextlib
import gzip
import io
import zipfile
import zlib
from pathlib import Path


def forms_of(marker: str) -> dict[str, bytes]:
    """Return the byte forms of a marker of at least 12 plain letters, by name."""
    found: dict[str, bytes] = {}
    for case, text in (("as typed", marker), ("upper", marker.upper()), ("title", marker.title())):
        for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
            found[f"{case} {code}"] = text.encode(code)
    raw = marker.encode()
    found["hex"] = raw.hex().encode()
    found["HEX"] = raw.hex().upper().encode()
    found["reversed"] = raw[::-1]
    for shift in range(3):
        # the middle of a base64 text does not depend on what stands around it
        found[f"base64 +{shift}"] = base64.b64encode(b"\0" * shift + raw)[4 : 4 + (len(raw) - 3) // 3 * 4 - 4]
    return found


def unpacked(content: bytes, depth: int = 2) -> list[bytes]:
    """Return the content and whatever is packed in it: gzip, zlib, zip, and the text of a PDF."""
    found = [content]
    if depth and content[:2] == b"\x1f\x8b":
        found += unpacked(gzip.decompress(content), depth - 1)
    if depth and content[:2] in {b"\x78\x9c", b"\x78\xda", b"\x78\x01"}:
        with contextlib.suppress(zlib.error):
            found += unpacked(zlib.decompress(content), depth - 1)
    if depth and content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            for name in folder.namelist():
                found += unpacked(folder.read(name), depth - 1)
    if content[:5] == b"%PDF-":
        found.append(text_of_pdf(content).encode())
    return found


def text_of_pdf(content: bytes, password: str | None = None) -> str:
    """Return the text a reader sees; empty when the PDF is sealed and the password is not known."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), password=password)
    if reader.is_encrypted and password is None:
        return ""
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "")


def found_in(content: bytes, marker: str) -> list[str]:
    """Return the names of the forms in which the marker stands in the content."""
    needles = forms_of(marker)
    return [name for name, needle in needles.items() if any(needle in part for part in unpacked(content))]


def found_below(folder: Path, marker: str) -> list[str]:
    """Return a line for every file below a folder that holds the marker."""
    lines = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            lines += [f"{file.relative_to(folder)}: {form}" for form in found_in(file.read_bytes(), marker)]
    return lines
