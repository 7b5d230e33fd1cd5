"""The same time every week: asked for together, paid with one payment, answered once (docs/series.md)."""
