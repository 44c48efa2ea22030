"""The family ``spectral`` has one architecture; what follows from it stands here too. No torch."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Architecture:
    """It has the sizes of the network. Lengths are in samples at ``sample_rate_hz`` or in frames, as the name says."""

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
        """Return the number of bins of a window's spectrum."""
        return self.window_samples // 2 + 1

    @property
    def side_samples(self) -> int:
        """Return by how many samples a frame's window reaches beyond its hop on each side."""
        return (self.window_samples - self.hop_samples) // 2

    @property
    def coordinates(self) -> int:
        """Return how many numbers of a frame are quantized."""
        return self.tokens_per_frame * self.digits_per_token

    @property
    def half_levels(self) -> float:
        """Return the largest centred digit: digits run from minus this to this."""
        return (self.level_count - 1) / 2

    @property
    def encoder_reach_frames(self) -> int:
        """Return on how many frames on each side the tokens of a frame depend, beside its own window."""
        return self._reach(self.encoder_blocks, self.encoder_attention_after)

    @property
    def decoder_reach_frames(self) -> int:
        """Return on how many frames on each side the spectrum of a frame depends."""
        return self._reach(self.decoder_blocks, self.decoder_attention_after) + self.kernel // 2

    @property
    def overlap_frames(self) -> int:
        """Return the windows of how many frames on each side reach into a frame's hop, rounded up."""
        return -(-self.side_samples // self.hop_samples)

    def _reach(self, blocks: int, attention_after: tuple[int, ...]) -> int:
        return blocks * (self.kernel // 2) + len(attention_after) * self.attention_reach_frames


SPECTRAL = Architecture()
