/* Whatever JSON an answer is: no crash, and nothing in the text that a terminal acts on. */
#include "searcher/render.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *line, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)line[i];
        if (byte < 0x20 || byte == 0x7F || (byte == 0xC2 && i + 1 < size && (unsigned char)line[i + 1] < 0xA0))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    char *json = malloc(size);
    memcpy(json, data + 1, size - 1);
    json[size - 1] = '\0';
    cJSON *answer = cJSON_Parse(json);
    free(json);
    if (!answer)
        return 0;
    const screen to = {SCREEN_WIDTH_MIN + data[0] % 80, false};
    pgf_buffer out = {0};
    if (render_answer(&to, answer, &out, NULL))
        abort();
    for (char *line = out.bytes, *end; line && (end = strchr(line, '\n')); line = end + 1)
        check(line, (size_t)(end - line));
    pgf_buffer_dispose(&out);
    cJSON_Delete(answer);
    return 0;
}
