"""This module writes and reads whole numbers in as many bytes as they need (LEB128: seven bits a byte, least
significant first)."""

from sqcodec_gui.container.errors import SqcFooterError

LIMIT_BYTES = 9
"""63 bits."""
LARGEST = (1 << 63) - 1


def write(number: int) -> bytes:
    """Write a number, 0 <= number < 2**63."""
    if not 0 <= number < 1 << 63:
        raise ValueError(f"{number} cannot be stored")
    parts = bytearray()
    while number >= 0x80:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    parts.append(number)
    return bytes(parts)


def size(number: int) -> int:
    """Return how many bytes ``write`` gives."""
    return 1 if number < 0x80 else -(-number.bit_length() // 7)


def read(data: bytes, position: int) -> tuple[int, int]:
    """Read the number at ``position``, and where it ends. Raises IndexError if cut, OverflowError if too long."""
    result = shift = 0
    while True:
        byte = data[position]
        position += 1
        if byte < 0x80:
            return result | byte << shift, position
        result |= (byte & 0x7F) << shift
        shift += 7
        if shift == 7 * LIMIT_BYTES:
            raise OverflowError("a number is too long")


class VarintReader:
    """It takes numbers and bytes off the front of ``data``, which stands at ``offset`` in the file."""

    def __init__(self, data: bytes, offset: int):
        self._data = data
        self._offset = offset
        self._position = 0

    @property
    def left_bytes(self) -> int:
        """Return the number of bytes that are not read yet."""
        return len(self._data) - self._position

    def number(self, limit: int) -> int:
        """Read the next number. Raises SqcFooterError if it is more than ``limit``, cut, or too long."""
        start, result = self._position, 0
        if start < len(self._data) and self._data[start] < 0x80 and self._data[start] <= limit:  # most are short
            self._position = start + 1
            return self._data[start]
        for shift, byte in enumerate(self._data[start : start + LIMIT_BYTES]):
            result |= (byte & 0x7F) << 7 * shift
            if byte < 0x80:
                if result > limit:
                    break
                self._position = start + shift + 1
                return result
        raise SqcFooterError("a number is cut or too large", offset=self._offset + start)

    def take(self, size_bytes: int) -> bytes:
        """Read the next bytes. Raises SqcFooterError if there are fewer."""
        if self.left_bytes < size_bytes:
            raise SqcFooterError("the record is too short for what it holds", offset=self._offset + self._position)
        self._position += size_bytes
        return self._data[self._position - size_bytes : self._position]
