import time

from workstation import resources
from workstation.directory.reading import FILES, read_directory, shipped_directory


def texts():
    return [resources.read("directory", name) for name in FILES]


def test_the_whole_edition_is_read(edition):
    counts = [len(part) for part in (edition.municipalities, edition.places, edition.services, edition.coverage)]
    assert counts == [609, 1204, 530, 2000]


def test_an_edition_is_named_by_its_content():
    one = read_directory(*texts())
    changed = texts()
    changed[2] = changed[2].replace("Awel", "Avel", 1)
    assert one.edition == shipped_directory().edition
    assert read_directory(*changed).edition != one.edition


def test_reading_takes_less_than_a_tenth_of_a_second():
    files = texts()
    took = []
    for _ in range(3):
        began = time.perf_counter()
        read_directory(*files)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.1
