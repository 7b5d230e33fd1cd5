"""Spaces and their rooms, and how a moderator publishes them.

States: draft -> in_moderation -> live | refused; a refused space is edited and submitted again.
"""
