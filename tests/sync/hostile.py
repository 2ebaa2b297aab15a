"""A hub that means harm: it answers as the real one does, and changes what it hands out."""

import copy
from dataclasses import replace

from workstation.domain.envelopes import Gone, Item


class HostileHub:
    """Speaks for the archive. `spoil(pulled)` may change any answer to a pull."""

    def __init__(self, archive):
        self._archive = archive
        self.spoil = None
        self.seen = {}  # every version of every record that ever passed

    def enrol(self, enrol):
        return self._archive.enrol(enrol)

    def push(self, device, push):
        return self._archive.push(device, push)

    def known(self, device, ids):
        return self._archive.known(device, ids)

    def recover(self, device, changes, knew):
        return self._archive.recover(device, changes, knew)

    def pull(self, device, pull):
        pulled = self._archive.pull(device, pull)
        for page in pulled.pages:
            for item in page.items:
                if isinstance(item, Item):
                    self.seen.setdefault(item.id, []).append(item)
        if self.spoil is None:
            return pulled
        return replace(
            pulled, pages=tuple(replace(p, items=tuple(self._spoilt(p.items)), digest=None) for p in pulled.pages)
        )

    def _spoilt(self, items):
        for item in items:
            if isinstance(item, Gone):
                yield item
                continue
            changed = self.spoil(replace(item, fields=copy.deepcopy(dict(item.fields)), meta=dict(item.meta)))
            if changed is not None:
                yield changed
