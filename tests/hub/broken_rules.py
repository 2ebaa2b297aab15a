"""The rules of the hub and of its stations, each broken on purpose in one way. `mutants.py` plays histories with them.

`more`: what its histories do more often, and `steps` how long they are: dice loaded for the rule in question, so that it
is found in seconds. `test`: the test that finds it, of a rule that stations which keep theirs never need.
"""

from typing import NamedTuple

HUB, TESTS, SYNC, STORE = "src/workstation/hub", "tests/hub", "src/workstation/sync", "src/workstation/store"
ARCHIVE = f"{TESTS}/test_archive.py"
KEPT = f"{TESTS}/test_model.py -k"  # a history that once broke, by a word of its name


class Mutant(NamedTuple):
    rule: str
    path: str
    sound: str
    broken: str
    on: str = "sqlite"
    more: tuple[str, ...] = ()
    steps: int = 40
    test: str = ""


MUTANTS = (
    Mutant(
        "the losing value is lost", f"{HUB}/merging.py",
        "        conflict = self._conflict(change, record, name, kept_in, value)\n        conflicts.append(conflict)\n"
        '        done.fates[name] = Fate("conflict", conflict.id)\n',
        '        done.fates[name] = Fate("same", record.meta.get(name))\n',
    ),
    Mutant("last writer wins", f"{HUB}/merging.py", "        if now is None:\n            return True\n        if self._knew", "        if True:\n            return True\n        if self._knew"),
    Mutant(
        "a repeated push is applied again", f"{HUB}/archive.py",
        "fresh = tuple(change for change in push.changes if change.n > contact.last_n)",
        "fresh = push.changes",
    ),
    Mutant(
        "a copied device is not noticed", f"{HUB}/archive.py",
        "                raise Fork(change.n)", '                acks.append(Ack(change.n, change.id, "ok"))\n                continue', more=("the_copy_writes_more",), steps=20,
    ),
    Mutant(
        "a change under another name is applied twice", f"{HUB}/applying.py",
        "before = answered_before({change.id for change in changes}, self._answered)", "before: dict[str, Ack] = {}",
    ),
    Mutant(
        "a conflict is typed over by one who had not seen it", f"{HUB}/merging.py",
        "if earlier is not None and _still_holds(earlier, change.base.get(name)):", "if earlier is not None:", more=("type_on_in_a_conflict_put_away",), steps=20,
    ),
    Mutant("no log matching", f"{HUB}/pulling.py", "if start.seq and (", "if False and ("),
    Mutant("log matching by stream only", f"{HUB}/numbering.py", "self._tag = uuid4().hex", 'self._tag = "always"'),
    Mutant(
        "no marker where a record left", f"{HUB}/numbering.py",
        "        markers = self._markers(left)\n", "        self._markers(left)\n        markers: list[dict[str, Any]] = []\n",
    ),
    Mutant(
        "a deletion ignores what it has not seen", f"{HUB}/merging.py",
        "if name == DELETED and value is True:  # what lays", "if False:  # what lays", more=("delete", "edit"),
    ),
    Mutant(
        "an edit of a deleted record is hidden", f"{HUB}/merging.py",
        "if record.deleted and DELETED not in change.sets and taken:", "if False:", more=("delete", "edit"),
    ),
    Mutant(
        "the author's own earlier change is not followed", f"{HUB}/merging.py",
        "            seen = fate.of\n", "            break\n", more=("type_on_after_the_very_same",), steps=20,
    ),
    Mutant(
        "a conflict stays behind when its record moves", f"{HUB}/merging.py", "if child.stream != to:", "if False:"
    ),
    Mutant(
        "a page passes over a row", f"{HUB}/pulling.py",
        "return select(both).order_by(both.c.seq).limit(most)", "return select(both).order_by(both.c.seq.desc()).limit(most)",
    ),
    Mutant("the digest forgets what a record was", f"{HUB}/numbering.py", "^ held.mark", "^ 0"),
    Mutant(
        "an erased record is taken again", f"{HUB}/applying.py", 'if any("purged" in', 'if any("never" in'
    ),
    Mutant(
        "what was given back overtakes what is new", f"{HUB}/merging.py",
        "return now in self._knew.get(change.id, {}).get(name, ())", "return True",
    ),
    Mutant(
        "what was given back is not remembered", f"{HUB}/applying.py",
        "        told.append((RECOVERED, self._new_recovered(answers)))\n", "", more=("hub_rolls_back",), steps=20,
    ),
    Mutant(
        "an outbox is done before the answer", f"{TESTS}/stations.py",
        'SET state=1, device=?, n=? WHERE place=?", (device, n, place)', 'SET state=3, device=?, n=? WHERE place=?", (device, n, place)',
    ),
    Mutant(
        "own text leaves the screen at the answer", f"{TESTS}/stations.py",
        "read.get(stream, -1) >= seq and record in", "True or record in", more=("record_changes_on_a_later_page",), steps=20,
    ),
    Mutant(
        "nothing is sent again after a restore", f"{TESTS}/stations.py",
        'self.db.execute("UPDATE outbox SET state=1 WHERE device=? AND n>=?", (device, expected))', 'self.keep("next_n", expected)',
    ),
    Mutant(
        "nothing is given back after a restore", f"{TESTS}/stations.py", "return more or self.give_back()", "return more", more=("hub_rolls_back",), steps=20,
    ),
    Mutant("a page is taken twice", f"{TESTS}/stations.py", "if seq != page.start:", "if False:", more=("sync_while_old_answers_arrive", "edit"), steps=30),
    Mutant(
        "a restored copy keeps its name", f"{TESTS}/stations.py",
        'if answer.last_n >= int(self.kept("next_n") or 1):', "if False:", more=("image_work_and_back",), steps=20,
    ),
    Mutant(
        "a new name without asking what is known", f"{TESTS}/stations.py", "for change in unknown:", "for change in ():"
    ),
    Mutant(
        "rows of a withdrawn stream stay", f"{TESTS}/stations.py",
        "for stream in known - set(answer.granted):", "for stream in ():",
    ),
    Mutant(
        "what is new stays where its record was", f"{HUB}/applying.py",
        "return about.stream if about is not None else change.stream", "return change.stream",
    ),
    Mutant(
        "what was refused outlives that under which it was written", f"{HUB}/erasing.py",
        "    _forget_refused(connection, {record, *(row.id for row in found)})\n", "", more=("add_part", "grant", "erase"),
    ),
    Mutant(
        "what hangs under an erased record stays", f"{HUB}/erasing.py",
        "RECORDS.c.parent.in_(sorted(ids))", "RECORDS.c.parent.in_([])",
    ),
    Mutant(
        "what hangs under an erased record comes back", f"{HUB}/applying.py",
        "above = (change.parent, record.parent if record is not None else None, named)", "above = (named,)",
    ),
    Mutant(
        "a conflict about an erased record comes back", f"{HUB}/applying.py",
        'named = change.sets.get("rec") if change.kind == CONFLICT else None', "return set()",
    ),
    Mutant(
        "a reader writes", f"{HUB}/applying.py",
        "self._writable = {stream for stream, may_write in grants.items() if may_write}", "self._writable = set(grants)",
    ),
    Mutant(
        "who wrote before a record was moved is refused", f"{HUB}/applying.py",
        "        streams |= {stream for one in ids for stream in self._left.get(one, {})}\n", "", more=("move", "edit", "add_part"),
    ),
    Mutant("a device that was refused is answered", f"{HUB}/archive.py", "if found.revoked:", "if False:"),
    Mutant(
        "a conflict is invented after a restore", f"{HUB}/applying.py",
        "elif self._invented_conflict(change):", "elif False:", test=f"{ARCHIVE}::test_a_conflict_that_the_hub_does_not_have_is_not_settled_into_being",
    ),
    Mutant(
        "a hub that lost answers asks for nothing", f"{HUB}/archive.py", "or acknowledged > held + len(fresh)", "or False", test=f"{ARCHIVE}::test_a_station_that_holds_answers_this_hub_never_gave_is_told_the_number_expected"
    ),
    Mutant(
        "a gap is passed over", f"{HUB}/archive.py",
        "any(change.n != held + 1 + place for place, change in enumerate(fresh))", "False", more=("hub_forgets_an_answer",), steps=10,
    ),
    Mutant(
        "a change counts as back when a conflict about it is", f"{HUB}/applying.py",
        "if answer.change.kind != CONFLICT]", "if True]", test=f"{ARCHIVE}::test_a_conflict_given_back_does_not_make_the_change_known_whose_name_it_bears",
    ),
    Mutant(
        "what a station may not give back is forgotten", f"{TESTS}/giving_back.py", '"refused=1" if stays else', '"refused=1" if False else', test=f"{KEPT} aside",
    ),
    Mutant(
        "what was given back is forgotten before it is read", f"{TESTS}/giving_back.py", 'if stays or again else "DELETE', 'if stays else "DELETE', test=f"{KEPT} before_it_was_read",
    ),
    Mutant(
        "a conflict that was dealt with opens again", f"{HUB}/merging.py",
        "            if _is_dealt_with(conflict):", "            if False:", test=f"{ARCHIVE}::test_a_conflict_that_was_dealt_with_is_left_as_it_is_when_its_change_comes_once_more"
    ),
    Mutant(
        "a conflict that was dealt with is given another value", f"{HUB}/merging.py", "dealt_with = self.gives_back and _is_dealt_with(record)", "dealt_with = False", test=f"{KEPT} different",
    ),
    Mutant(
        "a later value of a conflict is not given back beside it", f"{HUB}/merging.py", 'if record.kind == CONFLICT and name == "value" and self.gives_back:', "if False:", test=f"{KEPT} beside",
    ),
    Mutant(
        "a conflict forgets what was typed on", f"{HUB}/merging.py",
        'if conflict.fields.get("change", change.id) != change.id:', "if False:", test=f"{KEPT} laptop",
    ),
    Mutant(
        "a page says it reached the end", f"{HUB}/pulling.py",
        "end = head.head if not more else", "end = head.head if True else",
    ),
    Mutant(
        "a clock put back refuses who was heard before", f"{HUB}/archive.py",
        "if found.last_seen < self._seconds() - self._longest_away():", "if found.last_seen > self._seconds() + 3600:", more=("set_clock", "sync"), steps=20,
    ),
    Mutant(
        "an older program gives back what it knows alone", f"{TESTS}/giving_back.py",
        "            sets = {name: fields[name] for name in names}\n", '            sets = {name: fields[name] for name in names if name != "later"}\n', more=("write_what_is_new", "hub_rolls_back"), steps=20,
    ),
    Mutant(
        "an older program lets go of a kind it does not know", f"{TESTS}/stations.py",
        "        touched.add(item.id)\n        return mixed", '        if item.kind == "later":\n            self.db.execute("DELETE FROM records WHERE id=?", (item.id,))\n        touched.add(item.id)\n        return mixed', more=("write_what_is_new",), steps=20,
    ),
    Mutant(
        "a part goes to a group without what it hangs under", f"{HUB}/applying.py",
        "            return moves and apart\n", "            return False\n", test=f"{KEPT} nowhere",
    ),
    Mutant(
        "what one wrote is kept when it is sealed for others", f"{TESTS}/grouped.py",
        "            self._forget_text(record)\n", "            pass\n", more=("seal", "tell"), steps=20,
    ),
    Mutant(
        "a station keeps what it wrote when it is sealed for others", f"{SYNC}/exchange.py",
        "            forget_texts(work.connection, moved & gone_ones, pulled.granted)\n", "", on="stations", test="tests/sync/test_model_of_stations.py -k unasked",
    ),
    Mutant(
        "own text leaves while its record is still to come", f"{TESTS}/stations.py",
        "record in unread.get(stream, (record,))", "True", more=("record_changes_on_a_later_page",), steps=20,
    ),
    Mutant(
        "own text leaves while its record is still to come, at a station", f"{STORE}/outbox.py",
        "elif stream in unread and stream in may:", "elif False:", on="stations", more=("record_changes_on_a_later_page",), steps=20,
    ),
    Mutant(
        "what was written in a stream withdrawn unread stays", f"{STORE}/records.py",
        "if stream not in here", "if False", on="stations", more=("create", "sync", "grant"), steps=20,
    ),
    Mutant(
        "a station's page is taken twice", f"{STORE}/records.py", "if seq != page.start:", "if False:", on="stations", more=("sync_while_old_answers_arrive", "edit"), steps=20,
    ),
    Mutant(
        "a station gives nothing back", f"{SYNC}/exchange.py", "return self._give_back(met) if aside and not more else more", "return more",
        on="stations", more=("hub_rolls_back",), steps=20,
    ),
    Mutant(
        "a station that was restored keeps its name", f"{SYNC}/exchange.py", "if pulled.last_n >= next_n:", "if False:",
        on="stations", more=("image_work_and_back",), steps=20,
    ),
    Mutant(
        "a station with a new name does not ask", f"{SYNC}/exchange.py",
        "            work.outbox.send_again(unknown)\n", "", on="stations", more=("hub_rolls_back", "image_work_and_back"), steps=20,
    ),
    Mutant(
        "a station sends nothing again", f"{SYNC}/exchange.py", "if pulled.last_n < answered:", "if False:", on="stations", more=("hub_rolls_back",), steps=20,
    ),
    Mutant(
        "a station keeps what it may not see", f"{SYNC}/exchange.py",
        "for stream in set(work.records.cursors()) - set(pulled.granted):", "for stream in ():", on="stations", more=("grant",), steps=20,
    ),
    Mutant(
        "a station's own text leaves at the answer", f"{STORE}/outbox.py",
        "cursors.get(stream, -1) if stream in may else _FURTHEST", "_FURTHEST", on="stations", test="tests/sync/test_model_of_stations.py -k did_not_add_up",
    ),
    Mutant(
        "a station takes what differs for read", f"{STORE}/records.py",
        "taken.faithful = page.digest is None or page.digest == digest", "taken.faithful = True", on="stations", more=("a_stream_falls_out_of_a_store",), steps=8,
    ),
)  # fmt: skip

NO_FAULT = (
    (
        Mutant(
            "what another gave back counts as the author's conflict", f"{HUB}/merging.py",
            "if record.meta.get(name) == change.id:", "if False:",
        ),
        ("one change id carries one value: it meets the same value right below, so nothing is taken and no conflict is made;"
        " what differs is a fate that names the change itself, and following passes over what it has passed"),
    ),
)  # fmt: skip
"""What looks like a broken rule and breaks nothing, and why."""
