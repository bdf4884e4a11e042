/* Members of an answer, as docs/result.schema.json has them. What is not there, or of another kind, reads as nothing. */
#ifndef PARAGRAF_SEARCHER_ANSWER_H
#define PARAGRAF_SEARCHER_ANSWER_H

#include <cjson/cJSON.h>
#include <stddef.h>

/* Borrowed from `object`; NULL when there is none. */
const cJSON *answer_member(const cJSON *object, const char *name);
/* "" for what is no text. Borrowed. */
const char *answer_text(const cJSON *object, const char *name);
/* 0 for what is no number, or none that counts something. */
size_t answer_whole(const cJSON *item);
size_t answer_number(const cJSON *object, const char *name);

#endif
