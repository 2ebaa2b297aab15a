import os
import sys
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from tests.reports.conftest import BEGAN, NARRATIVE, SERVICES, a_call, entry, place_name
from tests.reports.reading_back import fonts_of, pages_of, squeezed, text_of

from workstation.domain.calls import SAFETY_QUESTIONS, Addition, Call, Mark, Override
from workstation.domain.referrals import Referral
from workstation.domain.reported_persons import ReportedPerson
from workstation.reports.case_summary import case_summary
from workstation.reports.page import pages_in

AUDIENCES = ("internal", "police", "caller")


@pytest.fixture
def summary(codebook, text, stamp):
    def make(call, audience, *, entry=entry, stamp=stamp):
        return case_summary(
            call, audience, codebook=codebook, text=text, place_name=place_name, entry=entry, stamp=stamp,
        )  # fmt: skip

    return make


# one word per free text of a call that stands nowhere else: whoever reads the paper, finds it or does not
MARKERS = {
    "number": "MERKNUMMER", "contact_name": "MERKNAAM", "narrative": "MERKVERSLAG", "safe_moment": "MERKMOMENT",
    "counsellor": "MERKBEANTWOORDER", "contact_municipality": "MERKGEMEENTE", "campaign": "MERKCAMPAGNE",
    "heard_via": "MERKGEHOORD", "team": "MERKTEAM", "channel": "MERKKANAAL", "urgency": "MERKDRINGEND",
    "relation_to_victim": "MERKRELATIE", "contact_age": "MERKLEEFTIJD", "contact_gender": "MERKGENDER",
    "anonymous": "MERKANONIEM",
}  # fmt: skip
PERSON_MARKERS = {
    "age_group": "MERKPLEEFTIJD", "gender": "MERKPGENDER", "municipality": "MERKPGEMEENTE", "problem_type": "MERKPTYPE",
    "context_family": "MERKPCONTEXT", "context_setting": "MERKPSETTING", "main_form": "MERKPVORM",
    "violence_time": "MERKPTIJD", "relation_to_contact": "MERKPRELATIE",
}  # fmt: skip
POLICE_SEES = {"MERKKANAAL", "MERKDRINGEND", "MERKPOLITIEDIENST", "MERKANDERVORM"} | set(PERSON_MARKERS.values()) - {
    "MERKPRELATIE",
}  # fmt: skip
NAMED = {"MERKPOLITIEDIENST", "MERKCAWDIENST"}
OTHERS = NAMED | {"MERKTOEGEVOEGD", "MERKDOOR", "MERKREDEN", "MERKBIJZONDER", "MERKHULP", "MERKSTAP", "MERKANDERVORM"}


def marked_call():
    person = ReportedPerson(id="p1", violence_forms=("MERKANDERVORM",), **PERSON_MARKERS)
    return Call(
        id="MERKID", started_at=BEGAN, waited_s=987654, wrap_up_s=876543, persons=(person,), **MARKERS,
        safety=dict.fromkeys(SAFETY_QUESTIONS, "yes"), qualifiers=("MERKBIJZONDER",), help_offered=("MERKHULP",),
        additions=(Addition(BEGAN + timedelta(days=1), "MERKDOOR", "MERKTOEGEVOEGD"),), marks=(Mark(BEGAN, "MERKSTAP"),),
        overrides=(Override("R24", None, "MERKREDEN"),),
        referrals=(Referral("r1", "x", 1, "MERKCAWDIENST", "caw", BEGAN),
                   Referral("r2", "y", 1, "MERKPOLITIEDIENST", "politie", BEGAN)),
    )  # fmt: skip


def test_each_reader_finds_exactly_the_fields_meant_for_him(summary):
    every = set(MARKERS.values()) | set(PERSON_MARKERS.values()) | OTHERS
    found = {}
    for audience in AUDIENCES:
        read = squeezed(text_of(summary(marked_call(), audience)))
        found[audience] = {marker for marker in every if marker in read}
        assert "876543" not in read
        assert "MERKID" not in read
    assert found["internal"] == every
    assert found["police"] == POLICE_SEES
    assert found["caller"] == NAMED


