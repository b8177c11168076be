/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-json.h"
#include "bw-test.h"

#include <string.h>

static void
check (const char *text,
       int         depth,
       gboolean    expected)
{
  g_assert_cmpint (bw_json_is_shallow (text, strlen (text), depth), ==, expected);
}

static void
test_depth (void)
{
  check ("", 0, TRUE);
  check ("{}", 0, FALSE);
  check ("{\"a\": [1, -2.5e+3, {\"b\": null}]}", 3, TRUE);
  check ("{\"a\": [1, -2.5e+3, {\"b\": null}]}", 2, FALSE);

  /* Side by side is not deep; brackets in strings are none. */
  check ("[[], [], [[]], []]", 3, TRUE);
  check ("[\"[[[[\", \"\\\"[[[\"]", 1, TRUE);
  check ("[\"\\\\\", [[]]]", 2, FALSE);
  check ("[\"not ended [[[", 1, TRUE);
}

static void
test_comments (void)
{
  check ("[/* \" */ [[[ /* \" */]", 9, FALSE);
  check ("[ // \"\n", 9, FALSE);
  check ("[#\n]", 9, FALSE);
  g_assert_false (bw_json_is_shallow ("[\0]", 3, 9));
}

static void
test_escapes (void)
{
  check ("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\uDE00\"]", 1, TRUE);

  /* The parser takes octal ones and halves of pairs, and ends those of Unicode at what is no digit, in
   * the midst of a letter: it makes bytes of them that are no UTF-8. */
  check ("[\"\\201\"]", 1, FALSE);
  check ("[\"\\x41\"]", 1, FALSE);
  check ("[\"\\u20Ӝa\"]", 1, FALSE);
  check ("[\"\\ud83d!\"]", 1, FALSE);
  check ("[\"\\ud83d\\u0041\"]", 1, FALSE);
  check ("[\"\\ude00\"]", 1, FALSE);
  check ("[\"\\u00g0\"]", 1, FALSE);
  check ("[\"\\u00", 1, FALSE);
  check ("[\"\\", 1, FALSE);
  g_assert_false (bw_json_is_shallow ("[\"\\\0\"]", 6, 9));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/comments", test_comments);
  g_test_add_func ("/json/escapes", test_escapes);
  return g_test_run ();
}
