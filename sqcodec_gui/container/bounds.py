"""This module bounds what a file may ask of a reader, by its own size: no small file can keep it busy or fill memory.

The format's page says the same. A file that a writer of this package makes stays far below.
"""

from sqcodec_gui.container.errors import SqcLimitError

DESCRIPTIONS_FREE_BYTES = 1 << 20
DESCRIPTIONS_FACTOR = 8
BLOCKS_FREE, BYTES_PER_BLOCK = 4096, 32
"""Ten seconds of digital silence take 35 bytes at the lowest rate."""
PARTS_FREE, PART_BYTES = 1024, 256
PARTS_OF_SOUND_FREE, PARTS_OF_SOUND_PER_S = 24, 2
"""A decoder begins anew in each part, which is work however short it is: real recordings last half a second at least on
average."""
LOST_FREE_SAMPLES = 1 << 24
LOST_SAMPLES_PER_BYTE = 64
LOST_BLOCKS_FREE, BYTES_PER_LOST_BLOCK = 4096, 256
"""Blocks of all models are so long that their silence reaches its own bound first."""


class DescriptionsAllowance:
    """It counts how many bytes all descriptions of a file may still unpack to."""

    def __init__(self, file_bytes: int):
        self.left_bytes = DESCRIPTIONS_FREE_BYTES + DESCRIPTIONS_FACTOR * file_bytes

    @property
    def is_spent(self) -> bool:
        """Return whether nothing is left of it."""
        return self.left_bytes < 0

    def spend(self, size_bytes: int, offset: int | None) -> None:
        """Raise SqcLimitError if that is more than is left."""
        self.left_bytes -= size_bytes
        if self.is_spent:
            raise SqcLimitError("the descriptions of all parts unpack to more than they may", offset=offset)


def most_blocks(file_bytes: int) -> int:
    """Bound the blocks of all parts together, lost ones included."""
    return BLOCKS_FREE + file_bytes // BYTES_PER_BLOCK


def most_parts(file_bytes: int) -> int:
    """Bound the parts, lost ones included: a second of sound with its description takes more bytes."""
    return PARTS_FREE + file_bytes // PART_BYTES


def most_parts_of_sound(sound_s: float) -> int:
    """Bound the parts that are not all lost, if so many seconds of all of them together are in the file."""
    return PARTS_OF_SOUND_FREE + int(PARTS_OF_SOUND_PER_S * sound_s)


def most_lost_samples(file_bytes: int) -> int:
    """Bound the silence that stands for lost blocks, of all channels together, at the codec's rate."""
    return LOST_FREE_SAMPLES + LOST_SAMPLES_PER_BYTE * file_bytes


def most_lost_blocks(file_bytes: int) -> int:
    """Bound the blocks of all parts together that are noted as lost or missing."""
    return LOST_BLOCKS_FREE + file_bytes // BYTES_PER_LOST_BLOCK
