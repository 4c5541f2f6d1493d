"""Named errors that a person is meant to read."""

from typing import Any, ClassVar


class Refusal(Exception):
    """Input or a wish that the product turns down, with a sentence that says what is wrong and what to do.

    A subclass sets ``text``: an English sentence with ``%(name)s`` places, marked by ``N_`` so that it is
    translated where it is shown. ``params`` fill the places. ``field`` names the input it belongs to.
    """

    text: ClassVar[str] = ""
    status: ClassVar[int] = 400

    def __init__(self, *, field: str = "", **params: Any) -> None:
        self.field = field
        self.params = params
        super().__init__(self.text % params if params else self.text)

    @property
    def code(self) -> str:
        """The stable name that scripts may test for: the class name."""
        return type(self).__name__


class Forbidden(Refusal):
    """An action on something that the actor may see but may not change."""

    status = 403


class Missing(Refusal):
    """Something that is not there, or that the actor may not know to be there: the answer is the same."""

    status = 404
