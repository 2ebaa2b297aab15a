"""An edition of the codebook that comes while one works: a running call keeps its own, the next one has it."""

from datetime import timedelta

from workstation.domain.changes import Changes
from workstation.domain.moments import as_text, local_day
from workstation.store.codebook_editions import CodebookEditions
from workstation.vocabulary.editions import CodeChange, Edition
from workstation.vocabulary.words import words

RELATED = CodeChange(kind="new", list="violence_form", code="zz_new_form", label="Verzonnen vorm")
THEME = CodeChange(kind="new", list="problem_type", code="zz_new_theme", label="Verzonnen thema")
HERE = words()("sync.edition.codebook_in_use")


def comes(sitting, name, from_day, *changes):
    desk = sitting.station.desk
    at = as_text(desk.now())
    with desk.vault.work() as work:
        CodebookEditions(work.connection).take_over(
            Edition(id=name, from_day=from_day, changes=changes, drafted_by="c", drafted_at=at, enforced_by="c", enforced_at=at)
        )  # fmt: skip
    sitting.station.screens.announce(Changes.of("codebook", name))


def offered(sitting):
    book = sitting.screens.intake.page.person_sheet._asking.codebook
    return [one.code for one in book.offered("violence_form", local_day(sitting.station.desk.now()))]


def test_a_running_call_keeps_its_edition_and_the_next_one_has_the_new_one(profile, sit):
    one = sit(profile)
    one.begin_shift()
    desk, hands = one.station.desk, one.hands
    was, today = desk.codebook.edition, local_day(desk.now())
    hands.press("Ctrl+N")
    one.on("call")
    hands.type("Iemand belt voor een buur")
    comes(one, "e1", today, RELATED, THEME)
    hands.rest(0.2)
    assert (desk.codebook.edition, one.window.notices.shown) == (was, "")
    assert "zz_new_form" not in offered(one)
    one.window.go("home")  # a look elsewhere ends no call
    hands.rest(0.2)
    assert desk.codebook.edition == was
    one.window.go("call")
    one.screens.intake.call.draft.answer("qualifiers", ("silent",))
    one.screens.intake._close(one.call)
    hands.wait(lambda: desk.codebook.edition != was)
    one.window.notices._over()
    assert one.window.notices.shown == HERE
    now = desk.codebook.edition
    one.window.go("calls")
    assert one.screens.calls.theme.findData("zz_new_theme") > 0
    hands.press("Ctrl+N")
    one.on("call")
    assert "zz_new_form" in offered(one)
    found = one.screens.intake._parts.find_codes("violence_form", "verzonnen", today)
    assert [code.code for code in found] == ["zz_new_form"]
    one.screens.intake._drop_empty()
    one.window.go("home")
    # one of tomorrow is used tomorrow, also when nobody opens the program again
    comes(
        one,
        "e2",
        today + timedelta(days=1),
        CodeChange(kind="label", list="violence_form", code="zz_new_form", label="Anders"),
    )
    hands.rest(0.2)
    assert desk.codebook.edition == now
    clock = desk.now
    desk.now = lambda: clock() + timedelta(days=1)
    one.window.go("directory")
    hands.wait(lambda: desk.codebook.label("violence_form", "zz_new_form") == "Anders")
