"""``python -m sqcodec_gui.training``: build and pack a corpus, train, resume, export."""

import argparse
import math
import shutil
import sys
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from sqcodec_gui.codec.config import all_configs, get_config
from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.training.corpus import Corpus, pack
from sqcodec_gui.training.mixing import file_and_share
from sqcodec_gui.training.plots import plot_log
from sqcodec_gui.training.spectral_trainer import WEIGHTS_NAME, SpectralSettings, train
from sqcodec_gui.training.trainer import SqcodecSettings, Trainer
from sqcodec_gui.training.training_run import LOG_NAME, TrainingSettings, print_line

EXTRA = {"matplotlib": "matplotlib", "pesq": "pesq", "pystoi": "pystoi", "visqol-python": "visqol"}
"""Packages of the extra ``train`` in pyproject.toml, and how each is imported: pictures of a run, and its scores."""

SPECTRAL_NAME = "spectral"
"""Trained once for all names of that family."""

Settings = TypeVar("Settings", bound=TrainingSettings)

DEV_SECONDS = 20.0
TABLE_SECONDS = 120.0
"""Of each speaker, how much is scored, and how much the entropy tables are fitted to."""


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sqcodec_gui.training", description=__doc__)
    _add_corpus(parser)
    _add_run(parser)
    _add_export(parser)
    options = parser.parse_args(arguments)
    if options.data is None and options.build_corpus is None:
        parser.error("--data is needed, but for --build-corpus")
    if options.mix and (options.finish is None or options.model != SPECTRAL_NAME):
        parser.error("--mix goes with --finish, for spectral")
    return options


def _add_corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="packed corpus (made by --pack)")
    parser.add_argument(
        "--build-corpus",
        type=Path,
        metavar="FOLDER",
        help="only build recordings and manifest here, from Debian packages",
    )
    parser.add_argument("--debs", type=Path, default=Path("debs"), help="where .deb files lie, or are fetched to")
    parser.add_argument("--packages", nargs="*", default=[], help="only these packages")
    parser.add_argument("--heavy", action="store_true", help="also the largest packages (2 GB more)")
    parser.add_argument("--pack", type=Path, metavar="FOLDER", help="first pack these recordings into --data")


def _add_run(parser: argparse.ArgumentParser) -> None:
    """Add what ``SpectralSettings`` and ``SqcodecSettings`` hold, under their names; they say what is not given."""
    names = [SPECTRAL_NAME, *(name for name, config in all_configs().items() if config.family != SPECTRAL_NAME)]
    parser.add_argument("--model", choices=names, default=SPECTRAL_NAME)
    parser.add_argument(
        "--out", dest="folder", type=Path, metavar="FOLDER", default=Path("run"), help="for checkpoint, log and plots"
    )
    parser.add_argument("--minutes", type=float, help="time to train; 0: only pack")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--start", type=Path, metavar="FILE", help="weights to start from (.safetensors)")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--device", help="cpu, cuda or mps")
    parser.add_argument("--batch", type=int, help="segments per step (of each process)")
    parser.add_argument("--muon-lr", type=float)
    parser.add_argument("--adam-lr", type=float)
    parser.add_argument("--warmup-steps", type=int)
    parser.add_argument("--compile", action="store_const", const=True, help="needs a C++ compiler on a CPU")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--dev-every", dest="dev_every_minutes", type=float, metavar="MINUTES")
    _add_spectral(parser.add_argument_group("only for spectral"))
    _add_sqcodec(parser.add_argument_group("only for SQCodec and L3AC"))


