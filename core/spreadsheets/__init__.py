"""Spreadsheets that people send and get, as XLSX and CSV files.

Reading XLSX does without a library: openpyxl parses all that a foreign file holds, and mixes up texts such as
`_x000D_`. `package` opens the file and `parts` reads its XML, both within bounds; `cells` takes the values out.
Writing uses openpyxl: `writing` makes sure that what a person wrote stays text and that the same content gives the
same bytes; `look` dresses the cells. CSV is written by `comma_separated` and read by `reading_csv`.
"""
