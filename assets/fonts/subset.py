#!/usr/bin/env python3
"""Makes the two typefaces of the PDF report from the npm package they come from.

    python3 assets/fonts/subset.py SOURCE_DIR

SOURCE_DIR is the unpacked package @expo-google-fonts/noto-sans-tc 0.4.3. Needs fonttools 4.68.0.
The same source gives the same bytes: no time stamp is written. README.md tells the recipe in words.
"""

import hashlib
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent

# Blocks that any report may need, whatever its language.
LATIN_AND_SYMBOLS = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Extended-A, Extended-B
    (0x02B0, 0x02FF),  # modifier letters
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x04FF),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x206F),  # General Punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x218F),  # letterlike, number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2460, 0x24FF),  # enclosed
    (0x2500, 0x26FF),  # box, blocks, geometric, miscellaneous
    (0x3000, 0x303F),  # CJK punctuation
    (0x3040, 0x30FF),  # kana
    (0x3100, 0x312F),  # bopomofo
    (0x31A0, 0x31BF),  # bopomofo extended
    (0xFE30, 0xFE4F),  # CJK compatibility forms
    (0xFF00, 0xFFEF),  # half and full width
]

# Quotation marks and the ellipsis are as wide as a Han character; their proportional forms, which English
# wants, are behind the feature `pwid`. Bold gets them under these private characters; in Regular, which is
# left as it is, the program knows their glyphs (src/render/pdf/font.rs).
PROPORTIONAL = {0x2018: 0xE010, 0x2019: 0xE011, 0x201C: 0xE012, 0x201D: 0xE013, 0x2026: 0xE014}

# Texts that ship with the program; every character in them is to have a bold form.
SHIPPED = [("questionnaires", "*"), ("src/language", "*")]


def big5_level_1():
    """The 5,401 Han of level 1: rows A4 to C6, up to C67E."""
    characters = set()
    for lead in range(0xA4, 0xC7):
        for trail in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]:
            if (lead, trail) > (0xC6, 0x7E):
                break
            try:
                characters.add(bytes([lead, trail]).decode("big5"))
            except UnicodeDecodeError:
                pass
    assert len(characters) == 5401, len(characters)
    return {ord(character) for character in characters}


def shipped():
    characters = set()
    for folder, pattern in SHIPPED:
        for path in sorted((REPOSITORY / folder).rglob(pattern)):
            if path.is_file():
                characters.update(path.read_text(encoding="utf-8"))
    return {ord(character) for character in characters if character.isprintable()}


def proportional_forms(font):
    """Glyph of each character's proportional form."""
    names, forms = font.getBestCmap(), {}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "pwid":
            for index in record.Feature.LookupListIndex:
                for lookup in table.LookupList.Lookup[index].SubTable:
                    for character in PROPORTIONAL:
                        if names[character] in lookup.mapping:
                            forms[character] = lookup.mapping[names[character]]
    assert forms.keys() == PROPORTIONAL.keys()
    return forms


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    source = Path(sys.argv[1])
    regular = source / "400Regular" / "NotoSansTC_400Regular.ttf"
    bold = source / "700Bold" / "NotoSansTC_700Bold.ttf"

    shutil.copyfile(regular, HERE / "NotoSansTC-Regular.ttf")

    wanted = big5_level_1() | shipped()
    for first, last in LATIN_AND_SYMBOLS:
        wanted.update(range(first, last + 1))

    whole = TTFont(regular)
    proportional = proportional_forms(whole)
    print("proportional forms in Regular:", {hex(c): whole.getGlyphID(g) for c, g in proportional.items()})

    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "palt"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "STAT", "GSUB"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = subset.load_font(str(bold), options)
    for character, glyph in proportional_forms(font).items():
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format != 14:
                table.cmap[PROPORTIONAL[character]] = glyph
    wanted.update(PROPORTIONAL.values())
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    subset.save_font(font, str(HERE / "NotoSansTC-Bold.ttf"), options)

    for path in [regular, bold, HERE / "NotoSansTC-Regular.ttf", HERE / "NotoSansTC-Bold.ttf"]:
        print(f"{sha256(path)}  {path.stat().st_size:>9}  {path.name}")


if __name__ == "__main__":
    main()
