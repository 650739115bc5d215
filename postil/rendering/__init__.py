"""Themes and templates: the only user of Jinja."""
