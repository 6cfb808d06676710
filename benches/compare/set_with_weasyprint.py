"""Sets the report with WeasyPrint: python3 set_with_weasyprint.py REPORT.html OUTPUT.pdf"""

import sys

from weasyprint import HTML

HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])
