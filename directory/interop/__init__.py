"""In and out: the importer of CSV tables, and later the exports."""
