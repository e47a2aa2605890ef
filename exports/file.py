"""The xlsx file as XlsxWriter makes it; trouble with the disk is told as the system tells it."""

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError


class XlsxFile(Workbook):  # type: ignore[misc]  # xlsxwriter is untyped
    """`close` raises OSError where nothing can be written, not an error of XlsxWriter's own."""

    def close(self) -> None:
        """Write the file."""
        try:
            super().close()
        except FileCreateError as error:
            raise error.args[0] from error
