/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-format.h"
#include "bw-test.h"

#include <locale.h>
#include <string.h>

static void
test_kind (void)
{
  static const struct
  {
    const char *kind;
    const char *name;
  } cases[] = {
    { "HKQuantityTypeIdentifierHeartRateVariabilitySDNN", "Heart rate variability (SDNN)" },
    { "HKCategoryTypeIdentifierSleepAnalysis", "Sleep" },
    { "HKDataTypeSleepDurationGoal", "Sleep goal" },
    { "HKQuantityTypeIdentifierFooBarBaz", "Foo bar baz" },
    { "HKQuantityTypeIdentifierUVThing", "UV thing" },
    { "Weight", "Weight" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = bw_format_kind (cases[i].kind);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_count (void)
{
  g_autofree char *none = bw_format_count (0);
  g_autofree char *plain = bw_format_count (1234567);
  g_autofree char *negative = bw_format_count (-12);

  g_assert_cmpstr (none, ==, "0");
  g_assert_cmpstr (plain, ==, "1234567");
  g_assert_cmpstr (negative, ==, "−12");
  if (setlocale (LC_ALL, "en_US.UTF-8") != NULL || setlocale (LC_ALL, "en_GB.UTF-8") != NULL)
    {
      g_autofree char *grouped = bw_format_count (1234567);
      g_autofree char *short_one = bw_format_count (999);

      g_assert_cmpstr (grouped, ==, "1,234,567");
      g_assert_cmpstr (short_one, ==, "999");
      setlocale (LC_ALL, "C.UTF-8");
    }
}

static void
test_recordings (void)
{
  g_autofree char *one = bw_format_recordings (1, 0);
  g_autofree char *rr = bw_format_recordings (0, 1);
  g_autofree char *both = bw_format_recordings (3, 2);

  g_assert_cmpstr (one, ==, "1 ECG recording");
  g_assert_cmpstr (rr, ==, "1 RR recording");
  g_assert_cmpstr (both, ==, "3 ECG recordings, 2 RR recordings");
}

static void
test_times (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  /* 2024-05-12 23:31 UTC is the 13th in Berlin. */
  const gint64 time_ms = G_GINT64_CONSTANT (1715556660000);
  g_autofree char *time = bw_format_time (time_ms, berlin);
  g_autofree char *day = bw_format_day (time_ms, berlin);
  g_autofree char *same = bw_format_span (time_ms, time_ms + 3600000, berlin);
  g_autofree char *span = bw_format_span (time_ms, time_ms + 86400000, berlin);

  g_assert_cmpstr (time, ==, "13 May 2024, 01:31");
  g_assert_cmpstr (day, ==, "13 May 2024");
  g_assert_cmpstr (same, ==, "13 May 2024");
  g_assert_cmpstr (span, ==, "13 May 2024 – 14 May 2024");
}

static void
test_unit (void)
{
  g_assert_cmpstr (bw_format_unit ("count/min"), ==, "per minute");
  g_assert_cmpstr (bw_format_unit ("count"), ==, "");
  g_assert_cmpstr (bw_format_unit ("ms"), ==, "ms");
}

static void
test_person (void)
{
  g_autofree char *both = bw_format_person ("Sam Example", "1984-02-29");
  g_autofree char *name = bw_format_person ("Sam Example", ""), *born = bw_format_person (NULL, "1984");

  g_assert_cmpstr (both, ==, "Sam Example, 1984-02-29");
  g_assert_cmpstr (name, ==, "Sam Example");
  g_assert_cmpstr (born, ==, "1984");
  g_assert_null (bw_format_person ("", NULL));
}

/* What comes from elsewhere is a name in the folder that was chosen, and no way out of it. */
static void
test_file_name (void)
{
  g_autofree char *plain = bw_format_file_name ("ECG 12 May, 10:31", "edf");
  g_autofree char *out = bw_format_file_name ("../../a\\b\n", "csv");
  g_autofree char *wide = g_strnfill (199, 'x'), *far = NULL, *cut = NULL;

  g_assert_cmpstr (plain, ==, "ECG 12 May, 10-31.edf");
  g_assert_cmpstr (out, ==, "..-..-a-b-.csv");
  /* Cut between letters, not within one. */
  far = g_strconcat (wide, "üü", NULL);
  cut = bw_format_file_name (far, "csv");
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_cmpuint (strlen (cut), <=, 205);
  g_assert_true (g_str_has_prefix (cut, wide));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/kind", test_kind);
  g_test_add_func ("/format/count", test_count);
  g_test_add_func ("/format/recordings", test_recordings);
  g_test_add_func ("/format/times", test_times);
  g_test_add_func ("/format/unit", test_unit);
  g_test_add_func ("/format/person", test_person);
  g_test_add_func ("/format/file-name", test_file_name);
  return g_test_run ();
}
