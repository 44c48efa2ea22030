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
    "The sound is not touched by this; “sqcodec repair” makes a file without it.": QT_TRANSLATE_NOOP(
        "engine",
        "The sound is not touched by this.",
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
    "No weights of {model} were found in {folder} or the folders in it.": QT_TRANSLATE_NOOP(
        "engine",
        "{model} was not found in {folder} or the folders in it.",
    ),
    "No weights that this program knows were found in {folder} or the folders in it.": QT_TRANSLATE_NOOP(
        "engine",
        "No model that this program knows was found in {folder} or the folders in it.",
    ),
    "The weights could not be written to {folder}: {reason}.": QT_TRANSLATE_NOOP(
        "engine",
        "The model could not be written to {folder}: {reason}.",
    ),
    "The weights could not be written to {target}: {reason}.": QT_TRANSLATE_NOOP(
        "engine",
        "The model could not be written to {target}: {reason}.",
    ),
    "The weights in {folder} are of {set_name}, not of {name}.": QT_TRANSLATE_NOOP(
        "engine",
        "The model in {folder} is {set_name}, not {name}.",
    ),
    "The weights in {folder} could not be removed: {reason}.": QT_TRANSLATE_NOOP(
        "engine",
        "The model in {folder} could not be removed: {reason}.",
    ),
    "The weights in {path} are damaged: their SHA-256 is not the recorded one.": QT_TRANSLATE_NOOP(
        "engine",
        "The model in {path} is damaged. Get it again in the window “Qualities”, or install the program again.",
    ),
    "The weights in {path} are not of the family spectral: {reason} is missing.": QT_TRANSLATE_NOOP(
        "engine",
        "What is in {path} is no model that this program knows.",
    ),
    "The weights in {path} cannot be read: {reason}.": QT_TRANSLATE_NOOP(
        "engine",
        "The model in {path} cannot be read: {reason}.",
    ),
    "The weights in {path} cannot be used: {reason}.": QT_TRANSLATE_NOOP(
        "engine",
        "The model in {path} is damaged, or is none; get or import it again.",
    ),
    "The weights in {path} do not fit the family spectral: {problem}.": QT_TRANSLATE_NOOP(
        "engine",
        "The model in {path} is damaged, or of another version of this program.",
    ),
    "The weights in {source} do not fit the model {model}: {name} {problem}.": QT_TRANSLATE_NOOP(
        "engine",
        "What is in {source} is not {model}, or it is damaged.",
    ),
    "The weights of {model} came with the program; they stay.": QT_TRANSLATE_NOOP(
        "engine",
        "{model} came with the program; it stays.",
    ),
    "These weights do not fit the family spectral: {problem}.": QT_TRANSLATE_NOOP(
        "engine",
        "The model is damaged, or of another version of this program.",
    ),
    "weights of {model} with SHA-256 {hash}": QT_TRANSLATE_NOOP(
        "engine",
        "the set of {model} with the number {hash}",
    ),
    "this file was made with other weights, settings or channels than the first": QT_TRANSLATE_NOOP(
        "engine",
        "this file was made with another quality, other settings or channels than the first",
    ),
    "{name} is this project's own model: nobody else published weights of it.": QT_TRANSLATE_NOOP(
        "engine",
        "{name} came with this program: there is nothing to get.",
    ),
    (
        "The server does not say which hash {name} has, so nothing could prove that the right file came. It"
        " was not fetched; use another server."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "The server does not say how {name} can be checked, so nothing could prove that the right file came."
        " It was not fetched.",
    ),
    (
        "The page was not made, because this machine lacks the entropy tables {hash} (for {name}): import them first."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "The page was not made, because a part of {name} is not on this computer: “Import…” in the window"
        " “Qualities” takes it from the computer that made the file.",
    ),
    "{engine} gives another sound than torch: it differs by {difference:.1e}.": QT_TRANSLATE_NOOP(
        "engine",
        "{engine} does not give the right sound on this computer.",
    ),
    "{engine} gives other numbers than torch: {equal:.2%} are equal.": QT_TRANSLATE_NOOP(
        "engine",
        "{engine} does not give the right sound on this computer.",
    ),
    "{source}: what was written decodes to another length. Try again.": QT_TRANSLATE_NOOP(
        "engine",
        "{source}: what was written has another length than the recording. Try again.",
    ),
    "It decodes to another length than it should.": QT_TRANSLATE_NOOP(
        "engine",
        "It has another length than it should.",
    ),
    (
        "The decoded sound could not be kept for listening ({reason}); make room on the disk of your home"
        " folder and open it again."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "The sound could not be kept for listening ({reason}); make room on the disk of your home folder and"
        " open it again.",
    ),
    "{source} is not the recording that it was made from: the SHA-256 differs.": QT_TRANSLATE_NOOP(
        "engine",
        "{source} is not the recording that it was made from, or it was changed since.",
    ),
    "{source} holds no lower quality than {model}; encode the original anew.": QT_TRANSLATE_NOOP(
        "engine",
        "{source} holds no lower quality than {model}; make the original small anew.",
    ),
    "All {channels} channels are kept, each coded by itself.": QT_TRANSLATE_NOOP(
        "engine",
        "The {channels} channels are kept.",
    ),
    (
        "Make an archive kit of {target} before you update this program: what decodes it was not kept ({reason})"
    ): QT_TRANSLATE_NOOP(
        "engine",
        "Make an archive kit of {target} before you update this program: what plays it was not kept ({reason})",
    ),
    "{what} (at byte {offset:,})": QT_TRANSLATE_NOOP(
        "engine",
        "{what}",
    ),
    "{error} Lost: {duration_s:.2f} s from {start_s:.2f} s on.": QT_TRANSLATE_NOOP(
        "engine",
        "{error} {duration_s:.1f} s from {start_s:.1f} s on are lost, silence in their place.",
    ),
    (
        "it sounds worse from {start_s:.2f} s to {stop_s:.2f} s: layer {number} of a block is damaged ({why})"
    ): QT_TRANSLATE_NOOP(
        "engine",
        "it sounds worse from {start_s:.1f} s to {stop_s:.1f} s: a piece of it is damaged",
    ),
    "it does not fit the model {model} that it names: {measure} is {claimed}, not {right}": QT_TRANSLATE_NOOP(
        "engine",
        "it does not fit {model}, which it names",
    ),
    "{length} sound worse than the rest: upper layers were damaged before the file was repaired.": QT_TRANSLATE_NOOP(
        "engine",
        "{length} sound worse than the rest: the file was damaged before it was repaired.",
    ),
    "{length} sound worse than the rest: upper layers are damaged.": QT_TRANSLATE_NOOP(
        "engine",
        "{length} sound worse than the rest: pieces of the file are damaged.",
    ),
    "{source} says that it is {model}, but its layers are others.": QT_TRANSLATE_NOOP(
        "engine",
        "{source} says that it is {model}, but it is not.",
    ),
    "its checksum is wrong": QT_TRANSLATE_NOOP(
        "engine",
        "some of it is not what was written",
    ),
    "a record is damaged: its checksum is wrong": QT_TRANSLATE_NOOP(
        "engine",
        "some of it is not what was written",
    ),
    "the header is damaged: its checksum is wrong": QT_TRANSLATE_NOOP(
        "engine",
        "its beginning is damaged",
    ),
    "the header is lost": QT_TRANSLATE_NOOP(
        "engine",
        "its beginning is lost",
    ),
    "the backup header, near the end, is not that of this file": QT_TRANSLATE_NOOP(
        "engine",
        "a piece of another file stands in it",
    ),
    "the file ends within its header": QT_TRANSLATE_NOOP(
        "engine",
        "almost all of it is missing",
    ),
    "the file ends before its first block": QT_TRANSLATE_NOOP(
        "engine",
        "almost all of it is missing",
    ),
    "the file has no whole footer: its making was interrupted, or its end is lost": QT_TRANSLATE_NOOP(
        "engine",
        "its end is missing, as its making was interrupted or the end was lost",
    ),
    "the tokens are not those that the footer's SHA-256 names": QT_TRANSLATE_NOOP(
        "engine",
        "some of it is not what was written",
    ),
    "no block, part or footer begins where one should": QT_TRANSLATE_NOOP(
        "engine",
        "something in it does not belong there",
    ),
    "bytes are missing or too many between header and footer": QT_TRANSLATE_NOOP(
        "engine",
        "something in it is missing, or does not belong there",
    ),
    "{size_bytes:,} bytes belong to nothing": QT_TRANSLATE_NOOP(
        "engine",
        "something in it does not belong there",
    ),
    "this is not the block that the footer names": QT_TRANSLATE_NOOP(
        "engine",
        "its pieces do not stand where they should",
    ),
    "a block stands where another one should": QT_TRANSLATE_NOOP(
        "engine",
        "its pieces do not stand where they should",
    ),
    "block {number} of part {part} is lost": QT_TRANSLATE_NOOP(
        "engine",
        "a piece of it is lost",
    ),
    "block {number:,} of part {part} is too far from the others": QT_TRANSLATE_NOOP(
        "engine",
        "its pieces do not stand where they should",
    ),
    "block {number} of part {part} stands too late": QT_TRANSLATE_NOOP(
        "engine",
        "its pieces do not stand where they should",
    ),
    "block {number} of part {part} stands twice; the first is used": QT_TRANSLATE_NOOP(
        "engine",
        "a piece of it stands twice; the first is used",
    ),
    "1 block is lost": QT_TRANSLATE_NOOP(
        "engine",
        "a piece of it is lost",
    ),
    "{count} blocks are lost": QT_TRANSLATE_NOOP(
        "engine",
        "{count} pieces of it are lost",
    ),
    "what belongs to part {part} is lost": QT_TRANSLATE_NOOP(
        "engine",
        "the beginning of a part is lost",
    ),
    "layer {number} of a block is damaged: {why}": QT_TRANSLATE_NOOP(
        "engine",
        "a piece of it is damaged",
    ),
    "a block is too short": QT_TRANSLATE_NOOP(
        "engine",
        "a piece of it is damaged",
    ),
    "a block does not hold the layers that its file has": QT_TRANSLATE_NOOP(
        "engine",
        "a piece of it is damaged",
    ),
    "a block's contents make no sense: {reason}": QT_TRANSLATE_NOOP(
        "engine",
        "a piece of it is damaged",
    ),
    "this block needs the entropy tables {tables_sha256}": QT_TRANSLATE_NOOP(
        "engine",
        "a piece of it needs something that is not on this computer",
    ),
    "the file ends {missing_bytes:,} bytes too early": QT_TRANSLATE_NOOP(
        "engine",
        "its end is missing",
    ),
    "damaged packets could not be decoded": QT_TRANSLATE_NOOP(
        "engine",
        "damaged places could not be read",
    ),
    "{name} begins like a {kind} file, but nothing in it can be decoded; look for another copy.": QT_TRANSLATE_NOOP(
        "engine",
        "{name} begins like a {kind} file, but nothing in it can be played; look for another copy.",
    ),
    (
        "{name} is a voice message in Skype's SILK format, which cannot be decoded here; save it as MP3 in"
        " the program it is from."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "{name} is a voice message in Skype's SILK format, which cannot be read here; save it as MP3 in the"
        " program it is from.",
    ),
    "{name} is damaged: none of its sound can be decoded; look for another copy.": QT_TRANSLATE_NOOP(
        "engine",
        "{name} is damaged: none of its sound can be read; look for another copy.",
    ),
    "{name} is in a format that cannot be decoded; convert it to WAV.": QT_TRANSLATE_NOOP(
        "engine",
        "{name} is in a format that cannot be read here; convert it to WAV.",
    ),
    (
        "{name} is incomplete: its index (the moov part) is missing, as when a recording or a download was"
        " cut off; get it again, or repair it with a tool such as untrunc."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "{name} is incomplete: its index is missing, as when a recording or a download was cut off; get it"
        " again, or repair it with a tool such as untrunc.",
    ),
    (
        "{name} is incomplete: its index (the pakt chunk) is missing, as when a recording or a download was"
        " cut off; get it again."
    ): QT_TRANSLATE_NOOP(
        "engine",
        "{name} is incomplete: its index is missing, as when a recording or a download was cut off; get it again.",
    ),
    "entropy tables with SHA-256 {hash}": QT_TRANSLATE_NOOP(
        "engine",
        "a part of the model with the number {hash}",
    ),
    "No such file or directory": QT_TRANSLATE_NOOP("engine", "the file or its folder is not there"),
    "Permission denied": QT_TRANSLATE_NOOP("engine", "you have no permission for it"),
    "Operation not permitted": QT_TRANSLATE_NOOP("engine", "you have no permission for it"),
    "No space left on device": QT_TRANSLATE_NOOP("engine", "the disk is full"),
    "Disk quota exceeded": QT_TRANSLATE_NOOP("engine", "your share of the disk is full"),
    "Read-only file system": QT_TRANSLATE_NOOP("engine", "the disk can only be read"),
    "Input/output error": QT_TRANSLATE_NOOP("engine", "the disk, or the way to it, has failed"),
    "File name too long": QT_TRANSLATE_NOOP("engine", "its name is too long"),
    "Not a directory": QT_TRANSLATE_NOOP("engine", "its path leads through something that is no folder"),
    "Is a directory": QT_TRANSLATE_NOOP("engine", "it is a folder"),
    "File exists": QT_TRANSLATE_NOOP("engine", "there is something of that name"),
    "Device or resource busy": QT_TRANSLATE_NOOP("engine", "another program uses it"),
    "File too large": QT_TRANSLATE_NOOP("engine", "it is too large for this disk"),
    "Too many open files": QT_TRANSLATE_NOOP("engine", "too many files are open"),
    "Connection timed out": QT_TRANSLATE_NOOP("engine", "the disk or the network did not answer"),
    "Stale file handle": QT_TRANSLATE_NOOP("engine", "the folder on the network is another one now"),
    "Transport endpoint is not connected": QT_TRANSLATE_NOOP("engine", "the connection to the disk is broken"),
    "No such device": QT_TRANSLATE_NOOP("engine", "the disk is not there any more"),
    "No such device or address": QT_TRANSLATE_NOOP("engine", "the disk is not there any more"),
}

