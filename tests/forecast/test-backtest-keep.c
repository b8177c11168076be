/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test-backtest.h"
#include "bw-test.h"

#include <string.h>

static void
test_keep (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_backtest_live (80, 0);
  g_autoptr (BwBacktest) self = NULL, kept = NULL;
  g_autofree char *one = NULL, *two = NULL;
  g_autoptr (BwBacktestRow) row = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_backtest_read (test->library, BW_MEASURE_AUTO, &kept, &error));
  g_assert_null (kept);
  self = bw_test_backtest_run (test, 0, FALSE);
  row = bw_backtest_to_row (self);
  g_assert_true (bw_library_set_backtest (test->library, row, &error));
  g_assert_true (bw_library_set_backtest (test->library, row, &error));
  g_assert_true (bw_backtest_read (test->library, BW_MEASURE_AUTO, &kept, &error));
  g_assert_no_error (error);
  g_assert_cmpint (kept->made_ms, ==, self->made_ms);
  one = bw_test_backtest_to_text (self);
  two = bw_test_backtest_to_text (kept);
  g_assert_cmpstr (one, ==, two);
  g_assert_true (bw_backtest_is_current (test->library, kept, NULL));

  /* A resting heart rate is an input of the ridge's. */
  bw_test_library_begin (test);
  bw_test_library_add (test, BW_KIND_RESTING_HEART_RATE, "count/min", BW_TEST_WATCH,
                       kept->to_ms - 20 * BW_TIME_DAY, kept->to_ms - 20 * BW_TIME_DAY + BW_TIME_HOUR,
                       55);
  bw_test_library_end (test);
  g_assert_false (bw_backtest_is_current (test->library, kept, NULL));
  g_clear_pointer (&kept, bw_backtest_free);
  kept = bw_test_backtest_run (test, 0, FALSE);
  g_assert_true (bw_backtest_is_current (test->library, kept, NULL));

  bw_test_library_begin (test);
  bw_test_library_add_reading (test, BW_TEST_WATCH, kept->to_ms + BW_TIME_HOUR, 40, TRUE);
  bw_test_library_end (test);
  g_assert_false (bw_backtest_is_current (test->library, kept, NULL));
}

/* Whatever a damaged library holds is refused or can be shown, and never ends the program. */
static void
try_text (const char *text,
          guint      *taken)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBacktest) self = bw_backtest_from_text (text, &error);
  g_autoptr (GPtrArray) verdict = NULL;
  g_autoptr (JsonNode) node = NULL;
  double coverage;

  if (self == NULL)
    {
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      return;
    }
  (*taken)++;
  verdict = bw_backtest_get_verdict (self);
  g_assert_cmpuint (verdict->len, >, 0);
  for (guint i = 0; i < self->n_days; i++)
    bw_backtest_running_coverage (self, bw_backtest_get_shown (self), i, &coverage);
  node = bw_backtest_to_json (self);
  g_assert_nonnull (node);
}

static void
test_damage (void)
{
  static const char *const pieces[] = { "null", "-1", "1e308", "\"\"", "[]", "{}", "true", "0" };
  g_autoptr (BwTestLibrary) test = bw_test_backtest_live (70, 0);
  g_autoptr (BwBacktest) self = bw_test_backtest_run (test, 0, FALSE);
  g_autofree char *text = bw_test_backtest_to_text (self);
  gsize length = strlen (text);
  GRand *rand = bw_random_new (7, "damage");
  guint taken = 0;

  try_text (text, &taken);
  g_assert_cmpuint (taken, ==, 1);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GString) damaged = g_string_new_len (text, (gssize) length);
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) length);

      if (i % 3 == 0)
        g_string_truncate (damaged, at);
      else if (i % 3 == 1)
        damaged->str[at] = (char) g_rand_int_range (rand, 1, 256);
      else
        {
          /* The value behind some key is another. */
          const char *colon = memchr (damaged->str + at, ':', damaged->len - at);
          gsize begin = colon != NULL ? (gsize) (colon - damaged->str) + 1 : 0;
          gsize end = begin + strcspn (damaged->str + begin, ",}]");

          g_string_erase (damaged, (gssize) begin, (gssize) (end - begin));
          g_string_insert (damaged, (gssize) begin, pieces[i / 3 % G_N_ELEMENTS (pieces)]);
        }
      try_text (damaged->str, &taken);
    }
  g_rand_free (rand);
  try_text ("", &taken);
  try_text ("[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", &taken);
  g_assert_cmpuint (taken, <, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backtest-keep/keep", test_keep);
  g_test_add_func ("/backtest-keep/damage", test_damage);
  return g_test_run ();
}
