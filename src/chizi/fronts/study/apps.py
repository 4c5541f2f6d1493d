from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from chizi.fronts.kit import tabs


class StudyConfig(AppConfig):
    name = "chizi.fronts.study"
    label = "front_study"
    verbose_name = "Study"

    def ready(self) -> None:
        """Put learning beside the tasks, and its pages under it."""
        from chizi.fronts.study.abilities import Offer

        def offered(what: str) -> Callable[[Any], bool]:
            return lambda viewer: bool(getattr(Offer(viewer, timezone.now()), what))

        tabs.register(
            "planning", tabs.Tab(pgettext_lazy("tab", "Learning"), "study:home", 15, offered("see"))
        )
        tabs.register(
            "learning",
            tabs.Tab(pgettext_lazy("tab", "Mine"), "study:home", 10, offered("see")),
            tabs.Tab(pgettext_lazy("tab", "Questions"), "study:questions", 30, offered("manage")),
            tabs.Tab(pgettext_lazy("tab", "Papers"), "study:papers", 40, offered("papers")),
            tabs.Tab(pgettext_lazy("tab", "Answers in words"), "study:judging", 45, offered("judge")),
        )
