"""How a command answers: a sentence for people, JSON for scripts; exit 0 done, 1 refused, 2 wrong use."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from workstation.vocabulary.words import words

DONE, REFUSED, WRONG_USE = 0, 1, 2


class Refused(Exception):
    """The command cannot do this now; nothing was half done. `text_key` and `values` make its sentence."""

    def __init__(self, text_key: str, **values: object) -> None:
        super().__init__(text_key)
        self.text_key = text_key
        self.values = values

    @property
    def sentence(self) -> str:
        """What happened, what is safe, what comes next."""
        return words()(self.text_key, **self.values)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command did. `lines` are for people, `facts` for scripts."""

    lines: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
    code: int = DONE


def give(answer: Answer, *, as_json: bool) -> int:
    """Print an answer and return the exit code."""
    if as_json:
        print(json.dumps({"ok": answer.code == DONE, **answer.facts}, ensure_ascii=False))
    else:
        for line in answer.lines:
            print(line)
    return answer.code


def give_refusal(refused: Refused, *, as_json: bool) -> int:
    """Print why not: on the error output for people, as JSON on the output for scripts."""
    if as_json:
        print(
            json.dumps({"ok": False, "refused": refused.text_key, "sentence": refused.sentence}, ensure_ascii=False)
        )
    else:
        print(refused.sentence, file=sys.stderr)
    return REFUSED
