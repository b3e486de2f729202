"""Reading what a librarian wrote, field by field: what cannot be read is gathered, not raised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from search_api import reading
from search_api.errors import RequestError
from search_api.messages import message
from search_api.parameters import unknown_parameter

Value = TypeVar("Value")
Given = ParamSpec("Given")


@dataclass(slots=True)
class FieldReader:
    """Gathers what is wrong with fields."""

    problems: list[RequestError] = field(default_factory=list, kw_only=True)

    def _try(
        self,
        read: Callable[Given, Value],
        otherwise: Value,
        *arguments: Given.args,
        **options: Given.kwargs,
    ) -> Value:
        try:
            return read(*arguments, **options)
        except RequestError as error:
            self.problems.append(error)
            return otherwise

    def _object(self, name: str, given: Any, known: Sequence[str]) -> Mapping[str, Any]:
        if given is None:
            return {}
        if not isinstance(given, Mapping):
            self.problems.append(RequestError(name or "body", message("edit.object")))
            return {}
        for key in given:
            if key not in known:
                path = f"{name}.{key}" if name else key
                self.problems.append(RequestError(reading.shown(path), unknown_parameter(key, list(known))))
        return given

    def _list(self, name: str, given: Any) -> Sequence[Any]:
        if given is None or isinstance(given, list):
            return given or ()
        self.problems.append(RequestError(name, message("edit.list")))
        return ()
