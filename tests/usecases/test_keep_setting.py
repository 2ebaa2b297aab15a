from workstation.usecases.keep_setting import keep_setting
from workstation.usecases.read_settings import read_settings


def test_settings_are_kept_and_forgotten(vault):
    assert keep_setting("theme", "donker", vault=vault).concerns("setting")
    keep_setting("letters", "120", vault=vault)
    keep_setting("letters", None, vault=vault)
    assert read_settings(vault=vault) == {"theme": "donker"}
