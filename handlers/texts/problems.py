"""Codes of problems and refusals as sentences: what is wrong and what to do. What was kept is said by the screen."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from handlers.texts.calendar import closing_in_words
from handlers.texts.plurals import plural
from handlers.texts.questionnaires import left_open, moment

Params = Mapping[str, str | int]

_EXPECTED = {
    "option": "Выберите вариант кнопкой или напишите его номер.",
    "options": "Отметьте варианты кнопками или напишите их номера через запятую.",
    "ranking": "Расставьте варианты кнопками или напишите номера по порядку, например «3 1 2».",
    "text": "Ответьте, пожалуйста, текстом.",
    "number": "Ответьте числом, например «12».",
    "date": "Напишите дату, например «12.03.2026» или «завтра».",
    "time": "Напишите время, например «15:00».",
    "datetime": "Напишите дату и время, например «12.03.2026 15:00».",
    "nothing": "Здесь отвечать не нужно. Нажмите «Далее».",
}
_KINDS = {
    "photo": "фотография",
    "pdf": "PDF",
    "document": "документ",
    "spreadsheet": "таблица",
    "presentation": "презентация",
    "any": "любой файл",
}
# one sentence for what is somebody else's and for what is no more: a forged button must not tell them apart
_NOT_YOURS = "Эта кнопка недоступна. Если это ваша анкета, она уже отправлена или закрыта."
_SENTENCES = {
    "required": "Это обязательный вопрос, пропустить его нельзя.",
    "not-applicable-refused": "Для этого вопроса нет ответа «не относится к моей работе». Выберите один из вариантов.",
    "unknown-option": "Такого варианта нет: «{text}». Нажмите кнопку или напишите номер варианта.",
    "ambiguous-option": "«{text}» подходит к нескольким вариантам. Напишите точнее или нажмите кнопку.",
    "no-choices": "Выбирать пока не из чего, ответ не сохранён. Нажмите «Пропустить».",
    "exclusive-choice": "«{option}» нельзя совместить с другими вариантами.",
    "ranking-incomplete": "Расставлено {count} из {of}. Нажмите остальные варианты по порядку важности.",
    "ranking-repeated": "«{option}» названо дважды. Каждый вариант ставится один раз.",
    "not-a-number": "Не получилось прочитать число. Напишите его цифрами, например «12» или «4,5».",
    "not-an-integer": "Нужно целое число, например «12».",
    "too-small": "Слишком мало: наименьшее допустимое значение — {min}.",
    "too-large": "Слишком много: наибольшее допустимое значение — {max}.",
    "empty": "Ответ пустой. Напишите хотя бы одно слово.",
    "not-a-date": "Не получилось прочитать дату. Напишите её так: «12.03.2026», «12 марта» или «завтра».",
    "impossible-date": "Такой даты нет: «{text}». Проверьте день и месяц.",
    "not-a-time": "Не получилось прочитать время. Напишите его так: «15:00».",
    "file-expected": "Пришлите файл или фотографию сообщением.",
    "file-too-large": "Файл больше {max_mb} МБ. Пришлите файл меньше.",
    "constraint": "{message}",
    "edited-message": "Вы исправили отправленное сообщение. На ответы исправленное сообщение не влияет: сохранён "
    "прежний ответ. Изменить его можно кнопками «Назад» и «Проверить ответы».",
    "pupil-named": "Похоже, здесь имя ученика и класс. Такие сведения бот не собирает, ответ пока не сохранён. "
    "Напишите его без имени; если это не ученик, отправьте тот же текст ещё раз.",
    "already_submitted": "Анкета уже отправлена, второй раз отправлять не нужно.",
    "incomplete": "Отправить пока нельзя: остался вопрос без ответа. Вот он.",
    "foreign_submission": _NOT_YOURS,
    "submission_gone": _NOT_YOURS,
    "forbidden": "Это действие вам недоступно. Если это ошибка, напишите в методический центр.",
    "unknown_person": "Чтобы отвечать на анкеты, откройте бот по своему приглашению из методического центра.",
    "dismissed": "В реестре отмечено, что вы больше не работаете: анкеты закрыты, прежние результаты сохранены. "
    "Если это ошибка, напишите в методический центр.",
    "unknown_questionnaire": "Эта анкета больше не проводится. Откройте список анкет.",
    "unknown_item": "Эта кнопка устарела, ничего не изменилось.",
    "nothing_to_ask": "Для вашей должности в этой анкете нет вопросов. Если это ошибка, напишите в методический центр.",
    "no_result": "Результата пока нет: анкета ещё не отправлена.",
    "export_running": "Выгрузка уже готовится, файл придёт сюда.",
    "campaign-questionnaire-unknown": "Такой анкеты больше нет. Выберите другую.",
    "campaign-untitled": "Назовите кампанию.",
    "campaign-closes-too-early": "Срок приёма ответов кончается раньше, чем кампания начнётся. Измените даты.",
    "campaign-reminders-wrong": "Напоминания заданы неверно: дней между ними должно быть не меньше одного.",
    "campaign-threshold-too-low": "Порог группы не может быть меньше {group} человек, для текстов — {comment}.",
    "campaign-must-be-anonymous": "Эта анкета проводится только анонимно.",
    "campaign-cannot-be-anonymous": "Анонимно эту анкету провести нельзя: какие вопросы в ней видны, зависит от "
    "сведений об отвечающем, или в ней просят файл, — по ответам человека можно было бы узнать.",
    "campaign-test-first": "Получателей больше {above}. Сначала отправьте сообщение себе и посмотрите на него.",
    "unknown-people": "Таких кодов в реестре нет: {codes}. Ничего не создано, исправьте список.",
    "campaign_started": "Кампания уже начата, изменить её нельзя. Её можно продлить, остановить или создать такую же.",
    "campaign_not_running": "Кампания уже завершена.",
    "empty_audience": "Спрашивать некого: под условия никто не подходит. Измените, кого спрашиваем.",
    "unknown_campaign": "Этой кампании больше нет. Откройте список кампаний.",
    "already_answered": "Вы уже ответили на эту анкету. Спасибо!",
    "foreign_participation": _NOT_YOURS,
    "not_asked": "На эту анкету отвечают только по приглашению. Сейчас её не проводят.",
    "run-backwards": "Последний день курса раньше первого. Проверьте даты.",
    "run-exists": "Этот курс с таким первым днём уже записан: {code}.",
    "not-a-participant": "Человека с кодом {code} среди слушателей нет.",
    "unknown_run": "Этого курса в списке больше нет. Откройте список курсов заново.",
    "consent_needed": "Сначала нужно ваше согласие на обработку данных.",
    "no-position": "В реестре не указана ваша должность. Попросите методический центр её заполнить.",
    "no-audit-for-position": "Для должности «{position}» самоаудит по профстандарту пока не составлен. "
    "Остальные анкеты доступны.",
    "no-audit-for-leaders": "Самоаудит руководителя пока не составлен: трудовые действия стандарта ещё не внесены. "
    "Остальные анкеты доступны.",
}


def problem_text(code: str, params: Mapping[str, str | int] | None = None) -> str:
    """Return the sentence of a problem or refusal; its parameters are not escaped yet."""
    params = params or {}
    if code == "wrong-input":
        return _EXPECTED.get(str(params.get("expected")), "Такой ответ здесь не подходит.")
    if counted := _counted(code, params):
        return counted
    return _SENTENCES.get(code, "Это действие сейчас недоступно.").format_map({**params})


def refusal_text(code: str, params: Params, zone: ZoneInfo) -> str:
    """Return the sentence of a refused action; times are told in the centre's zone."""
    at = moment(int(params["at"]), zone) if "at" in params else ""
    match code:
        case "submission_closed" if params.get("state") == "completed":
            return f"Анкета отправлена {at}, изменить ответы уже нельзя."
        case "submission_over":
            left = left_open(bool(params.get("anonymous")))
            return f"Анкета закрыта: ответы принимались {_closing(params, zone)}. {left}"
        case "submission_closed":
            return f"Анкета закрыта {at}. Ответы на неё больше не принимаются."
        case "campaign_closed":
            return f"Анкета закрыта: ответы принимались {_closing(params, zone)}."
        case "too-late-tomorrow":
            return f"Завтра будет поздно: ответы принимаются до {at}. Ответить можно сейчас."
        case "submission_stale":
            return f"Анкета закрыта: последний ответ был {at}, срок хранения черновика истёк. Начните её заново."
        case _:
            return problem_text(code, params)


