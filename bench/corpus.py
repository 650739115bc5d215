"""The same transcripts in everybody's form: `python -m bench.corpus NUMBER FOLDER [--form FORM …]`.

In each form, in `FOLDER/FORM`, stand the same words and notes. `FOLDER/transcripts.jsonl` tells of each
transcript what its page must have, and `FOLDER/corpus.json` how much there is and which note is edited.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.peers.competitors import COMPETITORS
from bench.transcripts import Entry, Maker


@dataclass(frozen=True)
class Edited:
    """The note that is edited, by the page it is on and its text."""

    slug: str
    date: str
    body: str


@dataclass(frozen=True)
class Corpus:
    """How much there is, and which note is edited: that of the transcript in the middle."""

    transcripts: int
    words: int
    notes: int
    edited: Edited

    @classmethod
    def read(cls, folder: Path) -> Corpus:
        """What `main` wrote into a folder."""
        written = json.loads((folder / "corpus.json").read_text("utf-8"))
        return cls(**written | {"edited": Edited(**written["edited"])})


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files, by path in a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def write_corpus(count: int, folder: Path, forms: Sequence[str]) -> Corpus:
    """So many transcripts in these forms, and what there is to know of them."""
    maker = Maker()
    folder.mkdir(parents=True, exist_ok=True)
    entries: list[Entry] = []
    words = notes = 0
    edited: Edited | None = None
    with (folder / "transcripts.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(count):
            transcript = maker.transcript(number)
            for name in forms:
                write_files(folder / name, COMPETITORS[name].form.transcript(transcript))
            entries.append(Entry(transcript.slug, transcript.title, transcript.date))
            words += sum(len(turn.words) for turn in transcript.turns)
            notes += len(transcript.notes)
            if number == count // 2:
                edited = Edited(transcript.slug, transcript.date, transcript.notes[0].body)
            urls = [source.url for note in transcript.notes for source in note.sources]
            lines.write(json.dumps(asdict(entries[-1]) | {"urls": urls}) + "\n")
    assert edited is not None
    for name in forms:
        write_files(folder / name, COMPETITORS[name].form.site(entries))
    corpus = Corpus(count, words, notes, edited)
    (folder / "corpus.json").write_text(json.dumps(asdict(corpus)), encoding="utf-8")
    return corpus


def told(folder: Path) -> Iterator[tuple[Entry, list[str]]]:
    """Each transcript and the addresses of its sources, as `write_corpus` told them."""
    with (folder / "transcripts.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            written = json.loads(line)
            urls = written.pop("urls")
            yield Entry(**written), urls


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description="Make the transcripts that the measures are taken with.")
    parser.add_argument("number", type=int, help="how many transcripts")
    parser.add_argument("folder", type=Path, help="where to, a folder a form")
    parser.add_argument(
        "--form", action="append", choices=[*COMPETITORS], help="may be given several times; all"
    )
    chosen = parser.parse_args()
    corpus = write_corpus(chosen.number, chosen.folder, chosen.form or [*COMPETITORS])
    print(f"{corpus.transcripts} transcripts, {corpus.words} words, {corpus.notes} notes")


if __name__ == "__main__":
    main()
