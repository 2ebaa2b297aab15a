"""Names of the codes an entry holds; one we have no word for (an imported language, say) is shown as it is."""

from workstation.vocabulary.words import Words


def named(group: str, code: str, text: Words) -> str:
    """Return the word of a code of `directory.<group>`: audience, language, confidence."""
    key = f"directory.{group}.{code}"
    return text(key) if key in text else code
