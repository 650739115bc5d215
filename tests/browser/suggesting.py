"""What the tests of the suggestion form share: words that are selected, and notes that are made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from postil import pipeline
from postil.pipeline import Options
from tests.building.folders import write_files

SELECT = """([first, last, nth]) => {
    // The words of the page as they are read, without what is no text of the transcript.
    const nodes = [], walker = document.createTreeWalker(
        document.querySelector('article'), NodeFilter.SHOW_TEXT);
    let text = '';
    while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (parent.closest('[data-apparatus], .ref, .note')) continue;
        nodes.push([text.length, node]);
        text += node.data;
    }
    const at = offset => {
        const [start, node] = nodes.filter(([start]) => start <= offset).at(-1);
        return [node, offset - start];
    };
    let from = -1;
    for (let found = 0; found <= nth; found += 1) from = text.indexOf(first, from + 1);
    const to = text.indexOf(last, from) + last.length;
    if (from < 0 || to < from) throw new Error('no such words');
    const range = new Range();
    range.setStart(...at(from));
    const [node, offset] = at(to - 1);
    range.setEnd(node, offset + 1);
    range.startContainer.parentElement.scrollIntoView({ block: 'center' });
    return range;
}"""


def select(page: Page, first: str, last: str | None = None, nth: int = 0) -> None:
    """Select the words from ``first`` to ``last``, as a screen reader or a script does."""
    page.evaluate(
        f"""(words) => {{ const range = ({SELECT})(words);
            getSelection().setBaseAndExtent(range.startContainer, range.startOffset,
                                            range.endContainer, range.endOffset); }}""",
        [first, last or first, nth],
    )


def drag(page: Page, first: str, last: str | None = None, nth: int = 0) -> None:
    """Select the words from ``first`` to ``last`` with the mouse."""
    x1, y1, x2, y2 = page.evaluate(
        f"""(words) => {{ const range = ({SELECT})(words);
            const edge = (node, offset, side) => {{
                const letter = new Range();
                letter.setStart(node, offset);
                letter.setEnd(node, offset + 1);
                const box = letter.getBoundingClientRect();
                const isRtl = getComputedStyle(node.parentElement).direction === 'rtl';
                const x = (side === 'start') !== isRtl ? box.left + 0.5 : box.right - 0.5;
                return [x, (box.top + box.bottom) / 2];
            }};
            return [...edge(range.startContainer, range.startOffset, 'start'),
                    ...edge(range.endContainer, range.endOffset - 1, 'end')]; }}""",
        [first, last or first, nth],
    )
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2)
    page.mouse.move(x2, y2)
    page.mouse.up()


def fill(page: Page, **fields: str) -> None:
    """Type into fields of the form by their names."""
    for name, value in fields.items():
        field = page.locator(f"dialog [name={name}]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


@dataclass(frozen=True)
class Suggested:
    """What the form made: the path of a file, and its text."""

    path: str
    text: str

    @property
    def id(self) -> str:
        """The note's id: the file's name."""
        return Path(self.path).stem


def finished(page: Page) -> Suggested:
    """The finished note that the form shows."""
    expect(page.locator("dialog.suggestion")).to_be_visible()
    expect(page.locator("[data-suggest-yaml]")).not_to_be_empty()
    path = page.locator("[data-suggest-path]").text_content() or ""
    return Suggested(path, page.locator("[data-suggest-yaml]").text_content() or "")


def words_of(site: Path, notes: Iterable[Suggested]) -> dict[str, str | None]:
    """The words that each note stands on once its file is saved; it must be right as it is.

    None stands for the whole transcript.
    """
    made = list(notes)
    assert len({note.path for note in made}) == len(made)
    write_files(site, {note.path: note.text for note in made})
    outcome = pipeline.check(site, Options(strict=True))
    assert outcome.diagnostics == ()
    assert outcome.plan is not None
    found: dict[str, str | None] = {}
    for planned in outcome.plan.transcripts:
        text = planned.anchored.transcript.text
        for annotation in planned.anchored.annotations:
            place = annotation.range
            path = f"annotations/{planned.anchored.transcript.path}/{annotation.note.id}.yaml"
            found[path] = None if place is None else text[place.start : place.end]
    return {note.path: found[note.path] for note in made}
