"""Words around the workbook."""

from handlers.texts.plurals import plural

ASK = "Выгрузить таблицы мониторинга"
PREPARING = (
    "Готовлю таблицы мониторинга. Это занимает от нескольких секунд до минуты, файл придёт сюда. "
    "Ботом в это время можно пользоваться."
)
READY = "Таблицы мониторинга готовы, файл ниже."
FAILED = (
    "Таблицы не получились, данные при этом не пострадали. Попробуйте ещё раз через несколько минут; "
    "если не поможет, их можно выгрузить на компьютере центра: python -m bot export monitoring --out файл.xlsx."
)
TOO_LARGE = (
    "Файл больше 50 МБ, мессенджер такой не принимает. "
    "Выгрузите его на компьютере центра: python -m bot export monitoring --out файл.xlsx."
)
AGAIN = "Выгрузить ещё раз"
HOME = "В начало"
MANY = 5  # more organisations are counted, not listed: the sheet «О файле» names them


def caption(organisations: tuple[str, ...], submissions: int, generated: str) -> str:
    """Under the file: whose rows, how many, when."""
    whose = _whose(organisations)
    count = plural(submissions, "отправленная анкета", "отправленные анкеты", "отправленных анкет")
    return f"Мониторинг: {whose}, {count}. Сформировано {generated}. Внутри только коды и группы, без имён."


def _whose(organisations: tuple[str, ...]) -> str:
    if not organisations:
        return "весь муниципалитет"
    if len(organisations) > MANY:
        return plural(len(organisations), "учреждение", "учреждения", "учреждений")
    return f"{'учреждение' if len(organisations) == 1 else 'учреждения'} {', '.join(organisations)}"


def progress(done: int, total: int) -> str:
    """How much of the workbook is written."""
    return f"Записано анкет: {done} из {total}."
