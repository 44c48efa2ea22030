"""This module holds the whole codec as one network, its parts in the order of the sound, and the engine “torch”."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.errors import SmallerChunksError
from sqcodec_gui.codec.sqcodec.attention import (
    TransformerState,
    WindowTransformer,
    build_decoder_transformer,
    build_encoder_transformer,
)
from sqcodec_gui.codec.sqcodec.decoder import Context, Decoder
from sqcodec_gui.codec.sqcodec.encoder import Encoder
from sqcodec_gui.codec.sqcodec.engine import chunk_tokens
from sqcodec_gui.codec.sqcodec.quantizer import Quantizer

MOST_CHUNKS_AT_ONCE = 64
"""Nearly two minutes: enough work for a graphics processor, and a wish to stop is still answered soon."""
MEMORY_SHARE = 0.25
BYTES_PER_SAMPLE = 3000
"""Of sound: what decoding it needs at its peak (on the processor 2,100 were measured), and a bit more."""


class Codec(nn.Module):
    """It computes encoder → en_encoder → quantizer → en_decoder → decoder.

    ``statistics`` (stages, 2, 4) are the constants that the decoder's clip-wide normalisation was trained with;
    None for published weights, which were trained with the statistics of each clip (see streaming.py).
    """

    statistics: Tensor | None
    engine = "torch"
    first_piece_frames = 0

    def __init__(self, config: CodecConfig, has_statistics: bool = False) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.en_encoder = build_encoder_transformer(config)
        self.quantizer = Quantizer(config)
        self.en_decoder = build_decoder_transformer(config)
        self.decoder = Decoder(config)
        stages = len(config.decoder_strides)
        self.register_buffer("statistics", torch.zeros(stages, 2, 4) if has_statistics else None)
        self.weights_sha256 = ""
        self.chunks_at_once = 1

    def features(self, audio: Tensor) -> Tensor:
        """Compute features before quantization (B, N, feature_dim) of audio (B, T), T a multiple of the hop."""
        frames = self.encoder(audio[:, None]).transpose(1, 2)
        features: Tensor = self.en_encoder(frames)
        return features

    def encode(self, audio: Tensor) -> Tensor:
        """Encode audio (B, T) float32 within ±1, at the codec's rate, to tokens (B, N) int32, N = ceil(T / hop).

        After its end a recording counts as silent. The network's own padding is not that silence, so enough zeros
        stand there for the last token to see them.
        """
        tokens = self.config.tokens_for(audio.shape[-1])
        until = self.config.padded_tokens(tokens) * self.config.hop_samples
        features = self.features(F.pad(audio, (0, until - audio.shape[-1])))
        return self.quantizer.quantize(features)[:, :tokens]

    def decode(self, tokens: Tensor, statistics: Tensor | None = None) -> Tensor:
        """Decode tokens (B, N) to audio (B, N · hop) within ±1.

        ``statistics`` are those stored with the tokens; without any, the model's own; without these, the clip's.
        """
        return self.decode_features(self.quantizer.dequantize(tokens), statistics)

    def decode_features(self, features: Tensor, statistics: Tensor | None = None) -> Tensor:
        """Decode quantized features (B, N, feature_dim) to audio (B, N · hop)."""
        frames = self.en_decoder(features).transpose(1, 2)
        audio: Tensor = self.decoder(frames, self.statistics if statistics is None else statistics)[:, 0]
        return audio

    def freeze(self) -> "Codec":
        """Make the network ready for use, not training: no gradients, and the position biases become constants."""
        self.eval().requires_grad_(False)
        for module in self.modules():
            if isinstance(module, WindowTransformer):
                module.freeze_bias()
        return self

    @property
    def device(self) -> torch.device:
        return self.quantizer.project_in.weight.device

    def use_memory(self) -> "Codec":
        """Choose long chunks where many cores compute, by the memory that the device has in all.

        Not by what is free: rounding depends on the length, and targets of equal devices shall be equal byte for byte.
        Where other programs hold that memory, ``chunks_at_once`` is halved until it fits.
        """
        if self.device.type == "cuda":
            total_bytes = torch.cuda.get_device_properties(self.device).total_memory
            chunk_bytes = chunk_tokens(self.config) * self.config.hop_samples * BYTES_PER_SAMPLE
            fitting = max(1, int(MEMORY_SHARE * total_bytes / chunk_bytes))
            self.chunks_at_once = min(MOST_CHUNKS_AT_ONCE, 1 << (fitting.bit_length() - 1))
        return self

    @contextmanager
    def _within_memory(self, state: TransformerState | None = None) -> Iterator[None]:
        """Let ``state`` stay as it was where memory ends, and ask for less by SmallerChunksError, if there is less."""
        before = None if state is None else state.snapshot()
        try:
            with torch.inference_mode():
                yield
            return
        except torch.OutOfMemoryError:
            if self.chunks_at_once == 1:
                raise
        # Outside of the handler: the error's traceback would hold on to the tensors that are too large.
        if state is not None and before is not None:
            state.restore(before)
        self.chunks_at_once //= 2
        if self.device.type == "cuda":
            torch.cuda.empty_cache()
        raise SmallerChunksError(
            "{device} has no memory for {count} chunks at once.", device=str(self.device), count=2 * self.chunks_at_once
        )

    # The rest is engine.ChunkCodec: numpy arrays in and out.

    @property
    def has_constants(self) -> bool:
        return self.statistics is not None

    def encoder_state(self) -> TransformerState:
        return self.en_encoder.initial_state()

    def decoder_state(self) -> TransformerState:
        return self.en_decoder.initial_state()

    def encode_chunk(self, audio: np.ndarray, left: int, right: int, state: TransformerState) -> np.ndarray:
        with self._within_memory(state):
            frames = self.encoder(self._tensor(audio)[:, None]).transpose(1, 2)
            features = self.en_encoder(frames[:, left : frames.shape[1] - right], state)
            return self.quantizer.quantize(features).cpu().numpy()

    def transform_chunk(self, tokens: np.ndarray, state: TransformerState, last: bool) -> np.ndarray:
        with self._within_memory(state):
            features: np.ndarray = (
                self.en_decoder(self.quantizer.dequantize(self._tensor(tokens)), state, last).cpu().numpy()
            )
            return features

    def prepare_low_latency(self) -> None:
        """Do nothing: other lengths are other roundings here, so no piece comes earlier than its chunk."""

    def synthesise(
        self, frames: np.ndarray, statistics: np.ndarray | None, left: int, right: int, low_latency: bool = False
    ) -> np.ndarray:
        with self._within_memory():
            given = self.statistics
            if statistics is not None:
                given = self._tensor(statistics.astype(np.float32)).view(-1, 2, 4)
            chunk = self._tensor(frames).transpose(1, 2)
            audio: np.ndarray = self.decoder(chunk, given, Context(left, right))[:, 0].cpu().numpy()
            return audio

    def measure(self, tokens: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            frames = self.en_decoder(self.quantizer.dequantize(self._tensor(tokens))).transpose(1, 2)
            return self.decoder.measure(frames).flatten().cpu().numpy()

    def _tensor(self, array: np.ndarray) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(array)).to(self.device)
