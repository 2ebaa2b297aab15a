"""Text help: own abbreviations, and words to read aloud or to mail, for a referral or a theme.

Nothing here knows who calls: a text names the service and the theme, never a person.
"""

import json
import re
import tomllib
from collections.abc import Mapping

from workstation.domain.services import Service, seen_by
from workstation.forms.review_form import UnreadableForm
from workstation.vocabulary.words import Words

OWN_ABBREVIATIONS = "abbreviations."
EMERGENCY = "noodnummer"  # a category of the directory
DAY_AND_NIGHT = {"24/7": "dag en nacht"}
SHORT = re.compile(r"[a-z][a-z0-9]{0,11}")
LONGEST = 20_000
MOST = 200
SHIPPED: Mapping[str, str] = {
    "tv": "telefonisch vervolg", "sl": "(mogelijk) slachtoffer zelf aan de lijn",
    "vk": "Vertrouwenscentrum Kindermishandeling",
    "gg": "geen gevaar op dit moment", "nb": "niet bevraagd", "vp": "veiligheidsplan besproken",
    "dv": "doorverwezen naar", "iov": "in overleg met",
}  # fmt: skip


def read_abbreviations(text: str) -> dict[str, str]:
    """Return short → long of a TOML text of `tv = "telefonisch vervolg"`. Raises UnreadableForm."""
    if len(text) > LONGEST:
        raise UnreadableForm("coordination.form_too_long")
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise UnreadableForm("coordination.form_no_toml", str(wrong).rpartition("(at ")[2].rstrip(")")) from None
    for short, long in table.items():
        if not SHORT.fullmatch(short) or not isinstance(long, str) or not long.strip():
            raise UnreadableForm("coordination.abbreviation", short)
    if len(table) > MOST:
        raise UnreadableForm("coordination.form_too_long")
    return {short: str(long) for short, long in table.items()}


def abbreviations_as_text(own: Mapping[str, str]) -> str:
    """Return abbreviations as the text that `read_abbreviations` reads."""
    return "".join(f"{short} = {json.dumps(long, ensure_ascii=False)}\n" for short, long in sorted(own.items()))


def to_say(service: Service, sentence: str, theme: str | None, text: Words) -> str:
    """Return what can be read aloud about a service: the directory's `sentence` and what is asked and left to the
    caller. An emergency number is said at once, without anything around it.
    """
    if service.category == EMERGENCY:
        return sentence
    write = text("text_help.say_write") if service.phone else ""
    parts = (_of_theme("say", theme, text), sentence, write, text("text_help.say_choice"))
    return " ".join(part for part in parts if part)


def theme_to_say(theme: str | None, text: Words) -> str:
    """Return what can be said about a theme when no service was named; empty where there are no words for it."""
    return _of_theme("say", theme, text)


def long_form(short: str, own: Mapping[str, str]) -> str | None:
    """Return what an abbreviation stands for, one's own before the shipped ones; None = nothing."""
    return own.get(short, SHIPPED.get(short))


def to_mail(service: Service, theme: str | None, text: Words) -> tuple[str, str]:
    """Return subject and body of a mail. The subject says nothing that another reader of the mailbox should not see;
    the theme is named only in words that fit everybody.
    """
    public = seen_by(service, "paper")
    facts = [
        text(f"text_help.mail_{name}", value=value)
        for name, value in (
            ("phone", public.phone), ("website", public.website), ("email", public.email),
            ("address", public.address), ("hours", _hours(public.opening_hours)),
        )
        if value
    ]  # fmt: skip
    body = [
        text("text_help.mail_hello"), "", _of_theme("mail", theme, text) or text("text_help.mail_begin"), "",
        public.name, *facts, "", text("text_help.mail_safe"), "", text("text_help.mail_end"),
    ]  # fmt: skip
    return text("text_help.mail_subject"), "\n".join(body)


def _of_theme(kind: str, theme: str | None, text: Words) -> str:
    key = f"text_help.{kind}_theme.{theme}"
    return text(key) if theme and key in text else ""


def _hours(hours: str) -> str:
    # a number that is not sure is no news for a mail
    return "" if "niet bevestigd" in hours.casefold() else DAY_AND_NIGHT.get(hours.strip(), hours)
