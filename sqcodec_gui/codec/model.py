"""The whole codec as one module: the four parts in the order in which sound flows through them."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sqcodec_gui.codec.attention import WindowTransformer, build_decoder_transformer, build_encoder_transformer
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.decoder import Decoder
from sqcodec_gui.codec.encoder import Encoder
from sqcodec_gui.codec.quantizer import Quantizer


class Codec(nn.Module):
    """encoder → en_encoder → quantizer → en_decoder → decoder

    ``statistics`` (stages, 2, 4) are the constants that the decoder's clip-wide normalisation was trained with;
    None for published weights, which were trained with the statistics of each clip (see streaming.py).
    """

    statistics: Tensor | None

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

    def features(self, audio: Tensor) -> Tensor:
        """Audio (B, T), T a multiple of the hop -> features before quantization (B, N, feature_dim)"""
        frames = self.encoder(audio[:, None]).transpose(1, 2)
        return self.en_encoder(frames)

    def encode(self, audio: Tensor) -> Tensor:
        """Audio (B, T) float32 within ±1, at the codec's rate -> tokens (B, N) int32, N = ceil(T / hop).

        After its end a recording counts as silent. The network's own padding is not that silence, so enough zeros
        stand there for the last token to see them.
        """
        tokens = self.config.tokens_for(audio.shape[-1])
        until = self.padded_tokens(tokens) * self.config.hop_samples
        features = self.features(F.pad(audio, (0, until - audio.shape[-1])))
        return self.quantizer.quantize(features)[:, :tokens]

    def padded_tokens(self, tokens: int) -> int:
        """How many tokens the encoder computes for ``tokens`` wanted ones.

        Published encoders pad to whole windows (SQCodec) or whole hops (L3AC): beyond that there is nothing.
        """
        config = self.config
        if not config.pads_to_window:
            return tokens
        reach = -(-config.encoder_context_frames // config.token_stride)
        return min(tokens + reach, -(-tokens // config.window_tokens) * config.window_tokens)

    def decode(self, tokens: Tensor, statistics: Tensor | None = None) -> Tensor:
        """Tokens (B, N) -> audio (B, N · hop) within ±1.

        ``statistics`` are those stored with the tokens; without any, the model's own; without these, the clip's.
        """
        return self.decode_features(self.quantizer.dequantize(tokens), statistics)

    def decode_features(self, features: Tensor, statistics: Tensor | None = None) -> Tensor:
        """Quantized features (B, N, feature_dim) -> audio (B, N · hop)"""
        frames = self.en_decoder(features).transpose(1, 2)
        return self.decoder(frames, self.statistics if statistics is None else statistics)[:, 0]

    def freeze(self) -> "Codec":
        """For use, not training: no gradients, and the position biases become constants."""
        self.eval().requires_grad_(False)
        for module in self.modules():
            if isinstance(module, WindowTransformer):
                module.freeze_bias()
        return self

    @property
    def device(self) -> torch.device:
        return self.quantizer.project_in.weight.device
