/* What authors tell of an element by its class, id, role and style. */
#ifndef PGF_EXTRACT_HTML_NAMES_H
#define PGF_EXTRACT_HTML_NAMES_H

#include "extract/html_page.h"

/* BOX_… flags; `attributes` as html_attribute() takes them. Source: WAI-ARIA. */
unsigned html_names_flags(const char **attributes);

/* Is it hidden from readers? A heading for screen readers alone is not. */
bool html_names_hide(const char **attributes, bool heading);

/* The level of what is a heading by its role: 1 to 6, 2 unless it says; 0 for anything else. */
unsigned html_names_heading(const char **attributes);

/* Does a link lead to the start page of a site? "/", "/en/", "index.html", "https://x.example". */
bool html_names_home(const char **attributes);

#endif
