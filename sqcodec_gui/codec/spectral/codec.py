"""One quality of the family ``spectral`` is ready for use on one engine. No torch."""

from dataclasses import dataclass

from sqcodec_gui.codec.config import SpectralConfig
from sqcodec_gui.codec.spectral.engine import SpectralEngine
from sqcodec_gui.codec.spectral.grid import SMALL_FRAMES
from sqcodec_gui.codec.spectral.trial import is_alike_in_pieces


@dataclass(frozen=True)
class SpectralCodec:
    """All qualities share one ``spectral_engine``: they differ in how many tokens of a frame are kept."""

    config: SpectralConfig
    spectral_engine: SpectralEngine

    @property
    def engine(self) -> str:
        """Return the engine's name, as in ``--engine``."""
        return self.spectral_engine.engine

    def prepare_low_latency(self) -> None:
        """Prepare what the first sound would wait for."""
        self.spectral_engine.prepare(SMALL_FRAMES, encodes=False)

    def try_pieces(self) -> bool:
        """Return whether small chunks give the bits of a block on this computer; if so, jumps make use of it."""
        self.spectral_engine.is_alike_in_pieces = is_alike_in_pieces(self.spectral_engine)
        return self.spectral_engine.is_alike_in_pieces
