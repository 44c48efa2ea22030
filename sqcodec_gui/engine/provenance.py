"""This module writes where the files of a kit came from and whether they are whole, as a machine reads it: an RO-Crate.

``ro-crate-metadata.json`` follows the RO-Crate Metadata Specification 1.2 (https://w3id.org/ro/crate/1.2). It lies in
the payload of the bag, as the specification's appendix "Implementation notes" places it, so the bag's manifest covers
it like every other file. Each recording has a CreateAction (how it was made), if it was repaired another one (what
that lost), and a CheckAction (that it was found whole, when, and by what).
"""

import json
import mimetypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from sqcodec_gui._version import __version__
from sqcodec_gui.atomic_write import new_file
from sqcodec_gui.audio.tags import without_lone_surrogates
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.container import Part, SqcReader
from sqcodec_gui.engine.completeness import Completeness, Loss, completeness_of, is_of_repair
from sqcodec_gui.engine.files import file_sha256
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX

METADATA_NAME = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.2/context"
PROFILE = "https://w3id.org/ro/crate/1.2"
COMPLETED = "http://schema.org/CompletedActionStatus"
ROOT = "./"
NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/"
"""The statement of RightsStatements.org that nobody has looked at the rights yet."""
CODEC_PAPER = "https://arxiv.org/abs/2504.04949"
KIT_PROGRAM = f"sqcodec-gui {__version__}"
_MEDIA_TYPES = {".md": "text/markdown", ".py": "text/x-python", ".json": "application/json", ".txt": "text/plain"}
_ABOUT = {
    "recordings": "A recording, made small with a neural audio codec: an access copy, not a preservation master",
    "weights": "Needed to decode the recordings, or about what is",
    "format": "About the format of the recordings",
    "decoder": "Turns a recording into a WAV file without the program that made it",
}
_ABOUT_FILES = {
    "README.txt": "What this kit holds, and how to hear it: read this first.",
    "listen.html": "Plays the recordings in any browser, without a network and without installing anything.",
}

Entity = dict[str, Any]


@dataclass(frozen=True)
class CheckedRecording:
    """It holds what is known of one recording of the kit, after every byte of its copy was read.

    ``payload_path`` is relative to the payload, as is ``weights``, the file that decodes it. ``modified``,
    ``checked_from`` and ``checked_to`` are times with their zone; the first is that of the file: the format stores no
    other.
    """

    payload_path: PurePosixPath
    weights: PurePosixPath
    model: str
    weights_sha256: str
    encoder: str
    duration_s: float
    channels: int
    parts: tuple[Part, ...]
    completeness: Completeness
    tokens_sha256: str
    format_page: str
    modified: datetime
    checked_from: datetime
    checked_to: datetime


def checked(
    reader: SqcReader, payload_path: Path, weights: Path, modified_s: float, checked_from: datetime
) -> CheckedRecording:
    """Describe the recording of a reader that has just checked all of its file. ``modified_s``: the file's date,
    seconds since 1970."""
    header = reader.header
    return CheckedRecording(
        payload_path=PurePosixPath(payload_path.as_posix()),
        weights=PurePosixPath(weights.as_posix()),
        model=header.model,
        weights_sha256=header.weights_sha256,
        encoder=header.encoder,
        duration_s=reader.duration_s,
        channels=header.channels,
        parts=tuple(reader.parts),
        completeness=completeness_of(reader),
        tokens_sha256=reader.footer.tokens_sha256 if reader.footer else "",
        format_page=f"format/sqc-{header.format_version}.md",
        modified=datetime.fromtimestamp(modified_s, UTC),
        checked_from=checked_from,
        checked_to=datetime.now(UTC),
    )


def write_metadata(
    payload: Path, recordings: Sequence[CheckedRecording], description: str, identifier: str, cancel: CancelToken
) -> None:
    """Write the crate's metadata into ``payload``, which holds all of its other files. Raises OSError, CancelledError.

    ``identifier``: of the kit, a URI, which its bag has too.
    """
    paths = sorted(path for path in payload.rglob("*") if path.is_file())
    by_path = {str(one.payload_path): one for one in recordings}
    files = []
    for path in paths:
        inside = path.relative_to(payload).as_posix()
        files.append(_file(path, inside, by_path.get(inside), cancel) | _of_weights(recordings, inside))
    programs = _programs({KIT_PROGRAM, *(one.encoder for one in recordings if one.encoder)})
    events = [entity for number, one in enumerate(recordings, 1) for entity in _events(one, number, programs)]
    graph = [_descriptor(), _root(files, events, description, identifier), *_statements(identifier), *files]
    graph += [*programs.values(), *events, _kit_event(recordings, programs)]
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, indent=1, ensure_ascii=False)
    with new_file(payload / METADATA_NAME, like=[payload / one.payload_path for one in recordings]) as file:
        file.write((without_lone_surrogates(text) + "\n").encode())


