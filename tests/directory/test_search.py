from dataclasses import replace
from datetime import datetime

import pytest

from workstation.directory.ranking import DANGER_LINES
from workstation.directory.search import Finder
from workstation.domain.moments import BRUSSELS

GENT, KRUIBEKE, BORGLOON = "44021", "46013", "73009"


def names(hits):
    return [hit.service.name for hit in hits]


@pytest.mark.parametrize(
    ("typed", "service"),
    [
        ("politie gent", "Politiezone Gent"),
        ("gent politie", "Politiezone Gent"),
        ("politei gnt", "Politiezone Gent"),
        ("9000 politie", "Politiezone Gent"),
        ("çààà politie", "Politiezone Gent"),
        ("ocmw sint nicklaas", "OCMW Sint-Niklaas"),
        ("ocmw ledeberg", "OCMW Gent"),
        ("caw limburg", "CAW Limburg"),
        ("hasselt caw", "CAW Limburg"),
        ("schulden kortrijk", "OCMW Kortrijk"),
        ("geen geld aalst", "OCMW Aalst"),
        ("opvang vannacht gent", "CAW Oost-Vlaanderen"),
        ("vluchthuis brugge", "CAW Noord-West-Vlaanderen"),
        ("verkracht antwerpen", "Zorgcentrum na Seksueel Geweld Antwerpen (UZA)"),
        ("sporen laten nemen leuven", "Zorgcentrum na Seksueel Geweld Leuven (UZ Leuven)"),
        ("kind geslagen 9000", "Vertrouwenscentrum Kindermishandeling Oost-Vlaanderen"),
        ("stalking ex brugge", "Politiezone Brugge"),
        ("klacht indienen mechelen", "Politiezone Rivierenland"),
        ("dader hulp hasselt", "CAW Limburg"),
        ("sexting", "Child Focus"),
        ("awel", "Awel"),
        ("kindertelefoon", "Awel"),
        ("zelfmoord", "Zelfmoordlijn 1813"),
        ("1813", "Zelfmoordlijn 1813"),
        ("0800 13 500", "CAW – algemeen gratis nummer"),
        ("veilig huis hasselt", "Veilig Huis Limburg (Hasselt)"),
        ("justitiehuis dendermonde", "Justitiehuis Dendermonde"),
        ("frans partnergeweld", "Écoute Violences Conjugales (Franstalig)"),
        ("discriminatie", "Unia"),
        ("uitgehuwelijkt antwerpen", "GAMS België – helpdesk Vlaanderen (Antwerpen)"),
        ("mensenhandel gent", "Payoke"),
    ],
)
def test_one_box_finds_what_a_counsellor_means(finder, friday_morning, typed, service):
    assert names(finder.find(typed, at=friday_morning))[0] == service


def test_every_hit_says_why_it_stands_there(finder, friday_morning):
    for typed in ("politie gent", "opvang", "awel", "caw", "gent", "kind", "nu open"):
        hits = finder.find(typed, at=friday_morning)
        assert hits
        assert all(hit.reasons or hit.warnings for hit in hits), typed


def test_a_hit_names_the_place_it_serves_and_until_when_it_is_open(finder, friday_morning):
    found = finder.find("caw gent", at=friday_morning)
    assert "bedient Gent" in found[0].reasons
    general = next(hit for hit in found if hit.service.id == "caw-algemeen")
    assert "nu open tot 17 uur" in general.reasons


def test_a_line_for_minors_says_so(finder, friday_morning):
    assert "voor minderjarigen" in finder.find("awel", at=friday_morning)[0].reasons


def test_a_deelgemeente_is_named_with_its_municipality(finder, friday_morning):
    assert "bedient Ledeberg (Gent)" in finder.find("ocmw ledeberg", at=friday_morning)[0].reasons


def test_namesakes_give_the_services_of_each(finder, friday_morning):
    hits = finder.find("politie beveren", at=friday_morning)
    told = {hit.place.label for hit in hits if hit.place and hit.service.category == "politie"}
    assert len(told) == 3
    assert hits[0].service.name == "Politiezone Scheldewaas"


def test_the_persons_municipality_counts_unless_the_text_names_a_place(finder, friday_morning):
    assert names(finder.find("ocmw", at=friday_morning, near=GENT))[0] == "OCMW Gent"
    assert names(finder.find("ocmw aalst", at=friday_morning, near=GENT))[0] == "OCMW Aalst"


def test_a_former_municipality_counts_through_its_successor(finder, friday_morning):
    assert "Beveren" in names(finder.find("ocmw", at=friday_morning, near=KRUIBEKE))[0]


def test_a_code_that_never_was_a_municipality_is_ours_to_mend(finder, friday_morning):
    with pytest.raises(KeyError):
        finder.find("ocmw", at=friday_morning, near="00000")


def test_words_of_danger_put_101_and_112_first(finder, friday_morning):
    for typed in ("mes politie aalst", "hij wil haar vermoorden", "gevaar", "staat aan de deur gent"):
        assert [hit.service.id for hit in finder.find(typed, at=friday_morning)[:2]] == list(DANGER_LINES), typed


def test_danger_known_from_the_call_puts_101_and_112_first(finder, friday_morning):
    found = finder.find("caw gent", at=friday_morning, danger=True)
    assert [hit.service.id for hit in found[:2]] == list(DANGER_LINES)
    assert "bij gevaar nu: eerst bellen" in found[0].reasons


