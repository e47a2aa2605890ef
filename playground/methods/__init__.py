"""The methods of the Bot API by name in lower case: parameters in, JSON-ready result out, `ApiError` for a refusal."""

from playground.methods import answers, deleting, editing, media, profile, rooms, sending
from playground.methods.registry import Method

METHODS: dict[str, Method] = {
    **answers.METHODS,
    **deleting.METHODS,
    **editing.METHODS,
    **media.METHODS,
    **profile.METHODS,
    **rooms.METHODS,
    **sending.METHODS,
}
