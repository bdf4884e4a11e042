/*
 * SQLite FTS5 as a side of the comparison.
 *
 *   fts5 build DB CORPUS.jsonl   one transaction; on return the file is synced
 *   fts5 query DB                a query a line on stdin; hits "id TAB title", then "." on a line
 *   fts5 count DB                documents
 *   fts5 version
 */
#include <cjson/cJSON.h>
#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void need(int good, const char *what, sqlite3 *db)
{
    if (good)
        return;
    fprintf(stderr, "fts5: %s: %s\n", what, db ? sqlite3_errmsg(db) : "failed");
    exit(2);
}

static sqlite3 *open_database(const char *path, int flags)
{
    sqlite3 *db = NULL;
    need(sqlite3_open_v2(path, &db, flags, NULL) == SQLITE_OK, path, db);
    need(sqlite3_exec(db, "PRAGMA cache_size=-65536", NULL, NULL, NULL) == SQLITE_OK, "cache_size", db);
    return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    need(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK, sql, db);
    return statement;
}

static void bind_member(sqlite3_stmt *statement, int column, const cJSON *document, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(document, name));
    sqlite3_bind_text(statement, column, text ? text : "", -1, SQLITE_STATIC);
}

static void insert_line(sqlite3 *db, sqlite3_stmt *insert, const char *line)
{
    cJSON *document = cJSON_Parse(line);
    need(document != NULL, "a line is not JSON", NULL);
    bind_member(insert, 1, document, "_id");
    bind_member(insert, 2, document, "title");
    bind_member(insert, 3, document, "text");
    need(sqlite3_step(insert) == SQLITE_DONE, "insert", db);
    sqlite3_reset(insert);
    cJSON_Delete(document);
}

static void build(const char *path, const char *corpus)
{
    sqlite3 *db = open_database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    FILE *file = fopen(corpus, "r");
    char *line = NULL;
    size_t capacity = 0;

    need(file != NULL, corpus, NULL);
    /* synchronous=FULL is the default; named because the comparison rests on it. `id` and `title` lie before `text` so
       that an answer reads the first page of a row only. */
    need(sqlite3_exec(
             db,
             "PRAGMA synchronous=FULL; BEGIN;"
             "CREATE VIRTUAL TABLE documents USING fts5(id UNINDEXED, title, text, tokenize='porter unicode61');",
             NULL, NULL, NULL) == SQLITE_OK,
         "create", db);
    sqlite3_stmt *insert = prepare(db, "INSERT INTO documents(id, title, text) VALUES (?, ?, ?)");
    while (getline(&line, &capacity, file) > 0)
        insert_line(db, insert, line);
    need(!ferror(file), corpus, NULL);
    sqlite3_finalize(insert);
    need(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "commit", db);
    need(sqlite3_close(db) == SQLITE_OK, "close", db);
    free(line);
    fclose(file);
}

/* Every run of letters and digits as a quoted word, joined by OR: no character of a query is an operator. */
static char *any_word(const char *query)
{
    char *match = malloc(strlen(query) * 6 + 8), *end = match;
    need(match != NULL, "memory", NULL);
    while (*query) {
        size_t size = 0;
        while (isalnum((unsigned char)query[size]) || (unsigned char)query[size] >= 0x80)
            size++;
        if (size)
            end += sprintf(end, "%s\"%.*s\"", end == match ? "" : " OR ", (int)size, query);
        query += size ? size : 1;
    }
    *end = '\0';
    return match;
}

static void answer(sqlite3 *db, sqlite3_stmt *select, const char *query)
{
    char *match = any_word(query);
    int step = SQLITE_DONE;
    if (*match) {
        sqlite3_bind_text(select, 1, match, -1, SQLITE_STATIC);
        while ((step = sqlite3_step(select)) == SQLITE_ROW)
            printf("%s\t%s\n", (const char *)sqlite3_column_text(select, 0),
                   (const char *)sqlite3_column_text(select, 1));
        sqlite3_reset(select);
    }
    need(step == SQLITE_DONE, query, db);
    puts(".");
    fflush(stdout);
    free(match);
}

static void answer_all(const char *path)
{
    sqlite3 *db = open_database(path, SQLITE_OPEN_READONLY);
    sqlite3_stmt *select = prepare(
        db, "SELECT id, title FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT 10"); /* rank: bm25() */
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, stdin) > 0)
        answer(db, select, line);
    free(line);
    sqlite3_finalize(select);
    sqlite3_close(db);
}

static void count(const char *path)
{
    sqlite3 *db = open_database(path, SQLITE_OPEN_READONLY);
    sqlite3_stmt *select = prepare(db, "SELECT count(*) FROM documents_docsize");
    need(sqlite3_step(select) == SQLITE_ROW, "count", db);
    printf("%lld\n", (long long)sqlite3_column_int64(select, 0));
    sqlite3_finalize(select);
    sqlite3_close(db);
}

int main(int argc, char **argv)
{
    const char *command = argc > 1 ? argv[1] : "";
    if (argc == 4 && !strcmp(command, "build"))
        build(argv[2], argv[3]);
    else if (argc == 3 && !strcmp(command, "query"))
        answer_all(argv[2]);
    else if (argc == 3 && !strcmp(command, "count"))
        count(argv[2]);
    else if (argc == 2 && !strcmp(command, "version"))
        puts(sqlite3_libversion());
    else
        need(0, "usage: fts5 build DB CORPUS | query DB | count DB | version", NULL);
    return 0;
}
