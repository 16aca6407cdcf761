"""What every endpoint is made of: problems, bodies, pages of a list, revisions, and the contract. It knows no app."""
