/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-label-words.h"

#include "bw-test.h"

static void
test_words (void)
{
  g_autofree char *fasting = bw_label_words_format (BW_LABEL_FASTING);
  g_autofree char *glucose = bw_label_words_format (BW_LABEL_GLUCOSE);
  g_autofree char *none = bw_label_words_format (BW_LABEL_NONE);

  g_assert_cmpstr (fasting, ==, "○ Fasting");
  g_assert_cmpstr (glucose, ==, "▲ After glucose");
  g_assert_cmpstr (none, ==, "– No label");
  g_assert_cmpstr (bw_label_words_get_shape (BW_LABEL_GLUCOSE), ==, "▲");
  g_assert_cmpstr (bw_label_words_get_name (BW_LABEL_NONE), ==, "No label");
}

static void
test_who (void)
{
  g_assert_cmpstr (bw_label_words_get_who (NULL), ==, "");
  g_assert_cmpstr (bw_label_words_get_who ("protocol"), ==, "Meal protocol");
  g_assert_cmpstr (bw_label_words_get_who ("glucose"), ==, "Blood glucose");
  g_assert_cmpstr (bw_label_words_get_who ("Anna"), ==, "Anna");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-words/words", test_words);
  g_test_add_func ("/label-words/who", test_who);
  return g_test_run ();
}
