"""The text as books hold it: XHTML in several files, without pictures."""

from __future__ import annotations

from html import escape

from postil.model.numbered import NumberedNote
from postil.model.text import Image
from postil.model.woven import BOOK_NOTES
from postil.weaving.emitter import Emitter


class BookEmitter(Emitter):
    """Emits blocks for an EPUB, whose notes stand in a file of their own."""

    def reference(self, note: NumberedNote) -> str:
        """The reference to a note; reading systems show the note where it is touched."""
        id = escape(note.note.id)
        return (
            f'<a class="ref" id="ref-{id}" href="{BOOK_NOTES}#note-{id}" epub:type="noteref"'
            f' role="doc-noteref">{note.number}</a>'
        )

    def image(self, image: Image, *, in_link: bool) -> str:
        """A link to the picture: a book cannot hold what stands elsewhere."""
        link = image.target or image.link
        alternative = escape(image.alternative or self.resolve(link), quote=False)
        html = f'<span class="picture" data-apparatus="">{alternative}</span>'
        return html if in_link else f"{self.link(link)}{html}</a>"
