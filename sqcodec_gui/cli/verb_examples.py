"""This module holds the examples in the help of each verb, and of each action of a verb that has several."""

VERB_EXAMPLES = {
    "encode": """\
  sqcodec encode talk.m4a                             talk.sqc beside it
  sqcodec encode RECORDINGS --out-dir SMALL           a whole folder, its tree kept
  sqcodec encode - --raw 16000:1:s16le -o talk.sqc    what comes on standard input""",
    "decode": """\
  sqcodec decode talk.sqc -o talk.wav                        or .flac, .opus, .mp3
  sqcodec decode SMALL --out-dir RECORDINGS --format flac    a whole folder, its tree kept
  sqcodec decode talk.sqc -o - | aplay                       to be heard""",
    "info": """\
  sqcodec info talk.sqc           what is in it, tags and all
  sqcodec info talk.sqc --json    the same for scripts""",
    "verify": """\
  sqcodec verify SMALL                             is everything in it whole?
  sqcodec verify SMALL --report today.csv          and a fixity report of it
  sqcodec verify SMALL --compare yesterday.csv     what has changed?
  sqcodec verify talk.sqc --source talk.m4a        is it of this recording?""",
    "repair": """\
  sqcodec repair broken.sqc -o mended.sqc""",
    "shrink": """\
  sqcodec shrink talk.sqc --to 3kbps    talk.3kbps.sqc beside it""",
    "cut": """\
  sqcodec cut talk.sqc --from 0:10 --to 0:20 -o part.sqc""",
    "join": """\
  sqcodec join first.sqc second.sqc -o both.sqc""",
    "tag": """\
  sqcodec tag talk.sqc title="On Bees" artist=Ana    each in place of an earlier one
  sqcodec tag talk.sqc --cover bees.jpg
  sqcodec tag talk.sqc --remove comment""",
    "kit": """\
  sqcodec kit ARCHIVE SMALL    of all that is in the folder SMALL""",
    "page": """\
  sqcodec page talk.html talk.sqc""",
    "report": """\
  sqcodec report check test.html                       does it hold what it says?
  sqcodec report gather anas.html bens.html -o both    both.html and both.json""",
    "models": """\
  sqcodec models list
  sqcodec models fetch 12kbps                     the published weights; needs a network, once
  sqcodec models export spectral-6kbps STICK      for a computer without a network
  sqcodec models import STICK                     there""",
    "demo": """\
  sqcodec demo --no-window""",
}
ACTION_EXAMPLES = {
    ("report", "check"): """\
  sqcodec report check test.html""",
    ("report", "gather"): """\
  sqcodec report gather anas.html bens.html -o both    both.html and both.json""",
    ("models", "list"): """\
  sqcodec models list
  sqcodec models list --json    the same for scripts""",
    ("models", "check"): """\
  sqcodec models check
  sqcodec models check --engine torch    or openvino""",
    ("models", "fetch"): """\
  sqcodec models fetch 12kbps""",
    ("models", "import"): """\
  sqcodec models import STICK           all weights that are in it
  sqcodec models import 12kbps STICK    those of one model""",
    ("models", "export"): """\
  sqcodec models export spectral-6kbps STICK    for “sqcodec models import” on another computer
  sqcodec models export 12kbps FOLDER           .pt files, as the published package reads them""",
}


def with_examples(examples: str, rest: str) -> str:
    """Return the end of a help: the examples, and what comes after them."""
    return f"examples:\n{examples}\n\n{rest}"
