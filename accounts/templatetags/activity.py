"""`{{ event|sentence }}`: what was logged, in words."""

from django import template

from accounts.queries.sentences import markup_of

register = template.Library()
register.filter("sentence", markup_of)
