#!/usr/bin/env bash
# The RO-Crate validator warns of an encoding format that is a WebPage, because it is something else, too.
# Seen with: roc-validator 0.13.0, pyshacl of its choice, Python 3.11.
# Behaviour: check ro-crate-1.2_81.1 (“type of Encoding format: RECOMMENDED types”) passes an entity whose types are
# WebPage and Standard, and fails one whose types are WebPage and CreativeWork, or Standard and File. A format page that
# lies in the crate itself is a File by definition, so that no crate with one passes the recommended checks.
# Why it surprises: its own text says that these entities “SHOULD include WebPage and/or Standard types”, as RO-Crate 1.2
# does. In SHACL sh:or below a path is asked of each value alone (section 4.6.3): here of each type, not of the list.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet roc-validator==0.13.0; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: roc-validator==0.13.0" >&2
    exit 2
fi
cd "$work"
"$work/venv/bin/python" - 2>/dev/null <<'PY'
import sys
from pathlib import Path

import rocrate_validator
from pyshacl import validate
from rdflib import RDF, Graph, Namespace, URIRef

SCHEMA, TERMS = Namespace("http://schema.org/"), Namespace("http://purl.org/dc/terms/")
profile = Path(rocrate_validator.__file__).parent / "profiles" / "ro-crate" / "1.2"
shapes = Graph().parse(profile / "prefixes.ttl").parse(profile / "should" / "6_contextual_entity_metadata.ttl")


def warned(*types):
    crate, recording, form = Graph(), URIRef("file:///crate/talk.sqc"), URIRef("file:///crate/format.md")
    crate.add((recording, SCHEMA.encodingFormat, form))
    for one in types:
        crate.add((form, RDF.type, one))
    _, _, text = validate(crate, shacl_graph=shapes, advanced=True, allow_warnings=False)
    return "Encoding format entities SHOULD" in text


seen = {
    "WebPage and Standard": warned(SCHEMA.WebPage, TERMS.Standard),
    "WebPage and CreativeWork": warned(SCHEMA.WebPage, SCHEMA.CreativeWork),
    "Standard and File": warned(TERMS.Standard, SCHEMA.MediaObject),
    "CreativeWork": warned(SCHEMA.CreativeWork),
}
words = "; ".join(f"{types}: {'warned of' if so else 'fine'}" for types, so in seen.items())
print(f"still so: {words}") if list(seen.values()) == [False, True, True, True] else sys.exit(f"no longer so: {words}")
PY
