/* What authors tell of an element by its class, id, role and style. */
#ifndef PGF_EXTRACT_HTML_NAMES_H
#define PGF_EXTRACT_HTML_NAMES_H

#include "extract/html_page.h"

/* BOX_… flags; `attributes` as html_attribute() takes them. Source: WAI-ARIA. */
unsigned html_names_flags(const char **attributes);

/* Is it hidden from readers? A heading for screen readers alone is not. */
bool html_names_hide(const char **attributes, bool heading);

#endif
