"""The sentence to say to the caller: only what the entry knows, in words that can be read aloud."""

import re

from workstation.directory.naming import named
from workstation.directory.opening import hours_of
from workstation.domain.services import Service
from workstation.vocabulary.words import Words

_DAYS = {"Mo": 1, "Tu": 2, "We": 3, "Th": 4, "Fr": 5, "Sa": 6, "Su": 7}
_RULE = re.compile(r"^([A-Z][a-z](?:[-,][A-Z][a-z])*) (\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)$")
_BRACKETS = re.compile(r"\s+\([^()]*\)")
_HOLIDAYS = {"PH off", "Su,PH off", "PH,Su off"}
_WEEK = "1,2,3,4,5,6,7"
_SAYABLE = 3  # more spans than this nobody can follow by ear


def say(service: Service, text: Words) -> str:
    """Return the sentence for the caller. A number that is not confirmed is said to be so; none is ever made up."""
    if service.category == "noodnummer":
        return text("directory.say.emergency", number=service.phone)
    name = spoken_name(service.name, text)
    if service.audience == ("professionals",):
        return text("directory.say.professionals", name=_capital(name))
    if service.category == "veilig-huis":
        return text("directory.say.through_professionals", name=name)
    parts = [_where(service, name, text), _terms(service, text)]
    if service.phone and service.confidence == "unverified":
        parts.append(text("directory.say.unsure"))
    if not service.phone and service.category == "politie":
        parts.append(text("directory.say.police_in_danger"))
    if service.languages and "nl" not in service.languages:
        languages = [named("language", one, text) for one in service.languages]
        parts.append(text("directory.say.language", languages=_listed(languages, text)))
    return " ".join(part for part in parts if part)


def spoken_name(name: str, text: Words) -> str:
    """Return a name as one says it: with its article, without brackets, without a number before a dash."""
    name = _BRACKETS.sub("", name).strip()
    first, dash, rest = name.partition(" – ")
    if dash:
        name = rest if first.isdigit() else first if rest[0].islower() else f"{first}, {rest}"
    article = f"directory.say.article.{name.split()[0].rstrip(',')}"
    return f"{text(article)} {name}" if article in text else name


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _where(service: Service, name: str, text: Words) -> str:
    if not service.phone:
        if service.website and service.confidence != "unverified":
            return text("directory.say.website", where=name, website=_spoken(service.website))
        return text("directory.say.no_number", where=name)
    hours = spoken_hours(hours_of(service), text)
    key = "number_and_hours" if hours else "number"
    return text(f"directory.say.{key}", where=name, number=service.phone, hours=hours)


def _terms(service: Service, text: Words) -> str:
    free = service.cost == "gratis"
    key = {"yes": "anonymous", "no": "not_anonymous"}.get(service.anonymous, "")
    if free and key:
        return text(f"directory.say.free_{key}")
    if key == "anonymous" or free:
        return text("directory.say.free" if free else "directory.say.anonymous")
    return ""


def _spoken(website: str) -> str:
    return website.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def spoken_hours(spec: str, text: Words) -> str:
    """Return opening hours as one says them, or an empty text for hours too tangled to say (or not known)."""
    if spec.strip() == "24/7":
        return text("directory.say.always")
    said: list[str] = []
    for rule in (part.strip() for part in spec.split(";")):
        if rule in _HOLIDAYS:
            continue
        if found := _RULE.match(rule):
            said.append(f"{_days(found[1], text, holidays_off='PH off' in spec)} {_times(found[2], text)}")
        else:
            return ""
    return "" if len(said) > _SAYABLE else _listed(said, text)


def _listed(said: list[str], text: Words) -> str:
    """Return `a, b en c`."""
    return text("directory.say.and").join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _days(spec: str, text: Words, *, holidays_off: bool) -> str:
    days: list[int] = []
    for part in spec.split(","):
        first, _, last = part.partition("-")
        days += range(_DAYS[first], _DAYS[last or first] + 1)
    key = ",".join(map(str, days))
    if key == _WEEK:
        return text("directory.say.every_day")
    if key == "1,2,3,4,5" and holidays_off:
        return text("directory.say.workdays")
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return text("directory.say.from_to_day", first=_day(days[0], text), last=_day(days[-1], text))
    return text("directory.say.on_days", days=_listed([_day(day, text) for day in days], text))


def _day(number: int, text: Words) -> str:
    return text(f"directory.day.{number}")


def _times(spec: str, text: Words) -> str:
    spans = []
    for span in spec.split(","):
        first, _, last = span.partition("-")
        key = "until_midnight" if last in {"24:00", "00:00"} else "from_to"
        spans.append(text(f"directory.say.{key}", first=_time(first), last=_time(last)))
    return _listed(spans, text)


def _time(clock: str) -> str:
    hour, _, minutes = clock.partition(":")
    return str(int(hour)) if minutes == "00" else f"{int(hour)}.{minutes}"
