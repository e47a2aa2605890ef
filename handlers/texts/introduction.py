"""What the messenger shows of the bot before «Старт», and where its link is shared."""

from handlers.texts.questionnaires import shortened

SHORT_DESCRIPTION = "Самоаудит педагога по профстандарту: вопросы, профиль, что делать дальше. По приглашению центра."


def description(operator: str) -> str:
    """At most 512 signs; `operator` is who runs the bot."""
    return (
        "Самоаудит педагога по профессиональному стандарту. Вопросы о вашей работе с ответами кнопками: можно "
        "прерваться и продолжить в любой день. В конце — ваш профиль словами и картинкой и что делать дальше.\n\n"
        f"Бот ведёт {shortened(operator, 120)}. Для входа нужно приглашение из центра; до вашего согласия ничего не "
        "сохраняется. Имён в чате нет: вместо них код."
    )
