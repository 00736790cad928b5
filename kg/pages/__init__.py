"""Web pages as values, and their text: from a description, a catalogue or an answer to HTML. No server: kg/serve/ puts these pages behind routes.

A page is a ``Page``: its template in kg/templates/pages/ with the values it shows. ``render_page`` makes the text of it; ``Links`` says where its
links lead.
"""
