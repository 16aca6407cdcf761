"""`{{ moment|day }}`, `{{ moment|clock }}` and `{{ number|figure }}`, as the workspace's readers write them."""

from django import template

from core import local

register = template.Library()
register.filter("day", local.day)
register.filter("clock", local.clock)
register.filter("figure", local.figure)
