"""Fronts (前台): the only rooms that know HTTP, HTML or a console; each stands on fronts.kit and on no other front."""
