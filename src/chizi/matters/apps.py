from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "chizi.matters"
    label = "matters"
    verbose_name = "Matters"

    def ready(self) -> None:
        """Read the kinds; with a faulty one the product refuses to start and says why."""
        from chizi.matters.kinds import load_kinds

        load_kinds()