def _add_spectral(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--processes", type=int, help="on a processor, one thread each; 2")
    group.add_argument("--segment-seconds", type=float)
    group.add_argument("--decay-from", type=float, metavar="SHARE", help="of the run: the rate falls from there on")
    group.add_argument("--long-from", type=float, metavar="SHARE", help="of the run: longer segments from there on")
    group.add_argument("--rate-weight", type=float, help="what a bit of a digit counts in the loss; 0.03")
    group.add_argument(
        "--discriminators",
        action="store_const",
        const=True,
        help="only the decoder learns, tokens stay the same, and discriminators judge",
    )


def _add_sqcodec(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--windows", type=int, help="attention windows per segment")
    group.add_argument("--flat-share", type=float, help="share of the run before the rate goes down")
    group.add_argument("--adversarial-from", type=float, metavar="SHARE", help="of the run; 1: no discriminators")
    group.add_argument(
        "--judges-alone",
        dest="discriminator_warmup",
        type=float,
        metavar="SHARE",
        help="of the run: judges learn before they count",
    )
    group.add_argument(
        "--constants-from",
        dest="freeze_statistics_at",
        type=float,
        metavar="SHARE",
        help="of a run that starts without statistics",
    )
    group.add_argument(
        "--balance",
        action="store_const",
        const=True,
        help="losses count by the share of their gradient, not by their scale",
    )
    group.add_argument(
        "--stop-after", type=float, default=math.inf, metavar="MINUTES", help="leave early; --resume keeps the plan"
    )


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--export", type=Path, metavar="FOLDER", help="write the model here at the end, with its card")
    parser.add_argument("--weights-only", action="store_true", help="export without measuring and without a card")
    parser.add_argument("--finish", type=Path, metavar="FOLDER", help="only measure a model there and write its card")
    parser.add_argument("--tables", type=Path, metavar="FILE", help="with --finish: take these, of earlier weights")
    parser.add_argument(
        "--mix",
        type=file_and_share,
        action="append",
        default=[],
        metavar="FILE:SHARE",
        help="with --finish, for spectral: the mean of --start and these weights of other runs, by their shares",
    )
    parser.add_argument("--dev-seconds", type=float, default=DEV_SECONDS, help="of each dev speaker, to measure")
    parser.add_argument(
        "--table-seconds", type=float, default=TABLE_SECONDS, help="of each speaker, for the entropy tables"
    )


def settings_of(options: argparse.Namespace, kind: type[Settings]) -> Settings:
    """Return what was given, and the defaults of ``kind`` for the rest."""
    given = {field.name: getattr(options, field.name, None) for field in fields(kind)}
    return kind(**{name: value for name, value in given.items() if value is not None})


def package(options: argparse.Namespace, folder: Path) -> None:
    """Make everything that a shipped model has beside its weights; of spectral, out of a run's weights."""
    if options.model == SPECTRAL_NAME:
        from sqcodec_gui.training.package_spectral_model import package_spectral_model

        weights = options.start or options.folder / WEIGHTS_NAME
        log = options.folder / LOG_NAME
        results = package_spectral_model(
            weights,
            folder,
            Corpus(options.data),
            log,
            options.dev_seconds,
            options.table_seconds,
            options.tables,
            options.mix,
        )
        print_line({name: result["kinds"]["speech"] for name, result in results.items()})
        return
    from sqcodec_gui.training.package_model import package_model  # not needed for training alone, and much to install

    log = options.folder / LOG_NAME
    if log.is_file():
        shutil.copyfile(log, folder / log.name)
        plot_log(log, folder)
    packaged = package_model(
        folder, Corpus(options.data), log if log.is_file() else None, options.dev_seconds, options.table_seconds
    )
    print_line({"speech": packaged.kinds["speech"], "usual_mel_distance": packaged.usual_mel_distance})


def main() -> None:
    options = parse()
    require_extra()
    try:
        run(options)
    except SqcodecError as error:
        raise SystemExit(str(error)) from error


def require_extra() -> None:
    """End the program with one line of what to install, where the packages of the extra ``train`` are not here."""
    missing = [package for package, module in EXTRA.items() if find_spec(module) is None]
    if missing:
        raise SystemExit(
            f"Training also needs {', '.join(missing)}; install what is missing with: pip install 'sqcodec-gui[train]'"
        )


def run(options: argparse.Namespace) -> None:
    if options.build_corpus:
        from sqcodec_gui.training.debian_corpus import build_corpus

        build_corpus(options.build_corpus, options.debs, options.packages, options.heavy, print)
        return
    if options.pack:
        is_spectral = options.model == SPECTRAL_NAME
        rate_hz = SPECTRAL.sample_rate_hz if is_spectral else get_config(options.model).sample_rate_hz
        for line in pack(options.pack, options.data, rate_hz):
            print(f"Left out: {line}", file=sys.stderr)
    if options.finish:
        package(options, options.finish)
    if options.finish or options.minutes == 0:
        return
    if options.model == SPECTRAL_NAME:
        train(settings_of(options, SpectralSettings), print_line)
        return
    trainer = Trainer(settings_of(options, SqcodecSettings), resume=options.resume)
    trainer.run(print_line, options.stop_after)
    if not options.export:
        return
    trainer.export(options.export)
    if not options.weights_only:
        plot_log(options.folder / LOG_NAME, options.folder)
        package(options, options.export)


if __name__ == "__main__":
    main()
