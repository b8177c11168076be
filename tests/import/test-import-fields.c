/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "import/bw-fields.h"

#include "bw-test.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static BwSlice
slice (const char *text)
{
  return (BwSlice) { text, strlen (text) };
}

/* Bit for bit what the C library reads. */
static void
compare_with_strtod (const char *text)
{
  char *end;
  double expected = strtod (text, &end), value = NAN;

  g_assert_cmpint (*end, ==, 0);
  if (!bw_fields_number (slice (text), &value))
    g_error ("“%s” was not taken for a number", text);
  if (memcmp (&value, &expected, sizeof value) != 0)
    g_error ("“%s” became %.17g instead of %.17g", text, value, expected);
}

static void
test_number_exact (void)
{
  static const char *const texts[] = {
    "0", "-0", "0.0", "1", "-1", "61", "25.5526", "0.1", "0.3", "123456789012345",
    "9007199254740993", "9007199254740992", "9007199254740991.5", "18446744073709551615",
    "18446744073709551616", "0.000000000000000000000001", "1e300", "1.7976931348623157e308",
    "4.9e-324", "2.2250738585072011e-308", "50.34377809961637", "112.059341832002", "00012.500",
    "+7.25", ".5", "5.", "1e5", "1E-5", "0.5000000000000000000000000000000000001",
    "9999999999999999999", "99999999999999999999",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    compare_with_strtod (texts[i]);

  for (guint i = 0; i < 300000; i++)
    {
      char text[64];
      int digits = g_rand_int_range (rand, 1, 20), point = g_rand_int_range (rand, 0, digits + 1);
      int n = 0;

      if (g_rand_boolean (rand))
        text[n++] = '-';
      for (int d = 0; d < digits; d++)
        {
          if (d == point)
            text[n++] = '.';
          text[n++] = (char) ('0' + g_rand_int_range (rand, 0, 10));
        }
      text[n] = 0;
      compare_with_strtod (text);
    }

  /* Doubles themselves, and the decimals right between two of them. */
  for (guint i = 0; i < 100000; i++)
    {
      char text[64];
      double value = ldexp (1 + g_rand_double (rand), g_rand_int_range (rand, -30, 30));

      g_snprintf (text, sizeof text, "%.17g", value);
      compare_with_strtod (text);
      g_snprintf (text, sizeof text, "%.15g", value);
      compare_with_strtod (text);
      g_snprintf (text, sizeof text, "%.19Lg",
                  ((long double) value + (long double) nextafter (value, INFINITY)) / 2);
      compare_with_strtod (text);
    }
}

static void
test_number_tolerant (void)
{
  static const char *const bad[] = {
    "", " ", "-", ".", "e5", "1,2,3", "1.2,3", "1,234.5", "0x10", "inf", "nan", "1e999", "12 34",
    "5 kg", "--1", "1e", "1-2", "1+",
  };
  char long_text[600];
  double value;

  g_assert_true (bw_fields_number (slice ("25,5526"), &value));
  bw_assert_near (value, 25.5526, 0);
  g_assert_true (bw_fields_number (slice (" 12 "), &value));
  bw_assert_near (value, 12, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (bw_fields_number (slice (bad[i]), &value))
      g_error ("“%s” was taken for the number %g", bad[i], value);

  memset (long_text, '1', sizeof long_text);
  g_assert_false (bw_fields_number ((BwSlice) { long_text, sizeof long_text }, &value));
}

/* The same answers as the plain parser, whatever was read before. */
static void
test_time (void)
{
  static const char alphabet[] = "0123456789-+: TZ.,x";
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  BwTimeCache cache = { 0 };

  for (guint i = 0; i < 300000; i++)
    {
      char text[40];
      gint64 expected = 0, got = 0;
      int expected_offset = 0, got_offset = 0;
      gboolean ok;

      g_snprintf (text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d %c%02d%02d",
                  g_rand_int_range (rand, 2015, 2017), g_rand_int_range (rand, 1, 3),
                  g_rand_int_range (rand, 27, 31), g_rand_int_range (rand, 0, 26),
                  g_rand_int_range (rand, 0, 62), g_rand_int_range (rand, 0, 62),
                  g_rand_boolean (rand) ? '+' : '-', g_rand_int_range (rand, 0, 3),
                  g_rand_int_range (rand, 0, 3) * 15);
      for (guint flips = (guint) g_rand_int_range (rand, 0, 3); flips > 0; flips--)
        if (g_rand_int_range (rand, 0, 4) == 0)
          text[g_rand_int_range (rand, 0, 25)]
            = alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];
      if (g_rand_int_range (rand, 0, 50) == 0)
        text[g_rand_int_range (rand, 10, 25)] = 0;

      ok = bw_time_parse (text, strlen (text), &expected, &expected_offset);
      if (bw_fields_time (&cache, slice (text), &got, &got_offset) != ok
          || (ok && (got != expected || got_offset != expected_offset)))
        g_error ("“%s” was read in another way", text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/fields/number-exact", test_number_exact);
  g_test_add_func ("/import/fields/number-tolerant", test_number_tolerant);
  g_test_add_func ("/import/fields/time", test_time);
  return g_test_run ();
}
