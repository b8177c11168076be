/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <math.h>
#include <string.h>

#include "base/bw-random.h"

/* The civil hour an instant lies in, by GDateTime: day, hour, and the offset that tells the two of
 * a long day apart. */
static char *
name_hour (GTimeZone *zone,
           gint64     time_ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%Y-%m-%d %H %z");
}

typedef struct
{
  gint64 n;
  double sum, min, max;
} Expected;

/* The hours of [from_ms, to_ms) against the samples themselves. */
static void
compare_with_samples (Fixture        *fixture,
                      const BwSample *samples,
                      gsize           n,
                      const char     *zone_id,
                      gint64          from_ms,
                      gint64          to_ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_id);
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) hours = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_expected = 0, n_found = 0;
  gint64 end_ms;

  g_assert_nonnull (zone);
  hours = bw_library_read_hourly (fixture->library, BW_KIND_HEART_RATE, NULL, zone, from_ms, to_ms,
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hours->len, >, 0);
  end_ms = g_array_index (hours, BwHourValue, hours->len - 1).start_ms;

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *name = name_hour (zone, samples[i].start_ms);
      Expected *hour = g_hash_table_lookup (expected, name);

      if (hour == NULL)
        {
          hour = g_new0 (Expected, 1);
          hour->min = INFINITY;
          hour->max = -INFINITY;
          g_hash_table_insert (expected, g_steal_pointer (&name), hour);
        }
      hour->n++;
      hour->sum += samples[i].value;
      hour->min = MIN (hour->min, samples[i].value);
      hour->max = MAX (hour->max, samples[i].value);
      n_expected += samples[i].start_ms >= g_array_index (hours, BwHourValue, 0).start_ms
                    && samples[i].start_ms < end_ms;
    }

  for (guint i = 0; i < hours->len; i++)
    {
      const BwHourValue *hour = &g_array_index (hours, BwHourValue, i);
      g_autofree char *name = name_hour (zone, hour->start_ms);
      const Expected *wanted = g_hash_table_lookup (expected, name);

      g_assert_cmpint (hour->start_ms, >=, from_ms);
      g_assert_cmpint (hour->start_ms, <, to_ms);
      g_assert_cmpint (hour->n, ==, wanted != NULL ? wanted->n : 0);
      bw_assert_near (hour->sum, wanted != NULL ? wanted->sum : 0, 1e-6);
      g_assert_cmpfloat (hour->min, ==, wanted != NULL ? wanted->min : 0);
      g_assert_cmpfloat (hour->max, ==, wanted != NULL ? wanted->max : 0);
      if (i + 1 < hours->len)
        n_found += (gsize) hour->n;
    }
  g_assert_cmpuint (n_found, ==, n_expected);
}

/* Around the changes of the clock in 2023, in zones of whole, half and quarter hours. */
static void
test_zones (Fixture       *fixture,
            gconstpointer  data)
{
  enum { N = 20000 };
  static const char *const zones[] = {
    "UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu",
    "Australia/Lord_Howe", "America/Los_Angeles",
  };
  /* 2023-03-10, 2023-03-24, 2023-03-31, 2023-09-29, 2023-10-27, 2023-11-03 */
  static const int days[] = { 68, 82, 89, 271, 299, 306 };
  gint32 kind = fixture_kind (fixture, BW_KIND_HEART_RATE, "count/min");
  gint32 source = fixture_source (fixture, "Watch");
  g_autoptr (GRand) rand = bw_random_new (3, "hourly");
  g_autofree BwSample *samples = g_new0 (BwSample, N);

  for (guint i = 0; i < N; i++)
    {
      gint64 day = days[(gsize) i * G_N_ELEMENTS (days) / N];

      samples[i].start_ms = FIRST_MS + day * BW_TIME_DAY
                            + (gint64) (g_rand_double (rand) * 5 * (double) BW_TIME_DAY);
      samples[i].end_ms = samples[i].start_ms + i % 3;
      samples[i].value = g_rand_double_range (rand, -50, 180);
      samples[i].kind = kind;
      samples[i].source = source;
    }
  fixture_import (fixture, samples, N);
  fixture_import (fixture, samples, N / 2);

  for (guint zone = 0; zone < G_N_ELEMENTS (zones); zone++)
    for (guint i = 0; i < G_N_ELEMENTS (days); i++)
      compare_with_samples (fixture, samples, N, zones[zone],
                            FIRST_MS + days[i] * BW_TIME_DAY - 5 * BW_TIME_HOUR,
                            FIRST_MS + (days[i] + 5) * BW_TIME_DAY + 7 * BW_TIME_MINUTE);
  fixture_check (fixture->library, NULL);
}

/* Days of 23 and 25 hours, present though they are empty; as are kinds that nobody knows. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *from;
    const char *to;
    guint hours;
  } days[] = {
    { "2023-03-26 00:00:00 +0100", "2023-03-27 00:00:00 +0200", 23 },
    { "2023-10-29 00:00:00 +0200", "2023-10-30 00:00:00 +0100", 25 },
    { "2023-06-01 00:00:00 +0200", "2023-06-02 00:00:00 +0200", 24 },
    { "2023-06-01 00:30:00 +0200", "2023-06-01 01:00:00 +0200", 0 },
    { "2023-06-02 00:00:00 +0200", "2023-06-01 00:00:00 +0200", 0 },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  fixture_kind (fixture, BW_KIND_STEPS, "count");
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    for (guint known = 0; known < 2; known++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GArray) hours = NULL;
        gint64 from_ms, to_ms;

        g_assert_true (bw_time_parse (days[i].from, strlen (days[i].from), &from_ms, NULL));
        g_assert_true (bw_time_parse (days[i].to, strlen (days[i].to), &to_ms, NULL));
        hours = bw_library_read_hourly (fixture->library, known ? BW_KIND_STEPS : "Unknown", NULL,
                                        zone, from_ms, to_ms, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (hours->len, ==, days[i].hours);
        for (guint hour = 0; hour < hours->len; hour++)
          {
            g_assert_cmpint (g_array_index (hours, BwHourValue, hour).n, ==, 0);
            g_assert_cmpint (g_array_index (hours, BwHourValue, hour).start_ms, ==,
                             from_ms + hour * BW_TIME_HOUR);
          }
      }
}

static void
test_units (Fixture       *fixture,
            gconstpointer  data)
{
  gint32 mg = fixture_kind (fixture, BW_KIND_BLOOD_GLUCOSE, "mg/dL");
  gint32 mmol = fixture_kind (fixture, BW_KIND_BLOOD_GLUCOSE, "mmol/L");
  gint32 source = fixture_source (fixture, "Meter");
  g_autofree BwSample *a = fixture_make_samples (mg, source, FIRST_MS, 60000, 3);
  g_autofree BwSample *b = fixture_make_samples (mmol, source, FIRST_MS, 60000, 5);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const char *const units[] = { NULL, "mg/dL", "mmol/L", "other" };
  const gint64 expected[] = { 5, 3, 5, 0 };

  fixture_import (fixture, a, 3);
  fixture_import (fixture, b, 5);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) hours = NULL;

      hours = bw_library_read_hourly (fixture->library, BW_KIND_BLOOD_GLUCOSE, units[i], zone,
                                      FIRST_MS, FIRST_MS + 1, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (hours->len, ==, 1);
      g_assert_cmpint (g_array_index (hours, BwHourValue, 0).n, ==, expected[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/hourly/zones", test_zones);
  fixture_add ("/store/hourly/empty", test_empty);
  fixture_add ("/store/hourly/units", test_units);
  return g_test_run ();
}
