"""The include rule on small trees of one wrong arrow each: a rule that cannot fail says nothing."""

import pathlib
import tempfile
import unittest

import include_rule

# path, its one wrong line, and words of the reason
WRONG = [
    ("lib/base/buffer.c", '#include "text/fold.h"', "stands below"),
    ("lib/text/fold.c", '#include "document/document.h"', "stands below"),
    ("lib/document/json.c", '#include "index/schema.h"', "stands below"),
    ("lib/index/writer.c", '#include "query/parse.h"', "stands below"),
    ("lib/index/writer.c", '#include "answer/rank.h"', "stands below"),
    ("lib/index/schema.h", '#include "index/writer.h"', "lent to another room"),
    ("lib/query/plan.c", '#include "index/writer.h"', "index/schema.h"),
    ("lib/query/plan.c", '#include "document/document.h"', "stands below"),
    ("lib/query/plan.c", '#include "answer/rank.h"', "stands below"),
    ("lib/text/fold.c", '#include "indexer/walk.h"', "does not include indexer"),
    ("lib/answer/rank.c", '#include "searcher/options.h"', "does not include searcher"),
    ("lib/answer/rank.c", '#include "../index/writer.h"', "name the room"),
    ("lib/answer/rank.c", '#include "nowhere.h"', "neither beside"),
    ("lib/attic/rank.c", '#include "base/buffer.h"', "no room of the map"),
    ("indexer/main.c", '#include "searcher/options.h"', "does not include searcher"),
    ("searcher/main.c", '#include "indexer/walk.h"', "does not include indexer"),
    ("manual/indexer.c", '#include "indexer/walk.h"', "does not include indexer/walk.h"),
    ("searcher/main.c", '#include "intake/intake.h"', "neither beside"),
    ("searcher/main.c", "#include <xapian_c.h>", "belongs to"),
    ("indexer/main.c", '#include "xapian_c.h"', "belongs to"),
    ("lib/text/fold.c", "#include <xapian_c.h>", "belongs to"),
    ("lib/index/writer.c", "#include <xapian.h>", "belongs to xapian-c"),
    ("lib/index/writer.c", "# include <xapian/database.h>", "belongs to xapian-c"),
    ("xapian-c/xapian_c.h", "#include <xapian.h>", "knows nothing"),
    ("xapian-c/match.cc", '#include "base/buffer.h"', "library of its own"),
    ("xapian-c/match.cc", "#include <paragraf/error.h>", "library of its own"),
    ("include/paragraf/search.h", '#include "answer/rank.h"', "public headers only"),
    ("lib/index/writer.c", "#include <libstemmer.h>", "belongs to lib/text"),
    ("lib/document/plain.c", "#include <unicode/uchar.h>", "belongs to lib/text"),
    ("lib/document/plain.c", "#include <cld2/public/compact_lang_det.h>", "belongs to lib/text"),
    ("searcher/main.c", "#include <microhttpd.h>", "belongs to searcher/serve"),
    ("lib/text/fold.c", "#include <cjson/cJSON.h>", "belongs to lib/document"),
    ("lib/answer/rank.c", "#include <zstd.h>", "belongs to lib/index"),
    ("indexer/feed.c", "#include <xxhash.h>", "belongs to lib/index"),
    ("lib/document/markdown.c", "#include <md4c.h>", "belongs to indexer/intake"),
    ("indexer/options.c", "#include <yaml.h>", "belongs to indexer/intake"),
    ("searcher/main.c", "#include <libxml/parser.h>", "belongs to indexer/extract"),
    ("lib/text/fold.c", "#include <curl/curl.h>", "no room is named"),
    ("lib/text/fold.c", "#include <vector>", "no room is named"),
    ("lib/text/fold.c", 'void f(void) { printf("x"); }', "does not use printf"),
    ("lib/text/fold.c", "void f(void) { fputs(text, stderr); }", "does not use stderr"),
    ("lib/text/fold.c", "void f(void) { puts(text); }", "does not use puts"),
    ("lib/text/fold.c", "void f(void) { exit (1); }", "does not use exit"),
    ("lib/text/fold.c", "void f(void) { abort(); }", "does not use abort"),
    ("lib/text/fold.c", 'char *f(void) { return getenv("HOME"); }', "does not use getenv"),
    ("xapian-c/match.cc", "void f() { std::abort(); }", "does not use abort"),
]

RIGHT = [
    ("lib/base/buffer.c", "#include <string.h>"),
    ("lib/text/fold.c", "#include <unicode/uchar.h>"),
    ("lib/text/cld2.cc", "#include <vector>"),
    ("lib/index/writer.c", '#include "document/document.h"'),
    ("lib/index/schema.h", '#include "text/fold.h"'),
    ("lib/query/plan.c", '#include "index/schema.h"'),
    ("lib/answer/rank.c", '#include "query/plan.h"'),
    ("lib/answer/rank.c", "#include <paragraf/search.h>"),
    ("lib/answer/rank.c", 'int f(void) { return g("exit(1) // abort()"); } /* never printf("x")\n or exit(2) */'),
    ("lib/answer/rank.c", "void f(void) { pgf_buffer_printf(out); snprintf(a, 1, b); on_exit_of(x); }"),
    ("xapian-c/match.cc", "#include <xapian.h>"),
    ("xapian-c/match.cc", "#include <memory>"),
    ("indexer/intake/markdown.c", "#include <md4c.h>"),
    ("indexer/main.c", '#include "intake/intake.h"'),
    ("indexer/main.c", '#include "answer/rank.h"'),
    ("searcher/serve/http.c", "#include <microhttpd.h>"),
    ("manual/indexer.c", '#include "indexer/usage.h"'),
]

BESIDE = ["indexer/intake/intake.h", "indexer/walk.h", "searcher/options.h", "lib/base/buffer.h"]


class IncludeRule(unittest.TestCase):
    def check(self, path, line):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in BESIDE:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text("#include <stddef.h>\n")
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(f"#include <stddef.h>\n{line}\n")
            return include_rule.check(root)

    def test_a_wrong_arrow_is_found_and_nothing_else(self):
        for path, line, reason in WRONG:
            with self.subTest(path=path, line=line):
                problems = self.check(path, line)
                self.assertEqual(len(problems), 1, problems)
                self.assertTrue(problems[0].startswith(f"{path}:2: "), problems)
                self.assertIn(reason, problems[0])

    def test_a_right_arrow_is_left_alone(self):
        for path, line in RIGHT:
            with self.subTest(path=path, line=line):
                self.assertEqual(self.check(path, line), [])

    def test_a_tree_without_sources_is_no_success(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(len(include_rule.check(pathlib.Path(folder))), 1)


if __name__ == "__main__":
    unittest.main()
