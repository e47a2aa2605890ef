"""What happens to updates themselves: dead letters and forgetting."""

from storage.transaction import Transaction

BODY_DAYS = 7  # raw text of a dead letter (privacy: days, not years)
CLAIM_DAYS = 30  # an update older than this cannot come again: the messenger keeps them for a day
DAY = 86_400


async def bury(
    tx: Transaction, update_id: int, messenger_id: int | None, code: str, error: str, body: str, now: int
) -> None:
    """Keep an update that could not be handled, and count it as done. Nothing of a stranger's is kept in it."""
    known = messenger_id is not None and await tx.accounts.find_person(messenger_id) is not None
    await tx.updates.claim(update_id, now)
    await tx.updates.bury(update_id, code, error, body if known else None, now)


async def purge(tx: Transaction, now: int, drafts_before: int) -> None:
    """Forget what has served its term: raw updates, outcomes, claims, strangers' failures, drafts nobody touched."""
    await tx.updates.purge(now - BODY_DAYS * DAY, now - CLAIM_DAYS * DAY)
    await tx.invitations.forget_failures(now - DAY)
    await tx.drafts.expire(drafts_before)


def error_code(update_id: int) -> str:
    """The code a person can name to the centre: «E-000123» for update 123."""
    return f"E-{update_id % 1_000_000:06d}"
