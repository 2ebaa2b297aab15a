from tests.records import a_service

from workstation.usecases.bring_in_directory import bring_in_directory
from workstation.usecases.current_directory import current_directory


def test_an_edition_is_brought_in_once(vault, clock):
    asked = []

    def services():
        asked.append(1)
        return (a_service(),)

    def bring(edition):
        return bring_in_directory(edition, services, "redactie", vault=vault, now=clock)

    assert bring("2026-1").concerns("service")
    assert not bring("2026-1").concerns("service")
    assert len(asked) == 1
    bring("2026-2")
    assert current_directory(vault=vault) == (a_service(),)
