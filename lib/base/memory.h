/* Memory of malloc() that grows, and what is said when there is none. */
#ifndef PGF_BASE_MEMORY_H
#define PGF_BASE_MEMORY_H

#include <paragraf/error.h>
#include <stddef.h>

/* Record "out of memory"; returns PGF_ENOMEM. `err` may be NULL. */
pgf_status pgf_no_memory(pgf_error *err);

/*
 * Room for `count` + 1 items at least, where `items` (NULL at first) holds `*capacity`; what it returns stands for
 * `items` from then on. NULL when memory is out: `items` is as it was.
 */
void *pgf_array_grow(void *items, size_t count, size_t *capacity, size_t item_size);

#endif
