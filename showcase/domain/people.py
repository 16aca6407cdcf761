"""Who is in the example, and what they sign in with."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.domain.roles import Role


@dataclass(frozen=True)
class Person:
    """Somebody in the example, with what they sign in with."""

    title: str
    name: str
    email: str
    role: Role
    password: str = "rungs up the ladder"


CTO = Person("CTO", "Ingrid Solheim", "cto@northwind.example", Role.OWNER)
CONSULTANT = Person("consultant", "Edith Harbour", "consultant@harbourvane.example", Role.EDITOR)
PLATFORM = Person("platform lead", "Jonas Lindqvist", "platform@northwind.example", Role.CONTRIBUTOR)
VIEWER = Person("viewer", "Lena Vogt", "viewer@northwind.example", Role.VIEWER)
SECURITY = Person("security lead", "Dana Okafor", "security@northwind.example", Role.CONTRIBUTOR)
FINANCE = Person("finance", "Marit Dahl", "finance@northwind.example", Role.VIEWER)
PEOPLE = (CTO, CONSULTANT, PLATFORM, VIEWER, SECURITY, FINANCE)
