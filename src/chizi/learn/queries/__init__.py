"""Reads of learn, split by noun."""

from chizi.learn.queries.abouts import about_titles
from chizi.learn.queries.materials import MaterialList, MaterialRow, PassageHit, materials, passages_with
from chizi.learn.queries.materials_packs import (
    Comparison,
    MaterialMedium,
    MaterialPack,
    anchor_there,
    article,
    compare_versions,
    material_pack,
    material_titles,
    media_in,
    readable_media,
)
from chizi.learn.queries.materials_pages import MaterialPage, VersionLine, material_page
from chizi.learn.queries.materials_seeing import readable
from chizi.learn.queries.outcomes import MyObjective, items_asked, my_objectives, own_outcome

__all__ = [
    "Comparison",
    "MaterialList",
    "MaterialMedium",
    "MaterialPack",
    "MaterialPage",
    "MaterialRow",
    "MyObjective",
    "PassageHit",
    "VersionLine",
    "about_titles",
    "anchor_there",
    "article",
    "compare_versions",
    "items_asked",
    "material_pack",
    "material_page",
    "material_titles",
    "materials",
    "media_in",
    "my_objectives",
    "own_outcome",
    "passages_with",
    "readable",
    "readable_media",
]
