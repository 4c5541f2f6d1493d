"""Names of people by how the journal names them."""

from collections.abc import Iterable

from chizi.org.models import Person


def names_of_people(refs: Iterable[str]) -> dict[str, str]:
    """Names by journal reference ("person:office"); references to nobody known are left out. One query."""
    wanted = {ref.partition(":")[2]: ref for ref in refs if ref.startswith("person:")}
    rows = Person.objects.filter(username__in=list(wanted)).values_list("username", "name")
    return {wanted[username]: name for username, name in rows}
