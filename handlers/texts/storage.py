"""What the centre's staff reads when the data cannot be opened, checked, kept or brought back."""

from collections.abc import Mapping

from handlers.texts.plurals import plural
from handlers.texts.reasons import in_russian, of_error

_REFUSED: Mapping[str, str] = {
    "locked": "База {file} занята: бот запущен. Ничего не изменено.\n"
    "Остановите бот (Ctrl+C в его окне или служба) и повторите. Роли и выгрузка доступны и без остановки, "
    "в чате: /grant, /revoke, /export.",
    "damaged": "Файл {file} повреждён или это не база бота ({detail}). Он не менялся.\n"
    "Если это рабочая база, сохраните файл отдельно и восстановите последнюю копию: "
    "python -m bot restore КОПИЯ --force (прежний файл при этом тоже останется).",
    "unreadable": "База {file} не открывается: {detail}.\nОна не менялась. Проверьте права на файл и на его папку.",
    "read_only": "В базу {file} нельзя писать. Ничего не изменено.\nПроверьте права на файл и папку и место на диске.",
    "newer": "База создана более новой версией программы ({revision}, эта знает {known}). Она не менялась.\n"
    "Обновите программу.",
    "older": "База создана прежней версией программы и ещё не обновлена. Она не менялась.\n"
    "Запустите бот один раз: python -m bot run. Перед обновлением он сам сохранит копию базы рядом с ней.",
    "foreign": "В {place} лежат чужие таблицы, это не база бота. Ничего не изменено.\n"
    "Проверьте имя файла и DATABASE_URL.",
    "missing": "Файла {file} нет. Ничего не изменено.\nПроверьте имя и папку, для базы — ещё и DATABASE_URL.",
    "exists": "Файл {file} уже есть и остался прежним.\nУкажите другое имя.",
    "occupied": "В базе ({place}) уже есть данные, она осталась прежней.\n"
    "Чтобы заменить их копией, добавьте --force: прежние данные сохранятся в файле рядом.",
    "unportable": "Копию нельзя перенести в PostgreSQL: {detail}.\nБаза осталась прежней.",
    "unreachable": "Сервер базы данных не отвечает или не впускает ({detail}). Ничего не изменено.\n"
    "Проверьте DATABASE_URL и работает ли PostgreSQL.",
    "unnoted": "Выгрузку не удалось отметить в журнале: в папку {folder} нельзя писать. Ничего не выгружено.\n"
    "Проверьте права на папку и место на диске.",
    "sqlite_too_old": "Библиотека SQLite устарела: {version}, нужна {needed} или новее.\nОбновите Python.",
    "key_beside_database": "Ключ имён {file} лежит в папке базы. Ничего не изменено.\n"
    "Кто скопирует папку, получит и имена, и ключ к ним. Укажите в KEY_FILE другую папку.",
    "key_missing": "Ключа имён {file} нет, а им закрыты имена и анонимные ответы, которые ждут. "
    "Ничего не изменено.\n"
    "Верните файл ключа из своего хранилища или проверьте KEY_FILE. Без него имена не открыть.",
    "key_exposed": "Ключ имён {file} могут прочитать другие пользователи компьютера. Ничего не изменено.\n"
    "Закройте его: chmod 600 {file}",
    "key_damaged": "Файл ключа {file} повреждён. Ничего не изменено.\nВерните его из своего хранилища.",
    "key_wrong": "Ключ имён не подходит к этой базе: имена и ответы в ней закрыты другим. Ничего не изменено.\n"
    "Проверьте KEY_FILE и DATABASE_URL: они должны быть от одной установки.",
}
_REJECTED: Mapping[str, str] = {
    "register_changed": "Пока вы читали план, реестр изменился. Ничего не загружено.\nЗапустите команду ещё раз.",
    "admin_exists": "Администратор уже есть: код {person}. Ничего не изменено.\n"
    "Роли даёт он сам в чате: /grant КОД роль. Если доступ потерян: python -m bot init --again",
    "admin_invited": "Приглашение администратору уже выдано: код {person}, ждёт входа. Ничего не изменено.\n"
    "Если оно потеряно, выдайте новое, прежнее перестанет действовать: python -m bot init --again",
    "last_admin": "{person} — единственный администратор. Роль оставлена.\n"
    "Сначала дайте её другому: python -m bot role grant КОД администратор",
    "unknown_code": "Кода {person} в реестре нет. Ничего не изменено.\nПроверьте цифры и последнюю букву.",
    "unknown_organisation": "Организации {organisation} в реестре нет. Ничего не изменено.\n"
    "Коды показывает: python -m bot organisations",
    "not_connected": "{person} ещё не подключён, переносить нечего. Ничего не изменено.\n"
    "Выдайте обычное приглашение: python -m bot invite --code {person} --out ФАЙЛ",
    "not_working": "{person} отмечен как уволенный. Приглашение не выдано.\n"
    "Если человек работает, исправьте колонку «Работает» в списке и загрузите его ещё раз.",
}
_FINDINGS: Mapping[str, str] = {
    "damaged": "Файл повреждён: {detail}.",
    "schema": "Таблицы не такие, как ждёт программа: {detail}.",
    "outdated": "База от прежней версии программы; она обновится при запуске бота.",
    "active_submission_lost": "Учётных записей, у которых открыта несуществующая или чужая анкета: {detail}.",
    "completed_without_time": "Анкет, у которых время отправки не сходится с состоянием: {detail}.",
    "scores_of_unfinished": "Результатов, посчитанных у неотправленных анкет: {detail}.",
}
REFUSALS, REJECTIONS, FINDINGS = frozenset(_REFUSED), frozenset(_REJECTED), frozenset(_FINDINGS)
SOUND = "База в порядке: файл цел, таблицы на месте, противоречий нет."


