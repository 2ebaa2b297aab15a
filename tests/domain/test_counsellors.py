from workstation.domain.counsellors import OF_PROFILES, role_by_list, role_of


def test_a_list_is_believed_about_coordinators_and_about_nothing_else():
    assert role_by_list("counsellor", coordinator=True) == "team_coordinator"
    assert role_by_list("flemish_coordinator", coordinator=True) == "flemish_coordinator"
    assert {role_by_list(one, coordinator=False) for one in OF_PROFILES} == {
        "counsellor", "trainer", "protection_officer",
    }  # fmt: skip


def test_a_role_nobody_knows_is_the_one_that_may_least():
    assert (role_of("king"), role_of(None)) == ("counsellor", "counsellor")
