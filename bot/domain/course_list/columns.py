"""The columns of a list of courses and the headers people give them. Knows nothing of what stands in the cells."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.roster.headers import headers_of

SHEET = "Курсы"


class Column(StrEnum):
    """Columns of the sheet, one row for each participant of a run; the value is the header of the template."""

    COURSE = "Код курса"
    TITLE = "Курс"
    PROVIDER = "Кто проводит"
    HOURS = "Часов"
    STARTS = "Начало"
    ENDS = "Окончание"
    RUN = "Код потока"
    PERSON = "Код педагога"
    FINISHED = "Завершил"
    FUNCTIONS = "Трудовые функции"


_SYNONYMS: Mapping[StrEnum, str] = {
    Column.COURSE: "код программы; шифр курса; шифр программы; номер курса; номер программы",
    Column.TITLE: "название; название курса; наименование курса; наименование программы; название программы; программа;"
    " программа повышения квалификации; программа пк; тема; тема курса",
    Column.PROVIDER: "организатор; провайдер; где обучался; место обучения; организация дпо; учреждение дпо;"
    " образовательная организация; кем проведен; исполнитель; кто проводил",
    Column.HOURS: "часы; кол во часов; количество часов; объем; объем часов; объем в часах; число часов",
    Column.STARTS: "дата начала; первый день; начало обучения; дата начала обучения; начало курса; с",
    Column.ENDS: "дата окончания; последний день; окончание обучения; дата окончания обучения; конец; окончание курса;"
    " по; завершение",
    Column.RUN: "поток; группа; код группы; номер группы; номер потока",
    Column.PERSON: "код; код слушателя; код участника; код сотрудника; слушатель; участник; педагог",
    Column.FINISHED: "завершил(а); завершила; завершил обучение; окончил; окончил(а); закончил; закончил(а); документ;"
    " удостоверение получено; обучение завершено",
    Column.FUNCTIONS: "функции; трудовая функция; тф; коды трудовых функций; код трудовой функции",
}
HEADERS = headers_of(Column, _SYNONYMS)
