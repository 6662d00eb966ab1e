"""factory_boy with types: calling a factory gives the model."""

from typing import Any, Generic, TypeVar

from factory.django import DjangoModelFactory

Model = TypeVar("Model")


class Make(Generic[Model]):
    """Wraps a factory so that `LaunchFactory(key="TRD")` is known to be a `Launch`."""

    def __init__(self, factory: type[DjangoModelFactory[Model]]) -> None:
        self.factory = factory

    def __call__(self, **given: Any) -> Model:
        """One saved row."""
        made: Model = self.factory.create(**given)
        return made
