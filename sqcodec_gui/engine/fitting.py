"""What a file says of its model is held against the model of that name: architecture, tables, weights. No torch.

A header's checksum can be right and its words wrong; then nothing may be decoded by them, and nothing called whole.
"""

from collections.abc import Iterable, Sequence

from sqcodec_gui.codec.config import CodecConfig, ModelConfig, all_configs
from sqcodec_gui.codec.model_store.installed import InstalledModel, choose_installed
from sqcodec_gui.container import SqcReader, Statistics
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import SqcMismatchError
from sqcodec_gui.messages import Message

OTHER_COPY_HINT = Message("It was damaged, or made so on purpose: use another copy.")
OF_WEIGHTS = ("model", 0)
"""Rule of statistics and how many numbers a part has for it: they come with the weights."""


def require_fit(reader: SqcReader) -> None:
    """Raise SqcMismatchError if the file contradicts the architecture that it names, or its parts each other.

    A name that this program does not know is no contradiction: nothing can be decoded then, and that is told there.
    """
    header = reader.header
    config = all_configs().get(header.model)
    if config is None:
        return
    for measure in _measures(config):
        claimed, right = (_plain(getattr(one, measure)) for one in (header, config))
        if claimed != right:
            raise SqcMismatchError(
                "it does not fit the model {model} that it names: {measure} is {claimed}, not {right}",
                model=header.model,
                measure=measure,
                claimed=str(claimed),
                right=str(right),
                offset=0,
                file_name=reader.name,
                hint=OTHER_COPY_HINT,
            )
    rules = _rules(config)
    for part in reader.parts:
        if _rule(part.statistics) not in rules:
            raise SqcMismatchError(
                "the statistics of part {part} are none of the model {model}",
                part=part.number + 1,
                model=header.model,
                offset=0,
                file_name=reader.name,
                hint=OTHER_COPY_HINT,
            )
        if _rule(part.statistics) != _rule(header.statistics):
            raise SqcMismatchError(
                "the statistics of part {part} are of another kind than those before",
                part=part.number + 1,
                offset=0,
                file_name=reader.name,
                hint=OTHER_COPY_HINT,
            )


def require_tables(reader: SqcReader, tables: EntropyTables) -> None:
    """Raise SqcMismatchError if the tables that the file names are of other tokens."""
    header = reader.header
    if (tables.levels, tables.weights_sha256) != (header.levels, header.weights_sha256):
        raise SqcMismatchError(
            "the entropy tables that this file names belong to other weights",
            offset=0,
            file_name=reader.name,
            hint=OTHER_COPY_HINT,
        )


def weights_for(reader: SqcReader, here: Iterable[InstalledModel]) -> InstalledModel:
    """Find, among those that are here, the weights that the file names.

    Raises UnknownModelError, MissingWeightsError, SqcMismatchError.
    """
    header = reader.header
    installed = choose_installed(here, header.model, header.weights_sha256)
    config = all_configs()[header.model]
    if isinstance(config, CodecConfig):
        right = OF_WEIGHTS if installed.has_statistics else _stored(config)
        if _rule(header.statistics) != right:
            raise SqcMismatchError(
                "its statistics are not those that the weights of {model} want",
                model=header.model,
                offset=0,
                file_name=reader.name,
                hint=OTHER_COPY_HINT,
            )
    return installed


def _measures(config: ModelConfig) -> Sequence[str]:
    """Name what a header repeats of its model: attributes of both."""
    common = ("family", "sample_rate_hz", "hop_samples", "levels")
    if isinstance(config, CodecConfig):
        return *common, "window_tokens", "block_windows"
    return *common, "layers", "block_frames"


def _plain(value: object) -> object:
    """Give a sequence as a list: header and model keep theirs in different ones."""
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def _rules(config: ModelConfig) -> Sequence[tuple[str, int]]:
    """Return the rules of statistics that weights of this architecture may want."""
    if isinstance(config, CodecConfig):
        return OF_WEIGHTS, _stored(config)
    return OF_WEIGHTS, ("none", 0)


def _stored(config: CodecConfig) -> tuple[str, int]:
    return "stored", config.statistics_count


def _rule(statistics: Statistics) -> tuple[str, int]:
    return statistics.rule, statistics.count
