import pytest

from workstation.vocabulary.words import Words, words


def test_a_word_is_found_by_file_and_key():
    assert words()("intake.channel") == "Kanaal"


def test_gaps_are_filled():
    assert Words({"a.b": "{who} belde"})("a.b", who="Iemand") == "Iemand belde"


def test_braces_stay_where_there_is_nothing_to_fill():
    assert Words({"a.b": "{who} belde"})("a.b") == "{who} belde"


def test_a_missing_word_is_a_defect_that_is_heard():
    with pytest.raises(KeyError):
        words()("intake.no_such_word")


def test_whether_there_is_a_word_can_be_asked():
    assert "intake.channel" in words()
    assert "intake.no_such_word" not in words()


def test_words_of_one_table_come_without_its_name_in_their_order():
    assert Words({"a.b.c": "1", "a.b.a": "2", "a.bb": "3"}).under("a.b") == {"c": "1", "a": "2"}


def test_every_word_is_text():
    text = words()
    keys = [*text.keys()]
    assert keys
    assert all(isinstance(text(key), str) for key in keys)


def test_a_number_in_a_file_of_words_is_text_too(monkeypatch, tmp_path):
    from workstation import resources

    (tmp_path / "odd.toml").write_text("many = 3\n[deep.deeper]\nword = 'diep'\n", encoding="utf-8")
    monkeypatch.setattr(resources, "path", lambda *_parts: tmp_path)
    odd = words.__wrapped__("xx")
    assert (odd("odd.many"), odd("odd.deep.deeper.word")) == ("3", "diep")
