"""What the centre's staff reads about a workbook made on its machine."""

from collections.abc import Mapping

from handlers.texts.plurals import plural
from handlers.texts.storage import megabytes

PROGRESS = "Собираю книгу, анкет"
FAILED: Mapping[str, str] = {
    "too_large": "Книга вышла слишком большой. Файл не записан.\nВыгрузите организации по одной: --organisation КОД",
    "disk": "Книгу не удалось записать. Файла нет.\nПроверьте место на диске и права на папку, затем повторите.",
    "database": "Базу не удалось прочитать. Файл не записан, база не менялась.\nПроверьте её: python -m bot check",
    "failed": "Книгу не удалось собрать: в программе ошибка. Файл не записан, данные целы.\n"
    "Сообщите разработчику, что вы делали и когда.",
}


def ready(file: str, size: int, submissions: int, cut_texts: int, named: bool) -> tuple[str, ...]:
    """The workbook is there."""
    rows = plural(submissions, "анкета", "анкеты", "анкет")
    lines = [f"Книга готова: {file}, {megabytes(size)}, {rows}."]
    if cut_texts:
        lines.append(f"Слишком длинных ответов обрезано: {cut_texts}; целиком они остаются в базе.")
    if named:
        lines.append("В книге фамилии: храните её на этом компьютере и не пересылайте через мессенджер.")
    return tuple(lines)
