"""Faces: home pages that gather from many rooms, and ``calculate``."""
