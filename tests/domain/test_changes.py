from workstation.domain.changes import Changes


def test_changes_concern_the_kinds_that_were_written():
    changes = Changes.of("call", "a", "b")
    assert changes.concerns("shift", "call")
    assert not changes.concerns("draft")


def test_changes_add_up():
    both = Changes.of("call", "a") | Changes.of("draft", "d")
    assert both.touched == {("call", "a"), ("draft", "d")}


def test_nothing_written_concerns_nobody():
    assert not Changes().concerns("call")
