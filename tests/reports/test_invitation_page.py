"""What a camera sees on the page is the invitation's own QR code; the words say what to do with it."""

from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pypdfium2
import segno

from workstation.reports.invitation_page import QUIET_RIM, SIDE, invitation_page, modules
from workstation.reports.page import LEFT
from workstation.reports.recovery_shares import recovery_shares
from workstation.sync.sealing.recovery import keys_of, new_own_keys, shares_of
from workstation.vocabulary.words import words

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
INVITATION = f"1712 centrale.example:8712 TK4B-V96M-BE28-Q4TR-96KV {'d9' * 32} {'0a' * 16}"


def test_the_drawn_squares_are_those_of_the_code():
    squares = modules(INVITATION)
    code = segno.make(INVITATION, error="m", micro=False)
    assert [[bool(one) for one in row] for row in code.matrix] == [
        row[QUIET_RIM:-QUIET_RIM] for row in squares[QUIET_RIM:-QUIET_RIM]
    ]
    with pypdfium2.PdfDocument(invitation_page(INVITATION, "noor", AT, words())) as document:
        scale = 4
        picture = document[0].render(scale=scale).to_pil().convert("L")
    size = SIDE / len(squares) * scale
    dark = [
        y for y in range(picture.height) if picture.getpixel((int(LEFT * scale + (QUIET_RIM + 0.5) * size), y)) < 99
    ]
    # the first long run of dark in this column is the edge of the upper left eye
    run = next(y for y in dark if all(y + step in dark for step in range(int(5 * size))))
    top = run - QUIET_RIM * size
    seen = [
        [picture.getpixel((int(LEFT * scale + (x + 0.5) * size), int(top + (y + 0.5) * size))) < 128 for x in range(len(squares))]
        for y in range(len(squares))
    ]  # fmt: skip
    assert seen == squares


def test_the_page_carries_the_whole_line_and_names_who_it_is_for():
    text = pypdf.PdfReader(BytesIO(invitation_page(INVITATION, "noor", AT, words()))).pages[0].extract_text()
    assert "noor" in text
    assert INVITATION.replace(" ", "") in "".join(text.split())


def test_two_of_three_sheets_read_from_paper_give_the_keys_back():
    own = new_own_keys()
    pages = pypdf.PdfReader(
        BytesIO(recovery_shares(shares_of(own), "12345 67890 12345 67890 12345 67890", AT, words()))
    ).pages
    said = [page.extract_text() for page in pages]
    assert len(said) == 3
    assert all(
        "12345 67890 12345 67890 12345 67890" in one and "1712" not in one.split("Herstelblad")[0] for one in said
    )
    typed = tuple(one.partition("De woorden van dit blad")[2].partition("Controlegetal")[0] for one in said)
    assert keys_of((typed[2], typed[1])) == own
