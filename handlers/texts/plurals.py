"""Russian numerals with their nouns."""


def per_cent(value: float) -> str:
    """«38 %», never torn apart at the end of a line."""
    return f"{value:.0f}\N{NO-BREAK SPACE}%"


def plural(n: int, one: str, few: str, many: str) -> str:
    """«1 вопрос», «2 вопроса», «5 вопросов», «11 вопросов», «21 вопрос»."""
    tens, units = n % 100, n % 10
    if units == 1 and tens != 11:
        word = one
    elif 2 <= units <= 4 and not 12 <= tens <= 14:
        word = few
    else:
        word = many
    return f"{n} {word}"
