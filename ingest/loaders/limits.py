"""Limits that keep one bad file from blocking the machine; a file above one is refused, never cut."""

from __future__ import annotations

MAX_FILE_BYTES = 100 * 1024 * 1024
"""Size of any file, in bytes."""

MAX_CHARACTERS = 20_000_000
"""Length of a document's text, in characters (a book has about 200,000)."""

MAX_TREE_DEPTH = 200
"""Nesting of HTML elements and of Word's XML elements."""

MAX_ZIP_BYTES = 300 * 1024 * 1024
"""Size of all members of a Word, Excel or OFD file together, unpacked, in bytes."""

MAX_ZIP_MEMBERS = 20_000
"""Number of members of a Word, Excel or OFD file."""

MAX_ZIP_RATIO = 200
"""Unpacked size over packed size of one member; applied to members above `MIN_RATIO_BYTES` only."""

MIN_RATIO_BYTES = 10 * 1024 * 1024
"""Unpacked size below which a member may be packed as tightly as it likes, in bytes."""

MAX_XML_BYTES = 64 * 1024 * 1024
"""Size of one XML part of such a file, unpacked, in bytes."""

MAX_PAGES = 3000
"""Pages of a PDF file."""

MAX_FRONT_MATTER = 20_000
"""Length of the front matter of a Markdown file, in characters."""

MAX_COLUMN_SPAN = 100
"""Columns that one table cell may span; a wider span is read as this."""

MAX_SHEET_CELLS = 300_000
"""Cells of a workbook, empty ones that the file names included."""

MAX_GRID_POSITIONS = 2_000_000
"""Rows times columns of a sheet, those without any value left out."""

MAX_OCR_PAGES = 200
"""Pages of a file that are read by OCR (some seconds each)."""

MAX_IMAGE_PIXELS = 80_000_000
"""Width times height of an image."""

MAX_ARCHIVE_FILES = 2000
"""Documents in a ZIP archive, those of archives in it included."""

MAX_ARCHIVE_DEPTH = 2
"""How many archives may be packed in each other: a ZIP file in a ZIP file is read, one in that is not."""
