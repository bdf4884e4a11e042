#include "answer.h"
#include <stdbool.h>

const cJSON *answer_member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

const char *answer_text(const cJSON *object, const char *name)
{
    const cJSON *item = answer_member(object, name);
    return cJSON_IsString(item) ? item->valuestring : "";
}

size_t answer_whole(const cJSON *item)
{
    bool counts = cJSON_IsNumber(item) && item->valuedouble > 0 && item->valuedouble < 9007199254740992;
    return counts ? (size_t)item->valuedouble : 0;
}

size_t answer_number(const cJSON *object, const char *name)
{
    return answer_whole(answer_member(object, name));
}
