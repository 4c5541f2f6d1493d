"""The pack: what somebody takes along to work for a week without a network."""

from chizi.fronts.terminal.packing.whole import make_pack, person_told, tag_of

__all__ = ["make_pack", "person_told", "tag_of"]