def _descriptor() -> Entity:
    return {
        "@id": METADATA_NAME,
        "@type": "CreativeWork",
        "name": "Description of this kit, its files and where they came from",
        "about": {"@id": ROOT},
        "conformsTo": {"@id": PROFILE},
    }


def _root(files: Sequence[Entity], events: Sequence[Entity], description: str, identifier: str) -> Entity:
    return {
        "@id": ROOT,
        "@type": "Dataset",
        "name": "Archive kit of recordings",
        "description": description,
        "datePublished": _moment(datetime.now(UTC)),
        "license": {"@id": NOT_EVALUATED},
        "identifier": {"@id": identifier},
        "hasPart": [{"@id": one["@id"]} for one in files],
        "mentions": [
            {"@id": one["@id"]} for one in (*events, {"@id": "#kit"}) if "Action" in one.get("@type", "Action")
        ],
    }


def _statements(identifier: str) -> Iterator[Entity]:
    """Yield what other entities refer to, and which is of no kit alone."""
    yield {"@id": identifier, "@type": "PropertyValue", "name": "UUID of the kit", "value": identifier}
    yield {"@id": COMPLETED, "@type": "ActionStatusType", "name": "Completed", "description": "It was done to its end."}
    yield {
        "@id": NOT_EVALUATED,
        "@type": "CreativeWork",
        "name": "Copyright Not Evaluated",
        "description": "The program that made this kit does not know under which terms the recordings may be used:"
        " ask whom you have them from. What tags say of copyright stands with each recording.",
    }


def _file(path: Path, path_in_payload: str, recording: CheckedRecording | None, cancel: CancelToken) -> Entity:
    folder = path_in_payload.partition("/")[0]
    entity: Entity = {
        "@id": quote(path_in_payload),
        "@type": "File",
        "name": PurePosixPath(path_in_payload).name,
        "contentSize": str(path.stat().st_size),
        "encodingFormat": _media_type(path),
        "sha256": file_sha256(path, cancel),
    }
    if path_in_payload in _ABOUT_FILES:
        entity["description"] = _ABOUT_FILES[path_in_payload]
    if path_in_payload.startswith("format/sqc-"):
        entity["@type"] = ["File", "Standard"]
    if folder in _ABOUT and "/" in path_in_payload:
        entity["description"] = f"{_ABOUT[folder]}."
    return entity if recording is None else entity | _of_recording(recording, entity)


def _of_weights(recordings: Sequence[CheckedRecording], path_in_payload: str) -> Entity:
    """Return what is said of a file of weights; nothing of other files."""
    named = next((one.weights_sha256 for one in recordings if str(one.weights) == path_in_payload), None)
    if named is None:
        return {}
    what = "Decodes the recordings that name these weights, by a SHA-256 of the numbers: the identifier;"
    return {"identifier": named, "description": f"{what} that of the file is another."}


def _of_recording(recording: CheckedRecording, entity: Entity) -> Entity:
    tags: dict[str, list[str]] = {}
    for part in recording.parts:
        for name, values in part.source.tags.items():
            tags.setdefault(name, []).extend(value for value in values if value not in tags.get(name, []))
    found: Entity = {
        "@type": ["File", "AudioObject"],
        "name": " / ".join(tags.get("title", [])) or entity["name"],
        "duration": f"PT{recording.duration_s:.3f}S",
        "encodingFormat": [entity["encodingFormat"], {"@id": recording.format_page}],
        "softwareRequirements": {"@id": quote(str(recording.weights))},
    }
    for key, tag in (("creditText", "artist"), ("copyrightNotice", "copyright"), ("inLanguage", "language")):
        if tags.get(tag):
            found[key] = " / ".join(tags[tag])
    return found


def _media_type(path: Path) -> str:
    if path.suffix.lower() == SQC_SUFFIX:
        return "application/octet-stream"
    media_type = _MEDIA_TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0]
    return media_type or "application/octet-stream"


def _programs(names: Iterable[str]) -> dict[str, Entity]:
    """Return the programs by what files call them, such as “sqcodec-gui 0.1.0”."""
    found = {}
    for number, program in enumerate(sorted(names), 1):
        name, _, version = program.rpartition(" ")
        found[program] = {
            "@id": f"#program-{number}",
            "@type": "SoftwareApplication",
            "name": name or program,
            "version": version if name else "not stated",
            "url": CODEC_PAPER,
            "description": "The address is that of the paper whose codec the program implements.",
        }
    return found


def _events(recording: CheckedRecording, number: int, programs: Mapping[str, Entity]) -> Iterator[Entity]:
    sources = [_source(part, f"#source-{number}-{part.number + 1}") for part in recording.parts]
    yield from sources
    yield _creation(recording, number, sources, programs)
    of_repair = [loss for loss in recording.completeness.lost if is_of_repair(loss)]
    if of_repair or recording.completeness.thin_s:
        yield _repair(recording, number, of_repair)
    yield _fixity_result(recording, number)
    yield _fixity(recording, number, programs)