FOR_THE_WINDOW |= dict.fromkeys(
    (
        "a block claims to be number {number:,}, which cannot be",
        "a block is stored in a way that this program does not know",
        "the file claims to have lost {count:,} blocks, more than a file of its size may",
        "the layers are not a list of 1 to {limit} numbers",
        "a block claims {token_count:,} tokens; this file's blocks have 1 to {block_tokens:,}",
        "a checksum in the footer has the wrong length",
        "a frame has not 1 to {limit} tokens",
        "an attachment's name is no UTF-8",
        "its statistics are not those that the weights of {model} want",
        "the description is not a JSON object",
        "the entropy tables that this file names belong to other weights",
        "the file of entropy tables has the wrong length",
        "the file of entropy tables is damaged",
        "the footer claims more sound than there are tokens",
        "the footer does not end where it should",
        "the footer tells of {count:,} parts or blocks, more than a file of its size may have",
        "the footer's account of parts is wrong",
        "the footer's counts of blocks and tokens contradict each other",
        "the head of these entropy tables is cut or damaged",
        "the header claims blocks or tokens beyond the format's bounds",
        "the levels of these entropy tables make no sense",
        "the shape of these entropy tables makes no sense",
        "these entropy tables belong to other weights",
        "these entropy tables have version {version}; versions 1 and 2 are known",
        "this is not a file of entropy tables",
    ),
    QT_TRANSLATE_NOOP("engine", "its contents make no sense"),
)
"""Such files were changed by somebody, or are damaged in a way that checksums do not tell."""
