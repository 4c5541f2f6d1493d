"""A fortnight of learning on the phone and at the desk: asked, learned off-line, applied, judged, published."""
