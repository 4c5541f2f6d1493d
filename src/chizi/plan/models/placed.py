"""Rows that belong to a place."""

from django.db import models

from chizi.org.models import Region


class Placed(models.Model):
    """A row with its place and the place's ancestors, so that lists are narrowed without a join."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def stand_at(self, region: Region) -> None:
        """Set the place, with its line of ancestors."""
        self.region = region
        self.city_id, self.county_id, self.town_id = region.city_id, region.county_id, region.town_id
