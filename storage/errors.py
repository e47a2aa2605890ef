"""Why the storage cannot do its work now, or must not do it at all. Knows no wording."""


class Unavailable(Exception):
    """The storage could not commit (disk full, read-only, server gone): nothing of the use case was kept.

    Trying again later is right. A server or a machine that is lost in the very middle of a commit leaves open whether
    the commit took place; the claimed update id makes the second try harmless.
    """


class Refused(Exception):
    """The database must not be opened, or a file must not be written; `code` says why.

    `locked` another process works with the file; `damaged` it cannot be trusted; `unreadable`, `read_only` it may
    not be opened or changed; `newer` it was written by a later program; `older` it has to be migrated first;
    `foreign` it holds somebody else's tables; `missing` there is none; `exists` a file would be overwritten;
    `occupied` the target holds data; `unportable` a value cannot be stored there; `unreachable` the server does not
    let us in; `sqlite_too_old` the library is; `unnoted` no line for the journal can be left beside the database.
    """

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
