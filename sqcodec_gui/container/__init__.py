"""This package holds the .sqc file: tokens go in, bytes come out, and back. No weights, no audio; numpy, constriction,
standard library.

``SqcWriter`` and ``resume_writer`` write, ``SqcReader`` reads, ``edit`` cuts, joins, mends and retags whole files.
The format is described byte by byte in ``resources/format/sqc-1.md``, files with layers in ``sqc-2.md``. Tokens are
int32 [channels, n], one a frame; of files with layers int32 [channels, frames, tokens of a frame], where ``LOST_TOKEN``
stands for those of an upper layer that is lost.
"""

from sqcodec_gui.container.attachments import Attachment
from sqcodec_gui.container.block_timeline import BlockEntry, Part
from sqcodec_gui.container.blocks import LOST_TOKEN
from sqcodec_gui.container.errors import Damage, DamageKind, SqcError, SqcVersionError
from sqcodec_gui.container.footer import Footer
from sqcodec_gui.container.header import Header, Statistics
from sqcodec_gui.container.reader import SqcReader
from sqcodec_gui.container.source import Source
from sqcodec_gui.container.source_losses import SourceLoss
from sqcodec_gui.container.writer import SqcWriter, resume_writer

__all__ = [
    "LOST_TOKEN",
    "Attachment",
    "BlockEntry",
    "Damage",
    "DamageKind",
    "Footer",
    "Header",
    "Part",
    "Source",
    "SourceLoss",
    "SqcError",
    "SqcReader",
    "SqcVersionError",
    "SqcWriter",
    "Statistics",
    "resume_writer",
]
