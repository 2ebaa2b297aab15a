import io
import subprocess

import pikepdf
import pytest
from pypdf import PdfReader
from tests.reports.conftest import a_call, entry, place_name
from tests.reports.reading_back import text_of

from workstation.reports.case_summary import case_summary
from workstation.reports.sealing import GROUPS, SIGNS, new_passphrase, seal

MARKER = "MERKGEHEIM"


@pytest.fixture
def pdf(codebook, text, stamp):
    return case_summary(
        a_call(narrative=MARKER), "internal", codebook=codebook, text=text, place_name=place_name, entry=entry, stamp=stamp,
    )  # fmt: skip


def unpacked(pdf, **opening):
    """Every stream decompressed: what a searcher with tools would see."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf), **opening) as document:
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    return out.getvalue()


def test_without_the_passphrase_nothing_can_be_read(pdf):
    # positive control: before sealing both ways of reading find it
    assert MARKER in text_of(pdf)
    assert b"1712" in unpacked(pdf)
    sealed = seal(pdf, "open-sesam")
    assert MARKER.encode() not in sealed
    assert b"(1712)" not in sealed
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(sealed))
    reader = PdfReader(io.BytesIO(sealed))
    assert reader.is_encrypted
    assert reader.decrypt("fout") == 0


def test_the_passphrase_opens_it_whole(pdf):
    reader = PdfReader(io.BytesIO(seal(pdf, "ópen-sésam")))
    assert reader.decrypt("ópen-sésam") > 0
    assert MARKER in "".join(page.extract_text() for page in reader.pages)


def test_it_is_aes_256_revision_6_and_hides_the_title(pdf):
    with pikepdf.open(io.BytesIO(seal(pdf, "open")), password="open") as document:
        assert document.encryption.R == 6
        assert document.encryption.bits == 256
        assert document.encryption.stream_method == pikepdf.models.EncryptionMethod.aesv3
        assert not document.allow.extract
        assert document.allow.accessibility
        assert str(document.docinfo["/Title"]) == "1712"


def test_a_seal_without_passphrase_is_refused(pdf):
    with pytest.raises(ValueError, match="passphrase"):
        seal(pdf, "")


def test_two_seals_differ(pdf):
    assert seal(pdf, "open") != seal(pdf, "open")


def test_passphrases_are_new_and_can_be_read_aloud():
    made = {new_passphrase() for _ in range(200)}
    assert len(made) == 200
    assert all(set(one) <= {*SIGNS, "-"} and one.count("-") == GROUPS - 1 for one in made)
    assert not set("0o1li") & set(SIGNS)


def test_poppler_agrees(pdf, tmp_path):
    try:
        subprocess.run(["pdftotext", "-v"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    plain, sealed = tmp_path / "plain.pdf", tmp_path / "sealed.pdf"
    plain.write_bytes(pdf)
    sealed.write_bytes(seal(pdf, "open"))
    read = subprocess.run(["pdftotext", str(plain), "-"], capture_output=True, text=True, check=False)
    assert MARKER in read.stdout
    refused = subprocess.run(["pdftotext", str(sealed), "-"], capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert MARKER not in refused.stdout
