/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-digits.h"
#include "bw-test.h"

static void
test_append (void)
{
  static const gint64 values[] = { 0, 7, -7, 10, 1234567890, G_MAXINT64, G_MININT64 };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) printed = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      bw_digits_append (text, values[i]);
      g_string_append_printf (printed, "%" G_GINT64_FORMAT, values[i]);
    }
  g_assert_cmpstr (text->str, ==, printed->str);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digits/append", test_append);
  return g_test_run ();
}