def _closing(params: Params, zone: ZoneInfo) -> str:
    return closing_in_words(int(params["at"]), zone)


def _counted(code: str, params: Params) -> str:
    """Sentences with a numeral, a date or a list in them."""
    match code:
        case "too-few-choices":
            return f"Отметьте хотя бы {plural(int(params['min']), 'вариант', 'варианта', 'вариантов')}."
        case "too-many-choices":
            return f"Можно отметить не больше {plural(int(params['max']), 'варианта', 'вариантов', 'вариантов')}."
        case "too-short":
            return f"Слишком коротко: нужно хотя бы {plural(int(params['min']), 'знак', 'знака', 'знаков')}."
        case "too-long":
            limit = plural(int(params["max"]), "знака", "знаков", "знаков")
            return f"Слишком длинно: можно до {limit}, а пришло {params['length']}. Ответ не сохранён, сократите его."
        case "too-many-places":
            return f"После запятой можно не больше {plural(int(params['places']), 'цифры', 'цифр', 'цифр')}."
        case "too-early":
            return f"Слишком рано: не раньше {_day(str(params['min']))}."
        case "too-late":
            return f"Слишком поздно: не позже {_day(str(params['max']))}."
        case "campaign-extended-backwards":
            return "Новый срок не позже прежнего. Чтобы закончить раньше, остановите кампанию."
        case "file-kind":
            accepted = ", ".join(_KINDS.get(kind, kind) for kind in str(params["accepted"]).split(", "))
            return f"Такой файл не подходит. Принимается: {accepted}."
        case _:
            return ""


def _day(iso: str) -> str:
    try:
        return f"{date.fromisoformat(iso):%d.%m.%Y}"
    except ValueError:
        return iso.replace("T", " ")
