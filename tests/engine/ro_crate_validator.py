"""Runs the published validator of RO-Crates without a network, in a process of its own.

    python ro_crate_validator.py CRATE FOLDER SEVERITY

``FOLDER`` is for its cache of web pages, which gets an answer for the one that it asks for: the context of RO-Crate
1.2 (https://w3id.org/ro/crate/1.2/context, CC0), of which tests/data/kit holds the terms that kits use.
"""

import io
import sys
from pathlib import Path

import requests
from requests.adapters import BaseAdapter
from requests_cache import CachedSession
from rocrate_validator.cli import cli
from urllib3.response import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
TERMS = Path(__file__).parents[1] / "data" / "kit" / "ro-crate-1.2-terms.jsonld"


class Answer(BaseAdapter):
    """Gives the context for every request."""

    def send(self, request: requests.PreparedRequest, **options: object) -> requests.Response:
        response = requests.Response()
        response.status_code, response.url, response.request = 200, request.url or "", request
        response.headers["Content-Type"] = "application/ld+json"
        body = io.BytesIO(TERMS.read_bytes())
        response.raw = HTTPResponse(body, status=200, preload_content=False, request_url=request.url)
        return response

    def close(self) -> None: ...


def main(crate: str, folder: str, severity: str) -> None:
    cache = Path(folder) / "pages"
    with CachedSession(str(cache), backend="sqlite", expire_after=-1) as session:
        session.mount("https://", Answer())
        session.get(CONTEXT)
    words = f"-y --disable-color validate --offline --no-paging -v -p ro-crate-1.2 -l {severity} --cache-path".split()
    cli([*words, str(cache), crate])


if __name__ == "__main__":
    main(*sys.argv[1:])
