"""The .sqc file: tokens in, bytes out, and back. No weights, no audio; numpy, constriction, standard library.

``SqcWriter`` and ``resume_writer`` write, ``SqcReader`` reads, ``edit`` cuts, joins, mends and retags whole files.
The format is described byte by byte in ``resources/format/sqc-1.md``.
"""

from sqcodec_gui.container.attachments import Attachment
from sqcodec_gui.container.errors import Damage, DamageKind, SqcError, SqcVersionError
from sqcodec_gui.container.footer import Footer
from sqcodec_gui.container.header import Header, Source, Statistics
from sqcodec_gui.container.losses import SourceLoss
from sqcodec_gui.container.reader import SqcReader
from sqcodec_gui.container.timeline import BlockEntry, Part
from sqcodec_gui.container.writer import SqcWriter, resume_writer

__all__ = [
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
