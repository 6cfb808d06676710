"""Sets the report with Typst: python3 set_with_typst.py CONTENT.json FONT_FOLDER OUTPUT.pdf

Prints the CPU seconds of the compilation alone, all threads together, without the start of Python.
"""

import sys
import time
from pathlib import Path

import typst

content, fonts, output = sys.argv[1:4]
started = time.process_time()
typst.compile(
    str(Path(__file__).parent / "report.typ"), output=output, root="/", font_paths=[fonts], ignore_system_fonts=True,
    sys_inputs={"content": str(Path(content).resolve())}, pdf_standards="a-1b",
)
print(time.process_time() - started)
