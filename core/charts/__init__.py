"""Charts drawn by hand as SVG text: the same string stands in a web page and in a PDF."""
