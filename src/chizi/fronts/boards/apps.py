from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from chizi.fronts.kit import rail, tabs


class BoardsConfig(AppConfig):
    name = "chizi.fronts.boards"
    label = "boards"
    verbose_name = "Boards"

    def ready(self) -> None:
        """Put the evaluation into the rail, and the boards in front of its pages for who may see figures."""
        from chizi.org.abilities import scope_of
        from chizi.org.rules import Ability

        def may(viewer: object) -> bool:
            return not scope_of(viewer, Ability.SEE_FIGURES, now=timezone.now()).empty  # type: ignore[arg-type]

        entry = rail.RailEntry(pgettext_lazy("rail", "Evaluation"), "boards:home", 50, section="evaluation")
        rail.register(entry)
        tabs.register("evaluation", tabs.Tab(pgettext_lazy("tab", "Board"), "boards:home", 10, may))