def _source(part: Part, identity: str) -> Entity:
    """Describe the recording before; it is not in the kit."""
    source = part.source
    form = source.sample_format or "format not stated"
    entity: Entity = {
        "@id": identity,
        "@type": "AudioObject",
        "name": _text(source.name) or "a recording without a name",
        "description": f"{source.channels} channels, {source.sample_rate_hz} Hz, {form}. It is not in this kit.",
    }
    if source.size_bytes is not None:
        entity["contentSize"] = str(source.size_bytes)
    if source.container:
        entity["encodingFormat"] = source.container
    if part.source_sha256:
        entity["sha256"] = part.source_sha256
    for key, date in (("dateCreated", "recorded"), ("dateModified", "modified")):
        if source.dates.get(date):
            entity[key] = source.dates[date]
    return entity


def _creation(
    recording: CheckedRecording, number: int, sources: Sequence[Entity], programs: Mapping[str, Entity]
) -> Entity:
    event: Entity = {
        "@id": f"#creation-{number}",
        "@type": "CreateAction",
        "name": f"{recording.payload_path.name} was made of {', '.join(one['name'] for one in sources)}",
        "description": f"Encoded with the model {recording.model},"
        f" whose weights have the SHA-256 {recording.weights_sha256}."
        " The format stores no date of encoding: the time given is when the file was last written.",
        "endTime": _moment(recording.modified),
        "object": _references(one["@id"] for one in sources),
        "result": {"@id": quote(str(recording.payload_path))},
        "actionStatus": {"@id": COMPLETED},
    }
    instruments = [programs[recording.encoder]["@id"]] if recording.encoder else []
    event["instrument"] = _references([*instruments, quote(str(recording.weights))])
    lost = [loss for loss in recording.completeness.lost if not is_of_repair(loss)]
    if lost:
        event["error"] = _single(_lost("Lost while the recording was read", lost))
    return event


def _repair(recording: CheckedRecording, number: int, lost: Sequence[Loss]) -> Entity:
    sentences = _lost("Lost to damage before", lost)
    if recording.completeness.thin_s:
        sentences.append(
            f"Only quality was lost of {recording.completeness.thin_s:.1f} s: their upper layers were damaged."
        )
    return {
        "@id": f"#repair-{number}",
        "@type": "CreateAction",
        "name": f"{recording.payload_path.name} was repaired",
        "description": "A valid file was made of what was whole of a damaged one. When and with which version is not"
        " stored; the time given is when the file was last written.",
        "endTime": _moment(recording.modified),
        "result": {"@id": quote(str(recording.payload_path))},
        "actionStatus": {"@id": COMPLETED},
        "error": _single(sentences),
    }


def _lost(what: str, losses: Sequence[Loss]) -> list[str]:
    return [f"{what}: {loss}." for loss in losses]


def _fixity_result(recording: CheckedRecording, number: int) -> Entity:
    complete = recording.completeness.is_complete
    problems = " ".join(recording.completeness.problems)
    return {
        "@id": f"#fixity-{number}-result",
        "@type": "PropertyValue",
        "name": "state of the file",
        "value": str(recording.completeness.state),
        "description": "Every block (CRC-32), header and footer are whole, and the tokens are those that were written"
        f" (SHA-256 {recording.tokens_sha256})." + ("" if complete else f" {problems}"),
    }


def _fixity(recording: CheckedRecording, number: int, programs: Mapping[str, Entity]) -> Entity:
    return {
        "@id": f"#fixity-{number}",
        "@type": "CheckAction",
        "name": f"The copy of {recording.payload_path.name} in this kit was checked",
        "startTime": _moment(recording.checked_from),
        "endTime": _moment(recording.checked_to),
        "object": [{"@id": quote(str(recording.payload_path))}, {"@id": quote(str(recording.weights))}],
        "instrument": {"@id": programs[KIT_PROGRAM]["@id"]},
        "result": {"@id": f"#fixity-{number}-result"},
        "actionStatus": {"@id": COMPLETED},
    }


def _kit_event(recordings: Sequence[CheckedRecording], programs: Mapping[str, Entity]) -> Entity:
    return {
        "@id": "#kit",
        "@type": "CreateAction",
        "name": "This kit was made",
        "endTime": _moment(datetime.now(UTC)),
        "object": _references(quote(str(one.payload_path)) for one in recordings),
        "result": {"@id": ROOT},
        "instrument": {"@id": programs[KIT_PROGRAM]["@id"]},
        "actionStatus": {"@id": COMPLETED},
    }


def _references(identities: Iterable[str]) -> Any:
    return _single([{"@id": one} for one in identities])


def _single(values: list[Any]) -> Any:
    """Return a list of one as that one, which is how the specification wants it."""
    return values[0] if len(values) == 1 else values


def _moment(time: datetime) -> str:
    return time.isoformat(timespec="seconds")


def _text(name: str) -> str:
    """Return the text of a name that may hold bytes which are no text."""
    return name.encode("utf-8", "replace").decode("utf-8")
