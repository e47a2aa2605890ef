"""The columns of a staff list and the headers people give them. Knows nothing of what stands in the cells."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from bot.domain.roster.sheets import Cell
from bot.domain.spelling import fold

PEOPLE_SHEET = "Педагоги"
ORGANISATIONS_SHEET = "Организации"
HELP_SHEET = "Как заполнять"


class Column(StrEnum):
    """Column of either sheet; the value is the header of the template."""

    CODE = "Код"
    NAME = "ФИО"
    LAST = "Фамилия"
    FIRST = "Имя"
    PATRONYMIC = "Отчество"
    ORGANISATION = "Организация"
    SECOND_ORGANISATION = "Второе место работы"
    POSITION = "Должность"
    LEADING = "Руководящий работник"
    SUBJECTS = "Предметы"
    LEVELS = "Уровень образования"
    STARTED = "Год начала работы"
    STARTED_ON = "Дата начала работы"
    TENURE = "Стаж"
    BIRTH = "Год рождения"
    CATEGORY = "Категория"
    CLASS_TEACHER = "Классный руководитель"
    ROLES = "Роли"
    MENTOR = "Наставник"
    ACTIVE = "Работает"
    DISMISSED = "Уволен"
    TYPES = "Тип организации"
    SETTLEMENT = "Населённый пункт"
    FLAGS = "Признаки организации"
    ZONE = "Часовой пояс"


_SYNONYMS: Mapping[Column, str] = {
    Column.CODE: "код педагога; код сотрудника; код работника; табельный номер; таб №; табельный №",
    Column.NAME: "фио педагога; фио сотрудника; фио работника; ф и о; фамилия имя отчество; сотрудник; педагог;"
    " фамилия, имя, отчество; фио полностью",
    Column.ORGANISATION: "оо; оу; о о; о у; доо; школа; учреждение; образовательная организация; наименование оо;"
    " образовательное учреждение; место работы; основное место работы; код организации; организация (код);"
    " название организации; наименование организации; наименование учреждения; основная организация",
    Column.SECOND_ORGANISATION: "вторая организация; место работы по совместительству; совместительство;"
    " совместитель в; другие организации; дополнительное место работы; работает по совместительству в",
    Column.POSITION: "занимаемая должность; должности; основная должность; должность по штатному расписанию",
    Column.LEADING: "руководящий; руководитель; руководящий состав; административный состав",
    Column.SUBJECTS: "предмет; преподаваемые предметы; преподаваемый предмет; учебный предмет; учебные предметы;"
    " дисциплины; дисциплина; преподаваемые дисциплины; предмет (предметы)",
    Column.LEVELS: "уровень; уровни; уровни образования; уровень общего образования; уровень преподавания;"
    " ступень; ступени; уровень обучения; на каком уровне преподает",
    Column.STARTED: "начало работы; год начала педагогической деятельности; год начала трудовой деятельности;"
    " работает с; год начала стажа",
    Column.STARTED_ON: "дата начала педагогической деятельности; дата начала педагогической работы;"
    " дата начала стажа; день начала работы; дата начала трудовой деятельности",
    Column.TENURE: "педагогический стаж; педстаж; стаж работы; стаж лет; стаж педагогической работы; пед стаж;"
    " стаж, лет; стаж в годах",
    Column.BIRTH: "дата рождения; г р; д р; гр; др; рожден; год рожд; дата рожд",
    Column.CATEGORY: "квалификационная категория; кв категория; квалификация (категория); имеющаяся категория",
    Column.CLASS_TEACHER: "классное руководство; кл руководитель; кл рук; класс рук; классрук; класс",
    Column.MENTOR: "код наставника; наставник педагога; педагог наставник",
    Column.ROLES: "роль; роль в боте; роли в боте",
    Column.ACTIVE: "статус; состояние; действующий; активен; работает сейчас",
    Column.DISMISSED: "уволена; уволен(а); уволен/уволена; выбыл; выбыл(а)",
    Column.TYPES: "тип; тип оо; типы; типы организации; вид организации; тип учреждения;"
    " тип образовательной организации",
    Column.SETTLEMENT: "местность; тип населенного пункта; город/село; город село; тип местности; нас пункт;"
    " адрес (населенный пункт); территория",
    Column.FLAGS: "признаки; статусы организации; статус организации; отметки; признак",
    Column.ZONE: "часовая зона; время; пояс; часовой пояс организации; разница с москвой",
}
_ORGANISATION_SYNONYMS: Mapping[Column, str] = {
    Column.CODE: "код организации; код оо; код оу; код учреждения; номер оо",
    Column.ORGANISATION: "наименование; название; краткое наименование; сокращенное наименование; полное наименование",
    Column.FLAGS: "статус; статусы",
}
_ORGANISATION_COLUMNS = (Column.CODE, Column.ORGANISATION, Column.TYPES, Column.SETTLEMENT, Column.FLAGS, Column.ZONE)
_UNREAD = frozenset({"№", "№ п/п", "№ п п", "п/п", "п п", "n", "n п/п", "примечание", "примечания", ""})


def _key(header: str) -> str:
    return fold(header.replace(".", " ").replace(",", " "))


def _headers(columns: tuple[Column, ...], *synonyms: Mapping[Column, str]) -> Mapping[str, Column]:
    known = {_key(column.value): column for column in columns}
    for words in synonyms:
        for column in columns:
            known |= {_key(word): column for word in words.get(column, "").split(";") if word.strip()}
    return MappingProxyType(known)


PEOPLE_HEADERS = _headers(tuple(Column), _SYNONYMS)
ORGANISATION_HEADERS = _headers(_ORGANISATION_COLUMNS, _SYNONYMS, _ORGANISATION_SYNONYMS)


@lru_cache(maxsize=4096)
def _column_named(text: str, organisations: bool) -> Column | None:
    headers = ORGANISATION_HEADERS if organisations else PEOPLE_HEADERS
    return headers.get(_key(text)) or headers.get(_key(re.sub(r"\([^)]*\)", " ", text)))


def column_of(header: Cell, *, organisations: bool) -> Column | None:
    """The column a header names, whatever its case, ё, dots, line breaks or bracketed hints."""
    return _column_named(header, organisations) if isinstance(header, str) else None


def is_unread(header: Cell) -> bool:
    """Whether a header is of the kind every list has and nobody expects to be read (row numbers, notes)."""
    return not isinstance(header, str) or _key(header) in {_key(word) for word in _UNREAD}