def refused(code: str, params: Mapping[str, str]) -> str:
    """A database or file that must not be touched."""
    return _REFUSED[code].format_map(
        {name: in_russian(text) if name == "detail" else text for name, text in params.items()}
    )


def unavailable() -> str:
    """A write that could not be done now."""
    return "Сохранить не удалось. Ничего не изменено.\nПроверьте место на диске и права на папку, затем повторите."


def failed(error: OSError) -> str:
    """A file that cannot be read or written, where the command itself has no better word for it."""
    file = f" {error.filename}" if error.filename else ""
    happened = f"Файл{file} не открыть и не записать: {of_error(error)}."
    return f"{happened}\nПроверьте имя, права и место на диске, затем повторите."


def rejected(code: str, params: Mapping[str, str | int]) -> str | None:
    """An action of the command line that the rules refuse; None for codes of the chat."""
    return _REJECTED[code].format_map(params) if code in _REJECTED else None


def finding(code: str, detail: str) -> str:
    """One thing found wrong by the check."""
    return f"• {_FINDINGS[code].format(detail=in_russian(detail))}"


def advice(codes: frozenset[str]) -> str:
    """What to do about the findings."""
    if codes == {"outdated"}:
        return "Запустите бот: python -m bot run. Перед обновлением он сохранит копию базы рядом с ней."
    return (
        "База не менялась. Остановите бот, сохраните её файл отдельно и восстановите последнюю копию:\n"
        "python -m bot restore КОПИЯ --force (прежний файл при этом тоже останется)."
    )


def kept(file: str, size: int, people: int, submissions: int) -> str:
    """A backup is written."""
    return (
        f"Копия записана и проверена: {file}, {megabytes(size)}.\n"
        f"В ней {plural(people, 'человек', 'человека', 'человек')} и "
        f"{plural(submissions, 'анкета', 'анкеты', 'анкет')}, вместе с черновиками."
    )


def key_apart(key_file: str) -> str:
    """What a backup does not hold."""
    return (
        f"Ключ имён {key_file} в копию не входит. Храните его отдельно: без него не открыть ни имён, "
        "ни анонимных ответов, которые ждут."
    )


def restored(people: int, submissions: int, former: str | None) -> str:
    """A backup is back in place."""
    held = f"{plural(people, 'человек', 'человека', 'человек')}, {plural(submissions, 'анкета', 'анкеты', 'анкет')}"
    return f"База восстановлена: {held}." + (f"\nПрежние данные сохранены: {former}" if former else "")


def megabytes(size: int) -> str:
    """«1,2 МБ»."""
    return f"{max(size / 1024 / 1024, 0.1):.1f} МБ".replace(".", ",")
