"""This module holds the one list of formats: what is read and written, with suffixes and names. Dialogs, settings, the
command line and the README have theirs from here. Imports nothing, so that asking costs nothing.
"""

from typing import NamedTuple

AUDIO_EXTENSIONS = (
    ".wav", ".wave", ".bwf", ".rf64", ".w64", ".flac", ".ogg", ".oga", ".opus", ".spx",
    ".mp3", ".mp2", ".mp1", ".mpga", ".mpa", ".m2a", ".m4a", ".m4b", ".m4r", ".mp4a", ".f4a", ".qta", ".caf",
    ".aac", ".adts", ".loas", ".latm", ".alac", ".aif", ".aiff", ".aifc", ".au", ".snd",
    ".amr", ".amr-nb", ".awb", ".amr-wb", ".3ga", ".qcp", ".gsm", ".g722", ".722", ".g723_1", ".rco", ".tco",
    ".g728", ".g729", ".sln", ".dss", ".sph", ".nist", ".voc", ".ircam", ".avr", ".pvf", ".paf", ".fap",
    ".8svx", ".svx", ".16sv", ".maud", ".hcom", ".sds", ".wve", ".sox", ".wma", ".xwma", ".ac3", ".ec3",
    ".eac3", ".dts", ".dtshd", ".mlp", ".thd", ".spdif", ".ape", ".wv", ".tta", ".tak", ".shn", ".mpc", ".mp+",
    ".dsf", ".dff", ".oma", ".omg", ".aa3", ".aea", ".ra", ".vqf", ".mka", ".weba", ".sbc", ".msbc", ".aptx",
    ".aptxhd", ".lc3", ".qoa", ".mmf", ".adx", ".dfpwm", ".osq", ".bonk", ".rka", ".rso", ".apm", ".al", ".ul",
)  # fmt: skip
"""Of sound files, lower case: what file dialogs offer and folder scans take."""

VIDEO_EXTENSIONS = (
    ".mp4", ".m4v", ".mov", ".qt", ".mkv", ".mk3d", ".webm", ".avi", ".divx", ".wmv", ".asf", ".mpg", ".mpeg", ".mpe",
    ".ts", ".mts", ".m2ts", ".m2t", ".trp", ".ogv", ".ogx", ".ogm", ".flv", ".f4v", ".3gp", ".3gpp", ".3g2", ".3gpp2",
    ".vob", ".ismv", ".isma", ".mxf", ".gxf", ".dv", ".dif", ".nut", ".rm", ".rmvb", ".wtv", ".dav",
)  # fmt: skip
"""Of video files, whose sound is read."""

SQC_SIGNATURE = b"\x89SQC\r\n\x1a\n"
"""The first bytes of every .sqc file."""

READ_NAMES = ("WAV", "FLAC", "Ogg Vorbis", "Opus", "MP3", "AIFF", "m4a/AAC", "AMR", "WMA")
"""What people are told of it: the formats that they are likely to have."""


class Written(NamedTuple):
    """It is a format that can be written. ``sample_formats``: the default first. ``rates_hz``: empty for any."""

    name: str
    sample_formats: tuple[str, ...]
    most_channels: int
    rates_hz: tuple[int, ...] = ()


WRITTEN = {
    "wav": Written("WAV", ("PCM_16", "PCM_24", "FLOAT"), 65535),
    "flac": Written("FLAC", ("PCM_16", "PCM_24"), 8),
    "opus": Written("Opus", ("OPUS",), 8, (8000, 12000, 16000, 24000, 48000)),
    "mp3": Written("MP3", ("MPEG_LAYER_III",), 2, (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)),
}
"""By the name of the container, which is also its suffix."""
LOSSLESS = tuple(container for container, written in WRITTEN.items() if len(written.sample_formats) > 1)
"""Of these, the ones in which people choose a sample format."""
