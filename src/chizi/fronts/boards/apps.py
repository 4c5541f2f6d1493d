from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from chizi.fronts.kit import rail


class BoardsConfig(AppConfig):
    name = "chizi.fronts.boards"
    label = "boards"
    verbose_name = "Boards"

    def ready(self) -> None:
        """Put the boards into the rail of whoever may see figures anywhere."""
        from chizi.org.abilities import scope_of
        from chizi.org.rules import Ability

        def may(viewer: object) -> bool:
            scope = scope_of(viewer, Ability.SEE_FIGURES, now=timezone.now())  # type: ignore[arg-type]
            return bool(scope.everything or scope.prefixes)

        rail.register(rail.RailEntry(pgettext_lazy("rail", "Evaluation"), "boards:home", 50, may))
