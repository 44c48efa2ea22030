"""This module holds tags in one vocabulary: what a recording says about itself, whatever the format calls it.

Tags are ``dict[str, list[str]]``: lower-case keys, one or more values each. These keys mean the same in every
format; any other key is kept as the file has it, in lower case:

    title artist albumartist album composer genre comment date track track_total disc disc_total
    copyright publisher isrc bpm language lyrics lyricist conductor director url license barcode
    catalog_number media encoded_by encoder_settings initial_key set_subtitle grouping work
    movement movement_name movement_total show_movement description
    archival_location commissioned_by engineer keywords subject source source_form technician software cuesheet

Broadcast WAV adds ``bwf_description bwf_originator bwf_originator_reference bwf_time_reference bwf_version bwf_umid
bwf_loudness_value bwf_loudness_range bwf_loudness_max_true_peak bwf_loudness_max_momentary bwf_loudness_max_short_term
bwf_coding_history`` and ``ixml`` (the whole XML text).
"""

import re
from dataclasses import dataclass

Tags = dict[str, list[str]]

DATE_TAGS = {"recorded": "date_recorded", "created": "date_created"}
"""Dates that travel inside a file, and the tag that carries each where the format has no field for it."""


@dataclass(frozen=True)
class Cover:
    """It is a picture that belongs to a recording."""

    mime: str
    """Such as ``image/jpeg``."""
    data: bytes
    """The picture file as it stood in the source."""
    description: str = ""


def storable_tags(tags: Tags | None, dates: dict[str, str] | None) -> Tags:
    """Make a copy of ``tags`` without empty values, with the dates that travel inside a file added."""
    kept = {
        without_lone_surrogates(key.lower()): [without_lone_surrogates(value) for value in values if value]
        for key, values in (tags or {}).items()
    }
    for name, key in DATE_TAGS.items():
        if dates and dates.get(name):
            kept[key] = [without_lone_surrogates(dates[name])]
    return {key: values for key, values in kept.items() if values}


def without_lone_surrogates(text: str) -> str:
    """Make U+FFFD of half a letter (a lone surrogate, as in JSON or file names; UTF-8 has none: RFC 3629, 3)."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
