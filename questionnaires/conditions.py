"""The text form of conditions: a closed grammar, read by hand, never by `eval`. Knows no items.

    condition  = all { "or" all } ;          all   = part { "and" part } ;
    part       = "not" part | sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "has") sum ] ;
    sum        = product { ("+" | "-") product } ;
    product    = factor { ("*" | "/") factor } ;     factor = "-" factor | value ;
    value      = number | text | "true" | "false" | "[" literal { "," literal } "]" | "(" condition ")"
               | "respondent." name | name | state "(" name ")"
               | function "(" condition { "," condition } ")" ;
    state      = "answered" | "skipped" | "not_applicable" ;     function = "count" | "mean" | "if" ;

A name may hold `.`, `-` and `_`, so a minus between names needs spaces around it.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from questionnaires.expressions import (
    Arithmetic,
    Attribute,
    Chain,
    Comparison,
    InState,
    Literal,
    Name,
    Node,
    Not,
)
from questionnaires.functions import Call
from questionnaires.tokens import MAX_LENGTH, MAX_TOKENS, ConditionError, tokens

__all__ = ["MAX_DEPTH", "RESERVED", "ConditionError", "Node", "parse"]

MAX_DEPTH = 20
STATES = frozenset({"answered", "skipped", "not_applicable"})
ARGUMENTS: Mapping[str, tuple[int, int]] = {"count": (1, 50), "mean": (1, 50), "if": (3, 3)}
COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in", "has"})
RESERVED = (
    frozenset({"and", "or", "not", "in", "has", "true", "false", "value", "respondent"}) | STATES | set(ARGUMENTS)
)
"""Words that cannot be codes of items or sections."""


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of a condition. Raises ConditionError. Trees are immutable and shared."""
    if len(text) > MAX_LENGTH:
        raise ConditionError("condition-too-long", MAX_LENGTH)
    return _Reader(text).whole()


class _Reader:
    """Recursive descent, one method per line of the grammar; `depth` bounds the recursion."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        if len(self.tokens) > MAX_TOKENS:
            raise ConditionError("condition-too-long", self.tokens[MAX_TOKENS].column)
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.condition()
        self.expect("")
        return node

    @property
    def token(self) -> str:
        return self.tokens[self.at].text

    @property
    def kind(self) -> str:
        return self.tokens[self.at].kind

    def error(self, code: str) -> ConditionError:
        return ConditionError(code, self.tokens[self.at].column, self.token)

    def take(self) -> str:
        token = self.token
        self.at += 1
        return token

    def accept(self, *signs: str) -> str | None:
        """The token, when it is one of these words or signs; a quoted text never is."""
        return self.take() if self.kind in ("sign", "name") and self.token in signs else None

    def expect(self, sign: str) -> None:
        if self.kind in ("text", "number") or self.token != sign:
            raise self.error("condition-syntax")
        self.at += 1

    def condition(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error("condition-too-deep")
        parts = [self.all()]
        while self.accept("or"):
            parts.append(self.all())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Chain(True, tuple(parts))

    def all(self) -> Node:
        parts = [self.part()]
        while self.accept("and"):
            parts.append(self.part())
        return parts[0] if len(parts) == 1 else Chain(False, tuple(parts))

    def part(self) -> Node:
        negated = False
        while self.accept("not"):
            negated = not negated
        left = self.sum()
        if self.kind in ("sign", "name") and self.token in COMPARISONS:
            left = Comparison(self.take(), left, self.sum())
        return Not(left) if negated else left

    def sum(self) -> Node:
        node = self.product()
        while sign := self.accept("+", "-"):
            node = Arithmetic(sign, node, self.product())
        return node

    def product(self) -> Node:
        node = self.factor()
        while sign := self.accept("*", "/"):
            node = Arithmetic(sign, node, self.factor())
        return node

    def factor(self) -> Node:
        negative = False
        while self.accept("-"):
            negative = not negative
        node = self.value()
        return Arithmetic("-", Literal(0), node) if negative else node

    def value(self) -> Node:
        if self.kind in ("number", "text"):
            return Literal(self.literal())
        if self.accept("("):
            node = self.condition()
            self.expect(")")
            return node
        if self.accept("["):
            return self.listing()
        if self.kind == "name":
            return self.named()
        raise self.error("condition-syntax")

    def literal(self) -> str | int | Decimal:
        kind, token = self.kind, self.take()
        if kind == "text":
            return token[1:-1]
        return Decimal(token) if "." in token else int(token)

    def listing(self) -> Node:
        values = []
        while True:
            if self.kind not in ("number", "text"):
                raise self.error("condition-syntax")
            values.append(self.literal())
            if not self.accept(","):
                break
        self.expect("]")
        return Literal(tuple(values))

    def named(self) -> Node:
        at, word = self.tokens[self.at].column, self.token
        if word in STATES or word in ARGUMENTS:
            return self.call()
        if word in RESERVED - {"true", "false", "value"}:
            raise self.error("condition-syntax")
        self.at += 1
        if word in ("true", "false"):
            return Literal(word == "true")
        if word.startswith("respondent."):
            return Attribute(word.removeprefix("respondent."), at)
        return Name(word, at)

    def call(self) -> Node:
        start, word = self.tokens[self.at].column, self.take()
        self.expect("(")
        if word in STATES:
            if self.kind != "name" or self.token in RESERVED:
                raise self.error("condition-syntax")
            node: Node = InState(word, self.token, self.tokens[self.at].column)
            self.at += 1
            self.expect(")")
            return node
        arguments = [self.condition()]
        while self.accept(","):
            arguments.append(self.condition())
        self.expect(")")
        least, most = ARGUMENTS[word]
        if not least <= len(arguments) <= most:
            raise ConditionError("condition-arguments", start, word)
        return Call(word, tuple(arguments))
