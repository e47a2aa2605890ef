"""What an import says to the centre's staff: problems with their place, the plan in counts. Knows codes, no names."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.people import Role
from bot.domain.roster.sheets import Place, RosterProblem
from bot.domain.roster.summary import Summary

_FILE: Mapping[str, str] = {
    "no-file": "Такого файла нет, или это папка. Проверьте путь и имя.",
    "file-too-large": "Файл больше {max_mb} МБ. Оставьте в книге только листы «Организации» и «Педагоги».",
    "empty-file": "Файл пустой.",
    "password": "Файл защищён паролем. Снимите пароль (Файл → Сведения → Защита книги) и сохраните ещё раз.",
    "old-xls": "Это старый формат .xls. Откройте файл и сохраните как «Книга Excel (.xlsx)».",
    "xlsb": "Это двоичная книга .xlsb. Откройте файл и сохраните как «Книга Excel (.xlsx)».",
    "ods": "Это таблица .ods. Откройте файл и сохраните как «Книга Excel (.xlsx)».",
    "pdf": "Это документ PDF, а нужна книга Excel (.xlsx).",
    "csv": "Это текстовый файл (CSV), а нужна книга Excel (.xlsx). Откройте его в Excel и сохраните как .xlsx.",
    "web-page": "Это веб-страница или XML под видом таблицы. Откройте файл в Excel и сохраните как .xlsx.",
    "not-a-spreadsheet": "Это документ Word или презентация, а нужна книга Excel (.xlsx).",
    "not-a-workbook": "Это не книга Excel (.xlsx).",
    "damaged": "Файл не читается: он повреждён или сохранён не до конца. Откройте его в Excel и сохраните заново.",
    "bomb": "Файл распаковывается в слишком большой объём и не открывался. Скопируйте таблицу в новую книгу.",
    "unsafe-parts": "Внутри файла есть части с недопустимыми именами; он не открывался. Сохраните книгу заново.",
    "entities": "Внутри файла есть определения XML, которых в книге Excel не бывает; он не открывался.",
    "macros": "В книге есть макросы. Сохраните её как «Книга Excel (.xlsx)» без макросов.",
    "external-links": "В книге есть ссылки на другие файлы. Разорвите связи (Данные → Изменить связи) и сохраните.",
    "connections": "В книге есть подключения к внешним данным. Удалите их (Данные → Запросы и подключения).",
    "embedded-objects": "В книге есть встроенные объекты. Удалите их и сохраните ещё раз.",
    "dde": "В книге есть формула, запускающая другую программу (DDE). Файл не открывался.",
    "too-many-rows": "Заполнено больше {max} строк. Проверьте, нет ли на листе лишних данных.",
    "too-many-people": "В файле {count} человек, а за один раз загружается не больше {max}.",
    "no-people-sheet": "Не найден лист с педагогами: нужна строка заголовков с колонками «ФИО» (или «Фамилия»), "
    "«Организация» и «Должность» в первых тридцати строках листа.",
    "no-people": "На листе есть заголовки, но нет ни одного человека.",
}
_CELL: Mapping[str, str] = {
    "formula": "в ячейке формула. Замените её значением (Специальная вставка → Значения).",
    "error-value": "в ячейке ошибка или значение, которое нельзя прочитать.",
    "too-long": "текст слишком длинный: {length} знаков при допустимых {max}.",
    "bad-code": "код «{text}» записан неверно. Проверьте последнюю букву и раскладку клавиатуры.",
    "bad-name": "нужны фамилия и имя буквами, без цифр; каждая часть не длиннее 60 знаков.",
    "no-organisation": "не указана организация. Если ячейки объединены, разъедините их и заполните каждую строку.",
    "unknown-organisation": "организации «{text}» нет ни на листе «Организации», ни в реестре.",
    "organisation-differs": "об организации «{name}» выше в файле сказано другое. Исправьте одно из двух.",
    "repeated-organisation": "организация «{name}» записана дважды.",
    "repeated-code": "код «{text}» уже занят в строке {first}.",
    "repeated-person": "этот человек уже есть в строке {first}. Если это однофамильцы, дайте каждому свой код.",
    "repeated-column": "колонка «{header}» встречается дважды. Оставьте одну.",
    "missing-column": "нет обязательной колонки «{header}».",
    "no-position": "не указана должность.",
    "unknown-type": "тип организации «{text}» не понят. Можно: дошкольная, школа, дополнительное, другая.",
    "unknown-settlement": "населённый пункт «{text}» не понят. Можно: город, село.",
    "unknown-level": "уровень «{text}» не понят. Можно: дошкольное, начальное, основное, среднее, дополнительное.",
    "own-schooling": "«{text}» — образование самого человека, а нужен уровень, на котором он учит: дошкольное, "
    "начальное, основное, среднее, дополнительное.",
    "unknown-category": "категория «{text}» не понята. Можно: нет, соответствие, первая, высшая, педагог-методист, "
    "педагог-наставник.",
    "unknown-role": "роль «{text}» не понята. Можно: педагог, наставник, методист, координатор, администратор, "
    "наблюдатель.",
    "bad-yes-no": "«{text}» не понято. Напишите «да» или «нет».",
    "bad-year": "«{text}» — не год и не дата. Напишите четыре цифры года.",
    "bad-tenure": "стаж «{text}» не понят. Напишите число полных лет.",
    "bad-date": "«{text}» — не дата. Напишите день, месяц и год, например 01.09.2025.",
    "start-differs": "дата не сходится с годом начала работы {year} в этой же строке.",
    "starts-later": "день начала работы {day} слишком далеко впереди. Проверьте год.",
    "unknown-zone": "часовой пояс «{text}» не понят. Напишите разницу с Москвой, например МСК+2, или название, "
    "например Asia/Yekaterinburg.",
    "unknown-mentor": "человека с кодом «{text}» нет ни в файле, ни в реестре. Наставника указывают кодом, не именем.",
    "own-mentor": "человек с кодом «{text}» указан наставником самого себя.",
    "mentor-left": "наставник с кодом «{text}» больше не работает. Укажите другого или оставьте ячейку пустой.",
    "impossible-birth": "год рождения {year} невозможен.",
    "impossible-start": "год начала работы {year} невозможен.",
    "started-too-young": "получается, что человек начал работать в {age} лет. Проверьте год рождения и стаж.",
    "ambiguous-person": "этому человеку подходят несколько кодов реестра: {codes}. Впишите нужный в колонку «Код».",
}
_NOTICE: Mapping[str, str] = {
    "hidden-sheet": "скрытый лист не читался.",
    "unread-sheet": "лист не похож ни на список педагогов, ни на список организаций; он пропущен.",
    "unread-column": "колонка «{header}» не читается и нигде не сохраняется.",
    "tenure-converted": "стаж переведён в год начала работы от текущего года. Надёжнее указать сам год.",
    "guessed-subjects": "предметы взяты из названия должности; строк: {count}.",
    "guessed-levels": "уровень образования взят из должности; строк: {count}.",
    "guessed-leading": "руководящие работники определены по должности; строк: {count}.",
    "no-levels": "уровень образования не указан; строк: {count}, первая показана. Разделы самоаудита по уровням "
    "этим людям не откроются.",
    "no-type": "тип организации «{name}» по названию не определить, записано «другая».",
    "namesake": "те же фамилия, имя и отчество, что в строке {first}. Если это один человек, укажите второе место "
    "работы в одной строке.",
    "maybe-moved": "человек с таким же именем уже есть в другой организации ({codes}). Если это переход, впишите "
    "код; иначе он будет добавлен как новый.",
    "name-changed": "у кода {code} в реестре другое имя; будет записано новое.",
}
FIELDS: Mapping[str, str] = {
    "organisations": "организация",
    "position": "должность",
    "leading": "руководящий работник",
    "subjects": "предметы",
    "levels": "уровень образования",
    "started_year": "год начала работы",
    "started_on": "дата начала работы",
    "birth_year": "год рождения",
    "category": "категория",
    "class_teacher": "классный руководитель",
    "active": "работает",
    "name": "имя",
    "roles": "роли",
    "mentor": "наставник",
}
_ROLES: Mapping[Role, str] = {
    Role.TEACHER: "педагог",
    Role.MENTOR: "наставник",
    Role.METHODOLOGIST: "методист",
    Role.COORDINATOR: "координатор организации",
    Role.ADMIN: "администратор",
    Role.OBSERVER: "наблюдатель",
}
_SHOWN = 20
CODES = frozenset({*_FILE, *_CELL, *_NOTICE})


def place(where: Place) -> str:
    """«Лист «Педагоги», строка 12, колонка F», as much of it as is known; «» for the whole file."""
    parts = (
        f"лист «{where.sheet}»" if where.sheet else "",
        f"строка {where.row}" if where.row else "",
        f"колонка {where.column}" if where.column else "",
    )
    return _sentence(", ".join(part for part in parts if part))


def problem(found: RosterProblem, own: Mapping[str, str] = MappingProxyType({})) -> str:
    """One line about one problem or notice: where, what, and what to do; `own` are sentences of another list."""
    wording = own.get(found.code) or _FILE.get(found.code) or _CELL.get(found.code) or _NOTICE[found.code]
    text = wording.format(**found.params)
    if near := found.params.get("near"):
        text += f" Может быть, «{near}»?"
    where = place(found.place)
    return f"{where}: {text}" if where else _sentence(text)


def plan(summary: Summary) -> tuple[str, ...]:
    """The dry run in lines: what would be added and changed, what is only told."""
    if summary.is_empty:
        return (f"Без изменений: в реестре уже всё так, как в файле (людей: {summary.unchanged}).", *_told(summary))
    new, changed = len(summary.organisations_added), len(summary.organisations_changed)
    lines = [
        f"Организации — новых: {new}, изменений: {changed}, без изменений: {summary.organisations_unchanged}.",
        *(f"  + {name}" for name in summary.organisations_added),
        *(f"  ~ {name}" for name in summary.organisations_changed),
        f"Люди — новых: {summary.added}, изменений: {summary.changed}, без изменений: {summary.unchanged}.",
        *(f"  ~ {FIELDS[name]}: {count}" for name, count in summary.fields.items()),
    ]
    if summary.rights:
        granted = ", ".join(f"{_ROLES[role]} — {summary.rights[role]}" for role in Role if role in summary.rights)
        lines.append(f"Права выше обычных получат: {granted}.")
    return (*lines, *_told(summary))


def _told(summary: Summary) -> tuple[str, ...]:
    lines = tuple(problem(notice) for notice in summary.notices)
    if not summary.missing:
        return lines
    codes = ", ".join(summary.missing[:_SHOWN]) + (" …" if len(summary.missing) > _SHOWN else "")
    return (*lines, f"Нет в файле, но есть в реестре: {len(summary.missing)} ({codes}). Они остаются без изменений.")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
