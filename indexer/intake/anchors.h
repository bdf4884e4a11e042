/* What follows # in a link to a heading of Markdown, as GitHub makes it. */
#ifndef PGF_INTAKE_ANCHORS_H
#define PGF_INTAKE_ANCHORS_H

#include "base/buffer.h"

/* Start from {0}. */
typedef struct {
    void *used; /* tree of those given out */
} intake_anchors;

void intake_anchors_dispose(intake_anchors *anchors);

/*
 * Write the anchor of `heading` (valid UTF-8) into `out`: letters in lower case, digits, hyphens and underscores stay,
 * spaces become hyphens, all else goes; "-1", "-2"… tell later ones from an equal one. PGF_OK or PGF_ENOMEM.
 */
pgf_status intake_anchor(intake_anchors *anchors, const char *heading, size_t size, pgf_buffer *out);

#endif