def test_every_text_field_of_a_call_carries_a_marker_in_the_test_above():
    """A new field must be given a marker here, and a reader in `audiences.py`."""
    known = set(MARKERS) | {
        "id", "started_at", "ended_at", "waited_s", "wrap_up_s", "entered_late", "contact_age_years", "qualifiers",
        "help_offered", "safety", "callback_agreed", "shift", "persons", "relations", "referrals", "outcomes", "marks",
        "overrides", "additions", "missing", "revision", "edition", "filed_at",
    }  # fmt: skip
    assert {f.name for f in fields(Call)} == known
    rest = {"id", "is_contact", "age_years", "violence_forms", "missing"}
    assert {f.name for f in fields(ReportedPerson)} == set(PERSON_MARKERS) | rest


def test_a_colleague_reads_the_narrative_word_for_word_with_its_time_stamps(summary):
    read = squeezed(text_of(summary(a_call(), "internal")))
    assert squeezed(NARRATIVE.replace("[", "").replace("]", "")) in read
    assert "0745" in read or "07:45" in read


def test_the_three_honest_empties_are_told_apart(summary):
    person = ReportedPerson(
        id="p1", gender="unknown", missing={"municipality": "refused", "age_group": "contact_does_not_know"}
    )
    read = text_of(summary(Call(id="c", number="1", channel="phone", started_at=BEGAN, persons=(person,)), "police"))
    for empty in ("niet gevraagd", "gevraagd, niet geweten", "wil dit niet zeggen"):
        assert empty in read


def test_danger_that_never_ended_is_said(summary):
    assert "niet genoteerd" in text_of(summary(a_call(marks=a_call().marks[:1]), "police"))


def test_the_facts_of_a_referral_are_those_of_its_version(summary):
    now = replace(SERVICES["caw-test", 3], phone="0999 99 99 99", version=4)
    versions = {**SERVICES, ("caw-test", 4): now}
    read = text_of(summary(a_call(), "internal", entry=lambda one, version: versions.get((one, version))))
    assert "078 15 03 00" in read
    assert "0999" not in read


def test_an_entry_that_is_not_kept_is_said_not_made_up(summary):
    for audience in AUDIENCES[:2]:
        assert "niet meer te vinden" in text_of(summary(a_call(), audience, entry=lambda *_: None))
    assert "niet meer terug" in text_of(summary(a_call(), "caller", entry=lambda *_: None))


def test_a_service_without_confirmed_phone_is_said_on_every_paper(summary):
    for audience in AUDIENCES:
        assert "geen bevestigd" in text_of(summary(a_call(), audience))


def test_the_page_for_the_caller_does_not_say_what_it_is(summary):
    pdf = summary(a_call(), "caller")
    read = text_of(pdf).lower()
    for word in ("1712", "geweld", "oproep", "hulplijn", "slachtoffer", "pleger", "gent,", "2026-k7", "november"):
        assert word not in read, word
    assert "beschrijving" not in read
    assert b"1712" not in pdf.split(b"stream")[0]


def test_a_service_named_for_two_persons_stands_once_on_the_callers_page(summary):
    one = a_call().referrals[0]
    call = a_call(referrals=(one, replace(one, id="r9", person="p2")))
    assert text_of(summary(call, "caller")).count(one.service_name) == 1


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_page_says_secrecy_print_number_staff_number_moment_and_place_in_the_whole(summary, audience):
    many = tuple(replace(a_call().referrals[1], id=f"r{n}", service_version=n) for n in range(20))
    pages = pages_of(summary(a_call(referrals=many), audience))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        for mark in ("Beroepsgeheim", "A-2026-000123", "0417", "22/11/2026 14:55"):
            assert mark in page
        assert f"pagina {number} van {len(pages)}" in page


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_same_call_and_stamp_give_the_same_bytes(summary, audience, stamp):
    assert summary(a_call(), audience) == summary(a_call(), audience)
    assert summary(a_call(), audience) != summary(a_call(), audience, stamp=replace(stamp, number="A-2026-000124"))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_only_embedded_fonts_are_in_the_file(summary, audience):
    fonts = fonts_of(summary(a_call(narrative="→ Привет"), audience))
    assert fonts
    assert all(fonts.values())
    assert not any("Helvetica" in name for name in fonts)


