"""What a file says it is when it is sent to a browser. PURE."""

from typing import Final

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
