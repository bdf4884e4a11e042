/* Words and phrases in the very form they were typed in: stored texts say which documents have them. */
#ifndef PGF_ANSWER_EXACT_H
#define PGF_ANSWER_EXACT_H

#include "answer/answering.h"

/* Of so many documents of each phrase the text is looked at, the best of the query; what lies behind is left out. */
enum { PGF_EXACT_DOCUMENTS = 1000 };

/* Fill the ids of every exact phrase of the query; a->is_partial when there were more documents. */
pgf_status pgf_answering_verify(pgf_answering *a, pgf_error *err);

#endif
