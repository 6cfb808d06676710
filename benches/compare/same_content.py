"""Tells how much of the content stands in each PDF: python3 same_content.py CONTENT.json FILE.pdf…

A comparison with a file that leaves something out would be worth nothing. The texts are looked for in pieces of eight
characters, since the end of a page cuts texts in two; ends with 1 where less than 98 in 100 pieces are found.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

PIECE = 8


def wanted(data):
    """Returns the texts that every report shows: what is asked, and what the firm answered."""
    written = {data["words"][key] for key in ("reason", "note")}
    for domain in data["domains"]:
        for own in domain["requirements"]:
            yield from (own["id"], own["title"], own["question"], *(part["text"] for part in own["objectives"]))
            for name, lines in own["rows"]:
                if name in written:
                    yield from lines


def joined(text):
    """Returns a text without white space, since the layout breaks it into lines."""
    return re.sub(r"\s", "", text)


def main():
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    texts = [joined(text) for text in wanted(data)]
    pieces = [text[at : at + PIECE] for text in texts for at in range(0, len(text), PIECE)]
    missed = False
    for path in sys.argv[2:]:
        read = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
        text = joined(read.stdout.decode())
        found = sum(piece in text for piece in pieces)
        print(f"{Path(path).name}: {found} of {len(pieces)} pieces of {len(texts)} texts ({100 * found / len(pieces):.1f}%)")
        missed |= found < 0.98 * len(pieces)
    sys.exit(1 if missed else 0)


main()