def test_a_planned_service_is_never_offered(edition, finder, friday_morning):
    planned = [service for service in edition.services if service.coverage == "none"]
    assert planned
    for service in planned:
        for typed in (service.name, "zsg halle", "zorgcentrum halle-vilvoorde", "zsg"):
            assert service.name not in names(finder.find(typed, at=friday_morning, limit=600))
        with pytest.raises(KeyError):
            finder.service(service.id)


def test_a_missing_telephone_number_is_said_and_ranks_lower_but_is_not_hidden(finder, friday_morning):
    hits = finder.find("kindermishandeling gent", at=friday_morning)
    silent = [hit for hit in hits if not hit.service.phone]
    assert silent
    assert all("geen nummer bevestigd" in hit.warnings for hit in silent)


def test_doubt_moves_an_entry_down_but_never_away(edition, finder, friday_morning):
    sure = next(service for service in edition.services if service.id == "hulplijn-lumi")
    doubtful = replace(sure, id="twin", confidence="unverified", checked_on="2019", phone="")
    twins = Finder(finder.places, (doubtful, sure), ())
    hits = twins.find("lumi", at=friday_morning)
    assert [hit.service.id for hit in hits] == [sure.id, "twin"]
    assert not hits[1].freshness.sure


def test_an_entry_someone_doubts_says_so_and_stands_lower(edition, finder, friday_morning):
    one = next(service for service in edition.services if service.id == "hulplijn-lumi")
    twin = replace(one, id="twin")
    hits = Finder(finder.places, (one, twin), (), doubted=frozenset({one.id})).find("lumi", at=friday_morning)
    assert hits[0].service.id == "twin"
    assert "iemand gaf aan dat dit niet klopt" in hits[1].warnings


def test_every_telephone_number_shown_stands_in_the_data(edition, finder, friday_morning):
    known = {service.id: service.phone for service in edition.services}
    for typed in ("politie", "caw", "ocmw", "hulplijn", "zsg", "kind"):
        for hit in finder.find(typed, at=friday_morning, limit=600):
            assert hit.service.phone == known[hit.service.id]


def test_an_uncertain_link_is_said(finder, friday_morning):
    hits = finder.find("caw malle", at=friday_morning)
    found = next(hit for hit in hits[:3] if hit.service.coverage == "coverage.csv")
    assert found.freshness.link == "unverified"
    assert "niet zeker of dit Malle bedient" in found.warnings


def test_open_now_brings_the_open_lines_up(finder):
    night = datetime(2026, 11, 22, 3, 0, tzinfo=BRUSSELS)
    hits = finder.find("luisterend oor nu open", at=night)
    assert all(hit.opening.open for hit in hits[:2])
    assert hits[0].service.name == "Tele-Onthaal"


def test_words_nothing_is_known_of_are_named(finder, friday_morning):
    assert finder.read("politie qqqxz gent").puzzling == ("qqqxz",)


@pytest.mark.parametrize(
    "typed", ["", "   ", "-", "\x00", "😀", "\ud800", "x" * 1_000_000, "a " * 5000, "\u202e", "'''", "0"]
)
def test_nothing_that_can_be_typed_or_pasted_breaks_it(finder, friday_morning, typed):
    assert isinstance(finder.find(typed, at=friday_morning), tuple)


def test_no_text_and_no_place_find_nothing(finder, friday_morning):
    assert finder.find("", at=friday_morning) == ()


@pytest.mark.parametrize(
    ("problems", "minor", "first"),
    [
        (("partner_violence",), False, "CAW Oost-Vlaanderen"),
        (("stalking",), False, "Politiezone Gent"),
        (("child_abuse",), True, "Vertrouwenscentrum Kindermishandeling Oost-Vlaanderen"),
        ((), False, "CAW Oost-Vlaanderen"),
        ((), True, "Vertrouwenscentrum Kindermishandeling Oost-Vlaanderen"),
    ],
)
def test_first_suggestions_fit_problem_and_age(finder, friday_morning, problems, minor, first):
    hits = finder.suggest(GENT, problems, minor=minor, at=friday_morning)
    assert hits[0].service.name == first
    assert len(hits) >= 4
    assert len({hit.service.id for hit in hits}) == len(hits)


def test_sexual_violence_brings_the_care_centre_first(finder, friday_morning):
    hits = finder.suggest(GENT, ("partner_violence",), at=friday_morning, forms=("sexual_violence",))
    assert hits[0].service.id == "zsg-gent"


def test_first_suggestions_in_danger_start_with_101(finder, friday_morning):
    assert finder.suggest(GENT, (), at=friday_morning, danger=True)[0].service.id == "nood-101"


def test_without_a_municipality_only_lines_for_all_are_suggested(finder, friday_morning):
    hits = finder.suggest(None, ("partner_violence",), at=friday_morning)
    assert hits
    assert all(hit.service.coverage != "coverage.csv" for hit in hits)


def test_every_municipality_has_four_first_suggestions(finder, friday_morning):
    for one in finder.places.municipalities("flanders", "brussels"):
        for minor in (False, True):
            assert len(finder.suggest(one.nis_code, (), minor=minor, at=friday_morning)) >= 4


def test_in_wallonia_the_lines_of_the_whole_country_are_suggested(finder, friday_morning):
    for minor in (False, True):
        hits = finder.suggest("82003", ("partner_violence",), minor=minor, at=friday_morning)
        assert len(hits) >= 4
        assert {hit.service.coverage for hit in hits} == {"belgium"}


def test_a_walloon_town_is_a_place_but_limburg_is_the_province(finder, friday_morning):
    assert names(finder.find("politie luik", at=friday_morning)) == ["101 – Dringende politiehulp"]
    assert finder.read("caw limburg").places == ()
