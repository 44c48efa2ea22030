"""Some templates are said otherwise in the window than by the command line; this table has what the window says.

People at the window have no command line before them, and do not know the words of programmers. A place of the template
may be left out.
"""

from PySide6.QtCore import QT_TRANSLATE_NOOP

FOR_THE_WINDOW: dict[str, object] = {
    (
        "The connection to the hub broke while {name} was fetched. What has arrived is kept: fetch the model"
        " again to go on."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "The connection broke while {name} was fetched. What has arrived is kept: fetch it again to go on.",
    ),
    "The hub answered with error {status}, so {model} was not fetched. Try again later.": QT_TRANSLATE_NOOP(
        "engine",
        "The server that has the qualities answered with error {status}, so {model} was not fetched. Try again later.",
    ),
    (
        "The hub could not be reached, so {model} was not fetched. Check the connection to the internet and try again."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "The server that has the qualities could not be reached, so {model} was not fetched. Check the"
        " connection to the internet and try again.",
    ),
    "The hub does not have the weights of {model}: there is nothing at {address}.": QT_TRANSLATE_NOOP(
        "engine",
        "The server does not have {model} any more: there is nothing at {address}.",
    ),
    "What answers at {url} is no Hugging Face hub. Check HF_ENDPOINT, proxy or login page.": QT_TRANSLATE_NOOP(
        "engine",
        "What answers at {url} is not the server that has the qualities. Check whether your network asks you"
        " to log in first.",
    ),
    "What the hub sent for {name} cannot be used. {reason}": QT_TRANSLATE_NOOP(
        "engine",
        "What arrived for {name} cannot be used. {reason}",
    ),
    (
        "{name} arrived damaged: it is not what the hub announced. It was removed; fetch the model again."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "{name} arrived damaged: it is not what was announced. It was removed; fetch it again.",
    ),
    "Offline mode is on, and the published weights of {name} are not on this machine.": QT_TRANSLATE_NOOP(
        "engine",
        "This computer is set to stay without network (HF_HUB_OFFLINE), and {name} is not on it.",
    ),
    "The model {name} is not on this machine. Fetch it with “sqcodec models fetch {name}”.": QT_TRANSLATE_NOOP(
        "engine",
        "The quality {name} is not on this computer. The window “Qualities” shows how to get it.",
    ),
    (
        "This file was made with weights of {name} that are not on this machine (their SHA-256 begins with"
        " {sha256}). Import them from where it was made, or from an archive kit: “sqcodec models import FOLDER”."
        " Published ones (“sqcodec models fetch {name}”) are the right ones if their SHA-256 is that."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "This file was made with a set of {name} that is not on this computer (its number begins with"
        " {sha256}). “Import…” in the window “Qualities” takes it from the computer that made the file, or from an"
        " archive kit of it.",
    ),
    "What is whole of it can be saved with “sqcodec repair”.": QT_TRANSLATE_NOOP(
        "engine",
        "What is whole of it can still be heard and restored.",
    ),
    "{name} is damaged ({reason}); make a whole file of it with “sqcodec repair”.": QT_TRANSLATE_NOOP(
        "engine",
        "{name} is damaged ({reason}); leave it out of the kit, or make it anew.",
    ),
    "The engine “openvino” computes on the processor; choose the device “cpu” with it.": QT_TRANSLATE_NOOP(
        "engine",
        "OpenVINO computes on the processor alone; choose the processor with it in the settings.",
    ),
    "The engine “openvino” is not installed on this machine; choose “auto” or “torch”.": QT_TRANSLATE_NOOP(
        "engine",
        "OpenVINO is not installed on this computer; choose whatever is fastest in the settings.",
    ),
    "This machine has no usable device “{device}”; choose “auto” or “cpu”.": QT_TRANSLATE_NOOP(
        "engine",
        "This computer has no such graphics processor that could be used; choose the fastest there is, or the"
        " processor, in the settings.",
    ),
    "The fast engine could not be used, torch did the work instead. {reason}": QT_TRANSLATE_NOOP(
        "engine",
        "The fast way to compute could not be used here; the work was done in the usual way.",
    ),
    (
        "The weights of {name} that are needed (SHA-256: {sha256}) are not on this machine. Import them with"
        " “sqcodec models import {name} FOLDER”, such as from an archive kit or from another version of this program."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "The set of {name} that is needed (its number: {sha256}) is not on this computer. “Import…” in the window"
        " “Qualities” takes it from the computer that made the file, or from an archive kit of it.",
    ),
    "{target} is already there; choose another name, or --exists overwrite.": QT_TRANSLATE_NOOP(
        "engine",
        "{target} is already there; choose another name.",
    ),
}
