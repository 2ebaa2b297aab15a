def test_a_setting_is_kept_changed_and_forgotten(vault):
    with vault.work() as work:
        assert work.settings.get("theme") is None
        work.settings.put("theme", "licht")
        work.settings.put("theme", "donker")
        work.settings.put("letters", "130")
        assert work.settings.get("theme") == "donker"
        work.settings.put("letters", None)
        work.settings.put("letters", None)
        assert work.settings.all() == {"theme": "donker"}
