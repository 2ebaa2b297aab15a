"""The structure of a PDF: what is a heading, a paragraph, a figure with its words, a row of a table.

While pages are drawn, each piece is marked; afterwards the tree of the pieces is written into the file (pikepdf).
This is tagged PDF as ISO 32000 has it. Nothing here claims PDF/UA: that needs a validator.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class Node:
    """One element: a standard structure type, its words for who cannot see it, its kids in reading order.

    `marks` are its own pieces as (page from 0, number on that page); `links` numbers of link annotations.
    """

    kind: str
    alt: str = ""
    scope: str = ""
    title: str = ""
    kids: list["Node"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    link: tuple[int, int] | None = None

    def grow(self, kind: str, **more: Any) -> "Node":  # noqa: ANN401 - passed on as they are
        """Add a kid and return it."""
        kid = Node(kind, **more)
        self.kids.append(kid)
        return kid


class Marker:
    """Marks what is drawn on a canvas, page by page."""

    def __init__(self, canvas: Any) -> None:  # noqa: ANN401 - reportlab has no types
        self._canvas = canvas
        self.page = 0
        self._numbers = 0
        self.links = 0

    @contextmanager
    def marked(self, node: Node | None) -> Iterator[None]:
        """Draw as a piece of a node; None: decoration, which no reader is told of."""
        if node is None:
            self._canvas._code.append("/Artifact BMC")  # noqa: SLF001 - reportlab has no door for marks
        else:
            node.marks.append((self.page, self._numbers))
            self._canvas._code.append(f"/{node.kind} <</MCID {self._numbers}>> BDC")  # noqa: SLF001 - idem
            self._numbers += 1
        yield
        self._canvas._code.append("EMC")  # noqa: SLF001 - idem

    def turn(self) -> None:
        """Begin the next page."""
        self.page += 1
        self._numbers = 0
        self.links = 0


def with_structure(pdf: bytes, root: Node, title: str) -> bytes:
    """Return the PDF with its structure tree, language and title. The same input gives the same bytes."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        _Writer(document).write(root)
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
            about["dc:title"] = title
            about["dc:language"] = ["nl-BE"]
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


class _Writer:
    def __init__(self, document: Any) -> None:  # noqa: ANN401 - an open pikepdf document
        import pikepdf

        self._p = pikepdf
        self._document = document
        self._parents: dict[int, dict[int, Any]] = {}
        self._links: list[tuple[int, Any]] = []

    def write(self, root: Node) -> None:
        p, document = self._p, self._document
        top = document.make_indirect(p.Dictionary(Type=p.Name.StructTreeRoot))
        top.K = p.Array([self._element(root, top)])
        numbers: list[Any] = []
        for page, elements in sorted(self._parents.items()):
            document.pages[page].obj.StructParents = page
            document.pages[page].obj.Tabs = p.Name.S
            row = document.make_indirect(p.Array([elements[at] for at in sorted(elements)]))
            numbers += [page, row]
        for key, element in self._links:
            numbers += [key, element]
        top.ParentTree = document.make_indirect(p.Dictionary(Nums=p.Array(numbers)))
        top.ParentTreeNextKey = len(document.pages) + len(self._links)
        document.Root.StructTreeRoot = top
        document.Root.MarkInfo = p.Dictionary(Marked=True)
        document.Root.Lang = p.String("nl-BE")

    def _element(self, node: Node, parent: Any) -> Any:  # noqa: ANN401 - pikepdf objects
        p = self._p
        made = self._document.make_indirect(
            p.Dictionary(Type=p.Name.StructElem, S=p.Name("/" + node.kind), P=parent, K=p.Array())
        )
        if node.alt:
            made.Alt = p.String(node.alt)
        if node.title:
            made.T = p.String(node.title)
        if node.scope:
            made.A = p.Dictionary(O=p.Name.Table, Scope=p.Name("/" + node.scope))
        for page, number in node.marks:
            made.K.append(p.Dictionary(Type=p.Name.MCR, Pg=self._document.pages[page].obj, MCID=number))
            self._parents.setdefault(page, {})[number] = made
        if node.link is not None:
            self._linked(made, *node.link)
        for kid in node.kids:
            made.K.append(self._element(kid, made))
        return made

    def _linked(self, made: Any, page: int, at: int) -> None:  # noqa: ANN401 - pikepdf objects
        p = self._p
        leaf = self._document.pages[page].obj
        note = leaf.Annots[at]
        key = len(self._document.pages) + len(self._links)
        note.StructParent = key
        self._links.append((key, made))
        made.K.append(p.Dictionary(Type=p.Name.OBJR, Pg=leaf, Obj=note))
