import pytest

from workstation.directory.coverage_report import MUST_BE_FOUND, abroad, coverage_report, report_lines
from workstation.directory.search import Finder
from workstation.domain.services import Coverage


@pytest.fixture(scope="module")
def former(edition):
    return tuple(one for one in edition.municipalities if one.merged_into)


def test_every_municipality_finds_its_police_caw_vk_and_ocmw(finder, former, friday_morning):
    counts = coverage_report(finder, former, friday_morning)
    print("\n".join(report_lines(finder, former, friday_morning)))
    assert [count.asked for count in counts] == [304, 42] * len(MUST_BE_FOUND)
    assert all(count.complete for count in counts)
    assert {one.name for one in abroad(finder, former)} == {"Bastenaken", "Bertogne"}


def test_a_link_that_is_gone_turns_the_report_red(edition, finder, former, friday_morning):
    maimed = tuple(link for link in edition.coverage if not (link.nis_code == "44021" and "pz-" in link.service))
    counts = coverage_report(Finder(finder.places, edition.services, maimed), former, friday_morning)
    assert not counts[0].complete
    assert counts[0].missed == ("Gent",)


def test_a_glance_names_each_kind_and_how_sure_it_is(finder):
    glance = finder.at_a_glance("44021")
    assert [line.category for line in glance.lines] == ["politie", "caw", "vk", "ocj", "ocmw", "zsg", "veilig-huis"]
    assert glance.of("politie").name == "Politiezone Gent"
    assert glance.of("ocmw").name == "OCMW Gent"
    assert all(line.link in {"verified", "likely", "unverified"} for line in glance.lines)
    assert glance.province == "Oost-Vlaanderen"


def test_a_glance_says_what_is_not_there(finder):
    line = finder.at_a_glance("31005").lines[-1]
    assert line.service is None
    assert line.words == "geen Veilig Huis gekend voor Brugge"


def test_a_glance_of_a_former_municipality_is_that_of_its_successor(finder):
    old, new = finder.at_a_glance("46013"), finder.at_a_glance("46030")
    assert (old.asked, old.nis_code) == ("46013", "46030")
    assert old.lines == new.lines


def test_a_glance_without_a_number_says_so(finder):
    assert finder.at_a_glance("21001").lines[0].words.endswith("geen nummer bevestigd")


def test_the_police_zone_stands_before_its_special_cells(finder):
    assert finder.at_a_glance("21001").of("politie").id == "pz-5341-zuid"


def test_every_link_leads_to_a_municipality_and_a_service(edition):
    services = {service.id for service in edition.services}
    codes = {one.nis_code for one in edition.municipalities}
    assert all(
        isinstance(link, Coverage) and link.service in services and link.nis_code in codes
        for link in edition.coverage
    )
