"""Reasons that the system, SQLite, PostgreSQL and YAML give in English, in Russian. Knows no command.

What is not known here stays as it was given: a reason in English is better than none.
"""

import errno
import re
from collections.abc import Mapping

_SYSTEM: Mapping[int, str] = {
    errno.ENOENT: "файла или папки нет",
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.EISDIR: "это папка",
    errno.ENOTDIR: "на месте папки файл",
    errno.EEXIST: "имя уже занято",
    errno.ENOSPC: "нет места на диске",
    errno.EDQUOT: "исчерпана квота диска",
    errno.EROFS: "диск только для чтения",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.EIO: "сбой диска",
    errno.EBUSY: "файл занят",
    errno.ETXTBSY: "файл занят",
    errno.EMFILE: "открыто слишком много файлов",
}
_DATABASE = (
    (r"(?:the )?file is not a database", "это не файл базы"),
    (r"the file is empty", "файл пуст"),
    (r"the file ends within a page: (\d+) bytes", r"файл обрывается: в нём \1 байт, последняя страница не полна"),
    (r"the write-ahead log is there, the database is not", "журнал базы (-wal) на месте, а самой базы нет"),
    (r"the schema is no text", "описание таблиц не читается"),
    (r"row (\w+) of (\w+) refers to a missing row of (\w+)", r"строка \1 таблицы \2 ссылается на пропавшую строку \3"),
    (r"database disk image is malformed", "содержимое файла испорчено"),
    (r"malformed database schema.*", "описание таблиц испорчено"),
    (r"unable to open database file", "файл не открыть, или это папка"),
    (r"attempt to write a readonly database", "запись запрещена"),
    (r"database is locked", "база занята другой программой"),
    (r"disk I/O error", "диск не читается"),
    (r"database or disk is full", "нет места на диске"),
    (r"row (\d+) missing from index (\w+)", r"строки \1 нет в указателе \2"),
    (r"wrong # of entries in index (\w+)", r"в указателе \1 не то число строк"),
    (r"non-unique entry in index (\w+)", r"повтор в указателе \1"),
    (r"NULL value in (\S+)", r"пусто там, где пусто быть не может: \1"),
    (r"Page (\d+)(?: is|:) never used", r"страница \1 ничья"),
    (r"(?:\*\*\* in database|On tree|Tree|On page|Page|Freelist|Main freelist|Fragmentation|Outstanding|2nd ref).*",
     r"испорчены страницы файла (\g<0>)"),
    (r"invalid byte sequence for encoding.*0x00", "в тексте нулевой знак, PostgreSQL его не хранит"),
    (r"ConnectionRefusedError", "соединение отклонено"),
    (r"TimeoutError", "нет ответа"),
    (r"gaierror", "имя сервера не найдено"),
    (r"InvalidPasswordError", "пароль не подходит"),
    (r"InvalidAuthorizationSpecificationError", "такого пользователя не впускают"),
    (r"InvalidCatalogNameError", "такой базы на сервере нет"),
    (r"CannotConnectNowError", "сервер ещё запускается или уже останавливается"),
    (r"TooManyConnectionsError", "соединений уже слишком много"),
)  # fmt: skip
_SCHEMA = (
    (r"add_table: ", "нет таблицы "),
    (r"remove_table: ", "лишняя таблица "),
    (r"add_column: ", "нет колонки "),
    (r"remove_column: ", "лишняя колонка "),
    (r"add_(?:index|constraint|fk): ", "нет указателя или связи "),
    (r"remove_(?:index|constraint|fk): ", "лишний указатель или связь "),
    (r"modify_\w+: ", "колонка устроена иначе: "),
    (r"check: ", "проверка значений не та: "),
    (r"option: ", "таблица устроена иначе: "),
)
_YAML = (
    (r"did not find expected ',' or '(.)'", r"не закрыта скобка «\1» или пропущена запятая"),
    (r"did not find expected key", "строка не на своём месте: проверьте её отступ"),
    (r"did not find expected '-' indicator", "в списке строка без «-» или с другим отступом"),
    (r"did not find expected <document start>", "после конца описания есть лишнее"),
    (r"did not find expected node content", "пропущено значение"),
    (r"did not find expected comment or line break", "после | или > лишние знаки"),
    (r"found a tab character.*", "отступ сделан табуляцией, нужны пробелы"),
    (r"mapping values are not allowed in this context", "двоеточие не на месте: текст с двоеточием берут в кавычки"),
    (r"mapping keys are not allowed in this context", "знак «?» не на месте: такой текст берут в кавычки"),
    (r"block sequence entries are not allowed in this context", "«-» не на месте: список начинают с новой строки"),
    (r"could not find expected ':'", "после ключа нет двоеточия с пробелом"),
    (r"found character that cannot start any token", "текст начинается со знака, который берут в кавычки: @ ` или %"),
    (r"found unexpected end of stream", "не закрыта кавычка"),
    (r"found unexpected document indicator", "«---» или «...» внутри кавычек"),
    (r"found unknown escape character", "после \\ стоит непонятный знак; возьмите одинарные кавычки"),
    (r"did not find expected hexdecimal number", "после \\ ожидались цифры; возьмите одинарные кавычки"),
    (r"found unknown directive name|found incompatible YAML document", "строка, начатая с %, не читается"),
    (r"did not find expected alphabetic or numeric character", "после & или * нет имени; такой текст берут в кавычки"),
    (r"ReaderError|UnicodeEncodeError", "в файле знак, которого в тексте не бывает"),
    (r"did not find expected tag URI|did not find the expected '>'", "текст с «!» впереди берут в кавычки"),
    (r"found undefined tag handle", "текст с «!» впереди берут в кавычки"),
)
_KNOWN = tuple((re.compile(pattern, re.DOTALL), russian) for pattern, russian in (*_DATABASE, *_YAML))
_BEGINNINGS = tuple((re.compile(f"^{pattern}"), russian) for pattern, russian in _SCHEMA)


def of_error(error: OSError) -> str:
    """Why a file cannot be read or written."""
    return _SYSTEM.get(error.errno or 0) or error.strerror or type(error).__name__


def in_russian(detail: str) -> str:
    """A reason, or several of them joined by «; »."""
    return "; ".join(map(_translated, detail.split("; ")))


def _translated(reason: str) -> str:
    for pattern, russian in _KNOWN:
        if found := pattern.fullmatch(reason.strip()):
            return found.expand(russian)
    for pattern, russian in _BEGINNINGS:
        if pattern.match(reason):
            return pattern.sub(russian, reason)
    return reason
