"""The content of each page, as data for its template: nothing here knows of HTTP or HTML."""
