"""The boxes that take one answer: a code, an age, a place."""

from workstation.ui.forms.asking import Asking
from workstation.ui.forms.type_ahead import TypeAhead


class CodeEdit(TypeAhead):
    """A code of one list: type its snelcode, a part of its label or a synonym."""

    def __init__(self, name: str, codes: str, asking: Asking) -> None:
        super().__init__(name, *asking.codes(codes), asking.text)


class AgeEdit(TypeAhead):
    """An exact age in years, or a band of the list."""

    def __init__(self, name: str, codes: str, asking: Asking) -> None:
        super().__init__(name, *asking.ages(codes), asking.text)


class PlaceEdit(TypeAhead):
    """A municipality: type a postcode (also `çààà`), its name, an old name or a deelgemeente."""

    def __init__(self, name: str, asking: Asking) -> None:
        super().__init__(name, *asking.places(), asking.text)
