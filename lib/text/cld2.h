/* CLD2 as C sees it. */
#ifndef PGF_TEXT_CLD2_H
#define PGF_TEXT_CLD2_H

#ifdef __cplusplus
extern "C" {
#endif

enum { PGF_CLD2_CODE_MAX = 16 };

/* CLD2's code of the language of valid UTF-8; 0 when it cannot tell. */
int pgf_cld2_detect(const char *text, int size, char code[PGF_CLD2_CODE_MAX]);

#ifdef __cplusplus
}
#endif
#endif
