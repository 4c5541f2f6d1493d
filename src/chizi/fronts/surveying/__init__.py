"""Surveying (测评): surveys, samples, slips and results at the desk; suggestions about the product."""
