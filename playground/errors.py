"""Refusals of the Bot API: code, exact description and parameters; the wording is that of tdlib/telegram-bot-api."""

from collections.abc import Mapping

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
SECOND_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
WRONG_FILE = "wrong file identifier/HTTP URL specified"

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class ApiError(Exception):
    """A call refused; `description` is sent as is, `parameters` is ResponseParameters."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


def refused(code: int, text: str) -> ApiError:
    """An error with the prefix of its code; the first letter is lowered unless the text is a CONSTANT.

    Source: `fail_query_with_error` of telegram-bot-api.
    """
    constant = len(text) > 1 and (text[1] == "_" or text[1].isupper())
    body = text if constant else text[:1].lower() + text[1:]
    return ApiError(code, f"{_PREFIXES[code]}: {body}")


def bad_request(text: str) -> ApiError:
    """400 with its prefix."""
    return refused(400, text)


def too_many_requests(seconds: int) -> ApiError:
    """429 with `retry_after` in whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
