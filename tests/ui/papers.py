"""A real PDF for the tests of the paper widgets."""

from workstation.domain.moments import now
from workstation.reports.page import PrintStamp, Sheet, Typesetter
from workstation.vocabulary.words import words


def a_pdf(*pages, number="A-2026-000001"):
    text = words()
    sheet = Sheet(PrintStamp(number, "0417", now()), text, title="1712", running="voorbeeld")
    for at, said in enumerate(pages):
        if at:
            sheet._turn()
        sheet.flow(Typesetter(text).prose(said))
    return sheet.finish()


def at_once(work, then=None, otherwise=None):
    """Do as a lane does, without waiting."""
    try:
        result = work()
    except Exception as wrong:
        if otherwise is None:
            raise
        otherwise(wrong)
    else:
        if then is not None:
            then(result)
