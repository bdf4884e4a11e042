"""What exported_symbols.py reads in a header, and what it says."""

import unittest

import exported_symbols

HEADER = """
/* x_old(int) was here */
typedef int x_visit_fn(void *payload);
typedef struct { int a; } x_thing;
x_thing *x_make(int,
                x_visit_fn *each);
size_t x_size (const x_thing *thing);
enum { x_MAX = 3 };
"""


class ExportedSymbols(unittest.TestCase):
    def test_functions_are_found_and_nothing_else(self):
        self.assertEqual(exported_symbols.declared(HEADER, "x_"), {"x_make", "x_size"})

    def test_what_is_in_one_only_is_named(self):
        self.assertEqual(exported_symbols.differences({"x_make", "x_size"}, {"x_size", "_ZN3abcE"}),
                         ["x_make: declared and not exported", "_ZN3abcE: exported and not declared"])
        self.assertEqual(exported_symbols.differences({"x_make"}, {"x_make"}), [])


if __name__ == "__main__":
    unittest.main()
