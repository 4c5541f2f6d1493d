from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class LibraryConfig(AppConfig):
    name = "chizi.fronts.library"
    label = "front_library"
    verbose_name = "Library"

    def ready(self) -> None:
        """Put the library under Learning, for whoever learns or sees learning."""
        from chizi.fronts.kit import tabs
        from chizi.fronts.library.offers import may_see

        tabs.register("learning", tabs.Tab(pgettext_lazy("tab", "Library"), "library:home", 20, may_see))
