"""Reads a PDF back the way a finder would: text, fonts, what else it carries."""

import io
import re

import pikepdf
from pypdf import PdfReader


def pages_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf):
    return "\n".join(pages_of(pdf))


def squeezed(text):
    """Without white space and hyphens: line breaks and hyphenation must not hide a word."""
    return re.sub(r"[\s\-\u2010]+", "", text)


def fonts_of(pdf):
    """Return the font names and whether each one is embedded."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                descriptor = thing.get("/FontDescriptor")
                found[str(thing.get("/BaseFont"))] = descriptor is not None and "/FontFile2" in descriptor
    return found
