"""What stands on each page, as data for its template: nothing here knows of HTTP or HTML."""
