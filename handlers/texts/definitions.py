"""What is wrong with a questionnaire's definition, for whoever writes it, and what publishing changes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from handlers.texts.plurals import plural
from handlers.texts.reasons import in_russian

if TYPE_CHECKING:  # the engine takes half a second to load, and most commands have no use for it
    from bot.domain.questionnaires import Published
    from questionnaires.definition import Definition
    from questionnaires.issues import Issue
    from questionnaires.versions import Change, Changes

_FILE: Mapping[str, str] = {
    "not-utf8": "файл не в кодировке UTF-8 (байт {byte}); сохраните его в UTF-8",
    "file-too-large": "файл длиннее {max} знаков",
    "yaml-syntax": "запись YAML не читается: {problem}",
    "several-documents": "в файле несколько документов (---), нужен один",
    "yaml-alias": "ссылки YAML (*{name}) не читаются; повторите текст",
    "yaml-anchor": "метки YAML (&{name}) не читаются; уберите её",
    "yaml-tag": "теги YAML ({tag}) не читаются; уберите его",
    "yaml-key": "ключ должен быть простым словом",
    "too-deep": "вложенность больше {max} уровней",
    "too-many-nodes": "в файле больше {max} значений",
    "text-too-long": "один текст длиннее {max} знаков",
    "control-character": "в тексте управляющий или недопустимый знак; уберите его",
    "duplicate-key": "ключ «{key}» записан дважды, читается первый",
    "not-a-mapping": "в файле нет описания анкеты: нужны ключи code, title, sections",
    "spec-version-missing": "нет ключа spec_version; сейчас это {known}",
    "spec-version-unknown": "spec_version {found} неизвестна; сейчас это число {known}, без кавычек",
    "missing-key": "нет обязательного ключа «{key}»",
    "unknown-key": "ключа «{key}» не бывает; проверьте написание",
    "unknown-kind": "такого вида вопроса нет",
    "missing-kind": "не указан вид вопроса (kind)",
    "bad-value": "значение «{key}» не подходит: {reason}",
}
_OUTLINE: Mapping[str, str] = {
    "duplicate-code": "код «{code}» уже занят другим вопросом или разделом",
    "reserved-code": "код «{code}» занят языком условий, выберите другой",
    "unreachable-section": "раздел «{section}» никогда не откроется: его условие невыполнимо",
    "unreachable-item": "вопрос никогда не покажется: его условие невыполнимо",
    "unknown-item": "вопроса «{name}» нет",
    "later-item": "«{name}» стоит позже; условие может смотреть только на то, что уже отвечено",
    "section-as-value": "«{name}» — раздел, у него нет ответа; подойдёт answered({name}) или count(answered({name}))",
    "note-has-no-answer": "«{name}» — пояснение, ответа у него не бывает",
    "unknown-attribute": "сведений «{name}» об отвечающем нет",
    "unknown-option": "у «{name}» нет варианта «{option}»",
    "unknown-reference": "в тексте назван вопрос «{name}», которого нет",
    "later-reference": "в тексте назван вопрос «{name}», который стоит позже",
    "condition-syntax": "условие не разобрать на знаке {column}: «{found}»",
    "condition-character": "в условии на знаке {column} недопустимый символ «{found}»",
    "condition-too-long": "условие слишком длинное",
    "condition-too-deep": "в условии слишком много вложенных скобок (знак {column})",
    "condition-arguments": "у {found}(…) на знаке {column} не то число аргументов",
}
_ITEM: Mapping[str, str] = {
    "scale-value-missing": "у ступени шкалы «{scale}» нет числа (value)",
    "unknown-source": "списка «{source}» (source) у бота нет, есть: {known}",
    "duplicate-label": "вариант «{label}» повторяется: человек их не различит",
    "unknown-scale": "шкалы «{scale}» нет",
    "constraint-without-message": "проверка есть, а её текста (constraint_message) нет: человек увидит общий",
    "too-few-options": "вариантов {count}, нужно хотя бы два",
    "too-many-options": "вариантов {count}, в Telegram помещается {max}; возьмите вид choice",
    "too-many-sections": "разделов {count}, на экране проверки помещается {max}",
    "many-options": "вариантов {count}: на телефоне это неудобно; подумайте о виде choice с поиском",
    "duplicate-option": "код варианта «{option}» повторяется",
    "duplicate-value": "число {value} стоит у нескольких вариантов",
    "option-too-long": "вариант «{option}»: {length} знаков, на кнопке поместится {max}",
    "more-than-options": "просят выбрать {count}, а вариантов меньше",
    "bad-bound": "граница «{bound}» не читается",
    "min-over-max": "наименьшее ({min}) больше наибольшего ({max})",
    "bad-default": "значение по умолчанию самим вопросом не принимается",
    "message-too-long": "вместе с вариантами выходит {length} знаков, в сообщение помещается {max}",
    "translation-missing": "нет перевода на «{language}»",
    "unknown-group": "группы «{group}» нет в profile.groups",
    "no-functions": "profile.functions включён, а у разделов не указаны трудовые функции",
    "duplicate-level": "уровень «{level}» повторяет код или границу другого",
    "no-lowest-level": "уровни начинаются с {at_least}, а не с нуля: ниже уровня не будет",
    "not-scorable": "вопрос «{name}» не даёт числа и не может входить в шкалу",
    "file-in-anonymous": "файл в анонимной анкете выдаёт того, кто его прислал; уберите вопрос",
    "attribute-in-anonymous": "анонимная анкета не может зависеть от сведений об отвечающем («{name}»): "
    "по тому, на что он ответил, его можно узнать",
    "unknown-standard": "профстандарта «{standard}» нет",
    "unknown-function": "трудовой функции «{function}» в этом профстандарте нет",
    "unknown-action": "трудового действия «{action}» в этом профстандарте нет",
    "action-outside-function": "трудовое действие «{action}» относится к другой трудовой функции",
}
_REASONS: Mapping[str, str] = {
    "string_type": "нужен текст; числа и «да/нет» возьмите в кавычки",
    "int_type": "нужно целое число",
    "int_parsing": "нужно целое число",
    "int_from_float": "нужно целое число",
    "decimal_type": "нужно число",
    "decimal_parsing": "нужно число",
    "finite_number": "нужно конечное число",
    "model_type": "нужны пары «ключ: значение»",
    "model_attributes_type": "нужны пары «ключ: значение»",
    "bool_type": "нужно true или false",
    "bool_parsing": "нужно true или false",
    "list_type": "нужен список",
    "tuple_type": "нужен список",
    "dict_type": "нужны пары «ключ: значение»",
    "literal_error": "такого варианта нет",
    "enum": "такого варианта нет",
    "string_too_short": "пусто или слишком коротко",
    "string_too_long": "слишком длинно",
    "too_short": "список пуст или слишком короток",
    "too_long": "список слишком длинный",
    "string_pattern_mismatch": "код — латинские буквы, цифры, точка, дефис, подчёркивание; код вопроса — с буквы",
    "greater_than_equal": "число слишком мало",
    "greater_than": "число слишком мало",
    "less_than_equal": "число слишком велико",
    "less_than": "число слишком велико",
}
RETYPED = (
    "Публиковать нельзя: у уже собранных ответов изменился бы смысл. Ничего не изменено.\n"
    "Верните прежний вид или заведите новый вопрос с новым кодом, а старый уберите."
)
_CUT_SHORT = "условие обрывается на знаке {column}: в нём чего-то не хватает"
_TEXTS = {**_FILE, **_OUTLINE, **_ITEM}
CODES = frozenset(_TEXTS)


def issue(found: "Issue") -> str:
    """«needs.yaml:12 q3: код «a» уже занят…»; a remark does not hinder publishing."""
    where = f"{found.file}:{found.line}" + (f" {found.item}" if found.item else "")
    reason = _REASONS.get(str(found.params.get("problem")), "проверьте запись")
    params = {**found.params, "problem": in_russian(str(found.params.get("problem", "")))}
    sentence = _TEXTS[found.code] if found.params.get("found", True) else _CUT_SHORT
    text = sentence.format_map({"reason": reason, **params})
    return f"{where}: {'замечание: ' if found.severity == 'warning' else ''}{text}"


def inspected(found: "Definition") -> str:
    """The sum of an inspection."""
    errors = sum(one.severity == "error" for one in found.issues)
    remarks = len(found.issues) - errors
    if errors:
        return f"{plural(errors, 'ошибка', 'ошибки', 'ошибок')}. Публиковать нельзя, ничего не изменено."
    told = f", {plural(remarks, 'замечание', 'замечания', 'замечаний')}" if remarks else ""
    items = len(found.questionnaire.items) if found.questionnaire else 0
    return f"Ошибок нет{told}. Вопросов: {items}. Можно публиковать: python -m bot questionnaire publish ФАЙЛ"


def published(title: str, number: int, before: int, found: "Changes | None") -> tuple[str, ...]:
    """A version is published, or was already."""
    if number == before:
        return (f"Без изменений: «{title}» с таким содержанием уже опубликована.",)
    if found is None:
        return (f"Опубликована «{title}», версия {number}.",)
    told = changes(found) or ("Вопросы и варианты прежние.",)
    return (f"Опубликована «{title}», версия {number}. Начатые анкеты остаются на прежней версии.", *told)


def former(title: str, number: int) -> str:
    """The content is that of an older version, and the newest one stays in force."""
    return (
        f"Такое содержание у «{title}» уже было; действует другая, более новая версия {number}. Ничего не изменено.\n"
        "Чтобы вернуть прежнее содержание новой версией, измените в нём хотя бы слово, например во вступлении (intro)."
    )


def listed(found: "Sequence[Published]") -> tuple[str, ...]:
    """A line for each questionnaire."""
    if not found:
        return ("Пока ничего не опубликовано: встроенные анкеты публикует первый запуск бота.",)
    width = max(len(one.code) for one in found) + 2
    return tuple(
        f"{one.code:<{width}}версия {one.number}, {plural(one.items, 'вопрос', 'вопроса', 'вопросов')}: {one.title}"
        for one in found
    )


def changes(found: "Changes") -> tuple[str, ...]:
    """What a new version changes, a line each; nothing when only the order or the wording around it differs."""
    return tuple(
        line
        for line in (
            _codes("Новые вопросы", found.added),
            _codes("Убраны вопросы", found.retired),
            _codes("Изменены формулировки", _items(found.relabelled)),
            _codes("Новые варианты у вопросов", _items(found.options_added)),
            _codes("Убраны варианты у вопросов", _items(found.options_retired)),
            _codes("Переставлены", found.moved),
        )
        if line
    )


def refusals(found: "Changes") -> tuple[str, ...]:
    """Why a new version must not be published: what stored answers would come to mean something else."""
    retyped = (f"• {_named(one)}: было «{one.old}», стало «{one.new}»" for one in found.retyped)
    recoded = (f"• тот же вопрос под другим кодом: был «{one.old}», стал «{one.new}»" for one in found.recoded)
    return (*retyped, *recoded)


def _named(one: "Change") -> str:
    return f"{one.item}, вариант {one.option}" if one.option else one.item


def _items(found: "Sequence[Change]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.item for one in found))


def _codes(title: str, codes: Sequence[str]) -> str:
    return f"{title}: {', '.join(codes)}." if codes else ""
