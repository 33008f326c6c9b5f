"""A result to read and to hand over: HTML, a tagged PDF, and a workbook."""
