"""The answers workbook: a pack's questions as an XLSX file to fill in away from the product, and the way back.

`layout` is what the two ways share: `template` writes it, `reader` makes of it the tree that a YAML file has.
"""