def test_a_rehearsal_says_so_on_each_page(summary, stamp):
    pages = pages_of(summary(a_call(), "internal", stamp=replace(stamp, practice=True)))
    assert all("OEFENING" in page for page in pages)
    assert "OEFENING" not in text_of(summary(a_call(), "internal"))


def test_the_number_of_pages_is_known_for_the_register(summary):
    pdf = summary(a_call(), "internal")
    assert pages_in(pdf) == len(pages_of(pdf)) > 1


def test_an_unknown_reader_gets_nothing(summary):
    with pytest.raises(ValueError, match="newspaper"):
        summary(a_call(), "newspaper")


HOSTILE = {
    "control characters": "\x00\x07\x1b[31m\x7f\x85 \u202eomgekeerd\u2066",
    "emoji": "😀👩‍👩‍👧🏽 ☎️",
    "right to left": "שלום עולם مرحبا بالعالم",
    "a lone surrogate": "voor \ud83d na \udfff",
    "no word ends": "z" * 5000,
    "only spaces": " " * 3000,
    "only line ends": "\n\r\n\r" * 200,
    "markup": "<b>niet</b> &amp; <para> %s {gap} {0}",
    "combining": "e\u0301" * 300 + "\u0338" * 50,
    "stamps": "[00:00]" * 500 + "\n[99:99:99] einde\n[1:2] niets",
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("audience", AUDIENCES)
def test_whatever_was_typed_there_is_a_paper(summary, audience, typed):
    call = a_call(
        narrative=typed, safe_moment=typed, contact_name=typed, counsellor=typed, campaign=typed, number=typed,
        additions=(Addition(BEGAN, typed, typed),), overrides=(Override(typed, typed, typed),),
        marks=(Mark(BEGAN, typed),), qualifiers=(typed,),
        referrals=(replace(a_call().referrals[0], service_name=typed),),
    )  # fmt: skip
    assert "Beroepsgeheim" in text_of(summary(call, audience))


@pytest.mark.slow
def test_a_megabyte_pasted_by_mistake_is_printed_whole(summary):
    typed = "woord 12345 " * 87_500
    pages = pages_of(summary(a_call(narrative=typed), "internal"))
    assert sum(page.count("12345") for page in pages) == 87_500
    assert f"van {len(pages)}" in pages[-1]


def test_signs_of_both_fonts_stand_in_their_places_on_one_line(summary):
    read = text_of(summary(a_call(narrative="voor → Привет na Nguyễn Văn gewoon"), "internal"))
    assert "voor → Привет na Nguyễn Văn gewoon" in " ".join(read.split())


def test_signs_no_font_can_draw_are_named(summary):
    read = text_of(summary(a_call(narrative="hij stuurde 😀 en שלום עולם"), "internal"))
    assert "[emoji: grinning face]" in read
    assert "Hebreeuws schrift" in read


_opened = []


def _watch(event, args):
    if event == "open" and _opened is not None:
        _opened.append(args)


sys.addaudithook(_watch)


def test_nothing_is_written_anywhere(summary, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (tmp_path / "control").write_text("the watch sees writing")
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT

    def written():
        return [path for path, mode, flags in _opened if (flags or 0) & writing or set(mode or "") & set("wax+")]

    assert written()
    _opened.clear()
    for audience in AUDIENCES:
        summary(a_call(), audience)
    assert written() == []
    assert [one.name for one in tmp_path.iterdir()] == ["control"]
