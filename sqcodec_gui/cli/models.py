"""The verb models says which weights are here, and gets others."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sqcodec_gui.cli import options
from sqcodec_gui.cli.console import Console
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.formatting import bitrate, size

if TYPE_CHECKING:
    from sqcodec_gui.codec.config import ModelConfig
    from sqcodec_gui.codec.model_store.installed import InstalledModel


def add_models(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``models``."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = options.add_action(actions, "models", "list", "list all models, and which are on this machine")
    options.add_weights(listing)
    options.add_json(listing)
    listing.set_defaults(action=show_list)
    checking = options.add_action(actions, "models", "check", "does this machine decode as it should?")
    options.add_compute(checking)
    options.add_json(checking)
    checking.set_defaults(action=check)
    fetching = options.add_action(actions, "models", "fetch", "fetch published weights from the Hugging Face hub")
    fetching.add_argument("name", metavar="NAME", help="of a published model, see “models list”")
    fetching.set_defaults(action=fetch)
    importing = options.add_action(
        actions, "models", "import", "keep all weights in a folder, stick or kit, or those of one model"
    )
    importing.add_argument("name", metavar="NAME", nargs="?", help="of the one model; else all that are there")
    importing.add_argument("folder", type=Path, metavar="FOLDER", help="where the weights are")
    importing.set_defaults(action=import_folder)
    exporting = options.add_action(
        actions, "models", "export", "write weights for another computer, those of published models as .pt files"
    )
    exporting.add_argument("name", metavar="NAME", help="of a model that is on this machine, see “models list”")
    exporting.add_argument("folder", type=Path, metavar="FOLDER", help="where they go; made if it is not there")
    exporting.set_defaults(action=export_folder)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Do what ``models`` was asked for; return the exit code."""
    exit_code: int = arguments.action(arguments, console)
    return exit_code


def show_list(arguments: argparse.Namespace, console: Console) -> int:
    """List all models, and which weights of them are here."""
    from sqcodec_gui.codec.config import all_configs, published_configs
    from sqcodec_gui.codec.model_store.installed import check_installed, list_installed

    installed = list_installed(arguments.weights)
    ways = {name: f"not here: sqcodec models fetch {name}" for name in published_configs()}
    for config in all_configs().values():
        here = [model for model in installed if model.name == config.name]
        console.print_json(_values(config, here))
        console.print_text(
            f"{config.name:<15} {bitrate(config.bitrate_bps):>13}  {config.sample_rate_hz / 1000:g} kHz  "
            + ("; ".join(_describe(model) for model in here) or ways.get(config.name, "not here"))
        )
    for problem in check_installed(arguments.weights):
        console.warn(str(problem))
    return 0


def _values(config: "ModelConfig", here: "list[InstalledModel]") -> dict[str, object]:
    return {
        "model": config.name,
        "family": config.family,
        "bitrate_bps": round(config.bitrate_bps, 1),
        "sample_rate_hz": config.sample_rate_hz,
        "installed": [
            {
                "weights_sha256": one.sha256,
                "origin": one.origin,
                "place": one.store,
                "path": one.path,
                "size_bytes": one.size_bytes,
            }
            for one in here
        ],
    }


def _describe(model: "InstalledModel") -> str:
    return f"{model.store}, {model.origin}, {size(model.size_bytes)}, {model.sha256[:12]}"


def check(arguments: argparse.Namespace, console: Console) -> int:
    """Let each model on this machine decode what it should give."""
    from sqcodec_gui.codec.model_store.installed import list_installed
    from sqcodec_gui.engine.device import resolve
    from sqcodec_gui.engine.self_test import check_model

    place = resolve(options.compute_of(arguments))
    for model in list_installed(arguments.weights):
        known: dict[str, object] = {"model": model.name, "weights_sha256": model.sha256, "path": model.path}
        try:
            result = check_model(model, place)
        except SqcodecError as error:
            console.fail_with(str(error), known | {"right": False, "error": str(error)})
            continue
        values = known | {"right": result.is_right, "difference": result.difference, "device": place.name}
        if result.is_right:
            console.print_json(values)
            console.print_text(f"{model.name:<15} {_outcome(result.difference)}  ({model.store}, {model.sha256[:12]})")
        else:
            console.fail_with(f"{model.name} is decoded wrongly on this machine ({model.path}).", values)
    return console.exit_code


def _outcome(difference: float | None) -> str:
    if difference is None:
        return "nothing to compare with yet; the sound of today is kept for that"
    return f"decodes as it should: it differs by {difference:.4%} of full scale at most"


def fetch(arguments: argparse.Namespace, console: Console) -> int:
    """Fetch the published weights of a model."""
    from sqcodec_gui.codec.model_store.hub import fetch as fetch_published

    with console.cancellable() as token, console.transfer(arguments.name) as progress:
        installed = fetch_published(arguments.name, progress, token)
    console.print_text(f"{installed.name} is here: {_describe(installed)}")
    return 0


def import_folder(arguments: argparse.Namespace, console: Console) -> int:
    """Take weights in a folder to the user's own."""
    from sqcodec_gui.codec.config import get_config
    from sqcodec_gui.codec.model_store.find_sets import import_sets

    if arguments.name is not None:
        get_config(arguments.name)  # a wrong name is told before torch is loaded
    with console.cancellable() as token:
        for installed in import_sets(arguments.folder, arguments.name, token):
            console.print_text(f"{installed.name} is here: {_describe(installed)}")
    return 0


def export_folder(arguments: argparse.Namespace, console: Console) -> int:
    """Write weights into a folder, for another computer or the published package."""
    from sqcodec_gui.codec.config import SpectralConfig, get_config
    from sqcodec_gui.codec.model_store.install import save_set
    from sqcodec_gui.codec.model_store.installed import find_installed

    installed = find_installed(arguments.name)
    if isinstance(get_config(installed.name), SpectralConfig):
        folder = save_set(installed, arguments.folder)
        console.print_text(
            f"{installed.set_name} ({installed.sha256[:12]}) is in {folder}, for “sqcodec models import”."
        )
        console.print_text("  The published package has no such model, so these are no .pt files.")
        return 0
    from sqcodec_gui.codec.sqcodec.weights import export_published

    written = export_published(installed, arguments.folder)
    console.print_text(f"{len(written)} files of {installed.name} ({installed.sha256[:12]}) are in {arguments.folder}.")
    return 0


PARSERS = {"models": add_models}
