"""The one architecture of the family ``spectral``, and what follows from it. No torch."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Architecture:
    """Sizes of the network. Lengths in samples at ``sample_rate_hz`` or in frames, as the name says."""

    sample_rate_hz: int = 16_000
    hop_samples: int = 180
    window_samples: int = 720
    tokens_per_frame: int = 4
    digits_per_token: int = 6
    level_count: int = 7
    """Values of each digit."""
    nested_tokens: tuple[int, ...] = (1, 2, 4)
    """How many tokens of a frame a decoder may get, counted from the first."""
    kernel: int = 7
    expansion: int = 3
    heads: int = 4
    attention_reach_frames: int = 44
    encoder_width: int = 256
    encoder_blocks: int = 6
    encoder_attention_after: tuple[int, ...] = (3,)
    decoder_width: int = 320
    decoder_blocks: int = 8
    decoder_attention_after: tuple[int, ...] = (2, 5)

    @property
    def bins(self) -> int:
        """Bins of a window's spectrum."""
        return self.window_samples // 2 + 1

    @property
    def side_samples(self) -> int:
        """Samples by which a frame's window reaches beyond its hop on each side."""
        return (self.window_samples - self.hop_samples) // 2

    @property
    def coordinates(self) -> int:
        """Numbers of a frame that are quantized."""
        return self.tokens_per_frame * self.digits_per_token

    @property
    def half_levels(self) -> float:
        """The largest centred digit: digits run from minus this to this."""
        return (self.level_count - 1) / 2

    @property
    def encoder_reach_frames(self) -> int:
        """Frames on each side of a frame that its tokens depend on, beside its own window."""
        return self._reach(self.encoder_blocks, self.encoder_attention_after)

    @property
    def decoder_reach_frames(self) -> int:
        """Frames on each side of a frame that its spectrum depends on."""
        return self._reach(self.decoder_blocks, self.decoder_attention_after) + self.kernel // 2

    @property
    def overlap_frames(self) -> int:
        """Frames on each side whose windows reach into a frame's hop, rounded up."""
        return -(-self.side_samples // self.hop_samples)

    def _reach(self, blocks: int, attention_after: tuple[int, ...]) -> int:
        return blocks * (self.kernel // 2) + len(attention_after) * self.attention_reach_frames


SPECTRAL = Architecture()
