"""This module writes the unfinished .sqc file of an encode, by blocks, and goes on with an interrupted one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from sqcodec_gui import atomic_write
from sqcodec_gui.codec.model_store.installed import InstalledModel
from sqcodec_gui.container import Attachment, Header, SourceLoss, SqcError, SqcWriter, edit, resume_writer
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.engine import files
from sqcodec_gui.engine.sqc_file import open_sqc
from sqcodec_gui.engine.work_file_identity import is_begun_for, write_identity


class BlockCollector:
    """It collects tokens to whole blocks; drops the first ones, which an earlier try has written already."""

    def __init__(self, writer: SqcWriter, no_tokens: np.ndarray, already_there: int) -> None:
        self._writer = writer
        self._already_there = already_there
        self._tokens = no_tokens

    def add(self, tokens: np.ndarray) -> None:
        """Take the next tokens and write what they make whole."""
        dropped = min(self._already_there, tokens.shape[1])
        self._already_there -= dropped
        self._tokens = np.concatenate([self._tokens, tokens[:, dropped:]], axis=1)
        size = self._writer.header.block_tokens
        while self._tokens.shape[1] >= size:
            self._writer.write_block(self._tokens[:, :size])
            self._tokens = self._tokens[:, size:]

    def finish(self) -> None:
        """Write what is left as a last, shorter block."""
        if self._tokens.shape[1]:
            self._writer.write_block(self._tokens)


@contextmanager
def open_writer(
    work: Path,
    source: Path,
    header: Header,
    attachments: Sequence[Attachment],
    tables: EntropyTables | None,
    belongs_to: Mapping[str, object],
) -> Iterator[SqcWriter]:
    """Open the unfinished file, where an earlier try has left off if it was of the same source with the same settings.

    ``belongs_to``: what must be equal for that, beside what the header says (see ``engine.work_file_identity``).
    """
    options: dict[str, Any] = {"attachments": attachments, "tables": tables}
    try:
        writer = resume_writer(work, header, **options) if is_begun_for(work, belongs_to) else None
    except (SqcError, FileNotFoundError):  # nothing there, or of another try with other settings
        writer = None
    if writer is None:
        write_identity(work, belongs_to)
        with atomic_write.anew(work, like=source) as file:
            yield SqcWriter(file, header, **options)
        return
    with writer:
        yield writer


@contextmanager
def reading_back(work: Path, installed: InstalledModel) -> Iterator[Callable[[int, int], np.ndarray]]:
    """Read stretches of the tokens that were written, while the file has no footer yet."""
    with open_sqc(work, tolerant=True, here=[installed]) as reader:
        size = reader.header.block_tokens

        def read(start: int, stop: int) -> np.ndarray:
            blocks = [reader.read_block(index) for index in range(start // size, -(-stop // size))]
            first = start // size * size
            return np.concatenate(blocks, axis=1)[:, start - first : stop - first]

        yield read


def note_losses(work: Path, lost: tuple[SourceLoss, ...]) -> None:
    """Write the header anew with what reading the recording lost, known at its end only; all else is copied."""
    with files.made_anew(work.with_suffix(files.NEW_SUFFIX), like=work) as noted:
        with noted.open("r+b") as file:
            edit.retag(work, file, lost=lost)
        noted.replace(work)
