"""This module finds what a decoder gives for the first packets of a stream: rate, channels and frames are not always in
its headers."""

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np

from sqcodec_gui.audio.counting.plan import Decoder
from sqcodec_gui.library_loading import load_libraries_of

if TYPE_CHECKING:
    import av

_TRIED_PACKETS = 8


class FirstSound(NamedTuple):
    """It holds, of the packets that are tried, the last one that gives sound: band replication begins late."""

    rate_hz: int
    channels: int
    frames: int
    """In one packet"""


def make_decoder(decoder: Decoder) -> "av.AudioCodecContext":
    """Make a fresh decoder. Raises av.FFmpegError where this build of FFmpeg does not have it."""
    import av  # takes as long to load as all other reading together, and many files need no decoder

    context = av.CodecContext.create(decoder.name, "r")
    assert isinstance(context, av.AudioCodecContext)
    if decoder.extradata:
        context.extradata = decoder.extradata
    context.options = dict(decoder.options)
    if decoder.rate_and_channels is not None:
        context.sample_rate, channels = decoder.rate_and_channels
        context.layout = "mono" if channels == 1 else "stereo"
    return context


def first_sound(file: BinaryIO, offsets: np.ndarray, sizes: np.ndarray, decoder: Decoder) -> FirstSound | None:
    """Decode some packets of a file; None if none gives sound or there is no such decoder. Raises OSError."""
    load_libraries_of("av")
    import av

    try:
        context = make_decoder(decoder)
    except (av.FFmpegError, ValueError):
        return None
    found = None
    for offset, size in zip(offsets[:_TRIED_PACKETS].tolist(), sizes[:_TRIED_PACKETS].tolist(), strict=True):
        file.seek(offset)
        try:
            for frame in context.decode(av.Packet(file.read(size))):
                found = FirstSound(frame.sample_rate, frame.layout.nb_channels, frame.samples)
        except av.FFmpegError:
            continue
    return found
