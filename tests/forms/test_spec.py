import pytest

from workstation.forms.spec import Field, Form, Section, always, never

FORM = Form("f", (Section("one", (Field("a", "text"), Field("b", "text"))), Section("two", (Field("c", "text"),))))


def test_fields_come_in_the_order_of_reading():
    assert [field.name for field in FORM.fields] == ["a", "b", "c"]


def test_a_field_is_found_by_name():
    assert FORM.field("c").name == "c"


def test_an_unknown_field_is_a_defect():
    with pytest.raises(KeyError):
        FORM.field("z")


def test_a_field_is_shown_and_not_needed_unless_it_says_so():
    field = Field("a", "text")
    assert field.shown({}) is always({}) is True
    assert field.needed({}) is never({}) is False
