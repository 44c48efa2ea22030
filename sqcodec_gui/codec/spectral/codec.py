"""One quality of the family ``spectral``, ready for use on one engine. No torch."""

from dataclasses import dataclass

from sqcodec_gui.codec.config import SpectralConfig
from sqcodec_gui.codec.spectral.engine import Computer
from sqcodec_gui.codec.spectral.grid import SMALL_FRAMES


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
        """What the first sound would wait for."""
        self.computer.prepare(SMALL_FRAMES, encodes=False)
