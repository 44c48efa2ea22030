"""One quality of the family ``spectral``, ready for use on one engine. No torch."""

from dataclasses import dataclass

from sqcodec_gui.cancellation import stop_point
from sqcodec_gui.codec.config import SpectralConfig
from sqcodec_gui.codec.spectral.engine import Computer
from sqcodec_gui.codec.spectral.grid import SMALL_FRAMES
from sqcodec_gui.codec.spectral.trial import is_alike_in_pieces


@dataclass(frozen=True)
class SpectralCodec:
    """All qualities share one ``computer``: they differ in how many tokens of a frame are kept."""

    config: SpectralConfig
    computer: Computer

    @property
    def engine(self) -> str:
        """Its name, as in ``--engine``."""
        return self.computer.engine

    def prepare_soon(self) -> None:
        """What the first sound would wait for; and from the middle of a recording, it comes in small chunks from then
        on, if no bit differs on this processor."""
        self.computer.prepare(SMALL_FRAMES, encodes=False)
        stop_point()
        self.computer.is_alike_in_pieces = self.computer.is_alike_in_pieces or is_alike_in_pieces(self.computer)
