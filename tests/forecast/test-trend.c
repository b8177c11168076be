/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test-library.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-trend.h"
#include "store/bw-readings.h"

#include <math.h>

#define N_DAYS 100
#define HOLE_FROM 40
#define HOLE_TO 47

/* Three readings a day; computed the same way with NumPy, whose results stand below. */
static double
get_value (int day,
           int k)
{
  return 40 + 10 * sin (0.7 * day) + 5 * sin (2.1 * (3 * day + k)) - 0.06 * day;
}

typedef struct
{
  const char *zone;
  int n_days;
  int new_device_at;  /* day from which on another watch is worn; 0: never */
  int other_from;     /* day from which on the values are others; 0: never */
  gboolean nights;
} Life;

static gint64
get_day_start (const Life *life,
               int         day)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (life->zone);

  return bw_time_from_local (zone, (bw_time_days_from_civil (2024, 1, 1) + day) * BW_TIME_DAY);
}

static BwHourly *
make_life (const Life *life)
{
  static const int hours[] = { 3, 10, 20 };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (life->zone);
  BwHourly *hourly = bw_test_hourly_new (zone, get_day_start (life, 0),
                                         get_day_start (life, life->n_days));

  for (int d = 0; d < life->n_days; d++)
    {
      BwHourlyNight night = { get_day_start (life, d) - BW_TIME_HOUR,
                              get_day_start (life, d) + 7 * BW_TIME_HOUR, 460, 480 };

      if (d >= HOLE_FROM && d < HOLE_TO)
        continue;
      if (life->nights)
        g_array_append_val (hourly->nights, night);
      for (int k = 0; k < 3; k++)
        bw_test_hourly_add (hourly, get_day_start (life, d) + hours[k] * BW_TIME_HOUR,
                            get_value (d, k) * (life->other_from > 0 && d >= life->other_from ? 1.5
                                                                                              : 1),
                            life->new_device_at > 0 && d >= life->new_device_at ? 2 : 1);
    }
  return hourly;
}

static BwTrend *
make_trend (const Life *life,
            int         from,
            int         to)
{
  g_autoptr (BwHourly) hourly = make_life (life);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (GError) error = NULL;
  BwTrend *trend = bw_trend_from_series (series, get_day_start (life, from),
                                         get_day_start (life, to), NULL, &error);

  g_assert_no_error (error);
  return trend;
}

static const BwTrendDay *
get_day (const BwTrend *trend,
         guint          i)
{
  g_assert_cmpuint (i, <, trend->days->len);
  return &g_array_index (trend->days, BwTrendDay, i);
}

static void
test_numbers (void)
{
  const Life life = { .zone = "UTC", .n_days = N_DAYS };
  g_autoptr (BwTrend) trend = make_trend (&life, 0, N_DAYS);
  const BwTrendDay *day;

  g_assert_cmpuint (trend->days->len, ==, N_DAYS);
  g_assert_false (trend->of_nights);

  day = get_day (trend, 12);
  g_assert_cmpuint (day->n, ==, 3);
  bw_assert_near (day->ln_mean, 3.8645153876957448, 1e-12);
  bw_assert_near (day->week_mean, 3.65199964057392, 1e-12);
  bw_assert_near (day->week_cv_percent, 5.925031781464572, 1e-9);
  g_assert_false (day->has_normal);

  day = get_day (trend, 13);
  g_assert_true (day->has_normal);
  bw_assert_near (day->normal_mean, 3.7107790390630884, 1e-12);
  bw_assert_near (day->normal_low, 3.6224515492463416, 1e-12);
  bw_assert_near (day->normal_high, 3.799106528879835, 1e-12);

  day = get_day (trend, 50);
  bw_assert_near (day->week_mean, 3.7042246603490296, 1e-12);
  bw_assert_near (day->week_cv_percent, 4.486224804272482, 1e-9);
  bw_assert_near (day->normal_low, 3.5647808084020927, 1e-12);
  bw_assert_near (day->normal_high, 3.7517540529248636, 1e-12);

  day = get_day (trend, N_DAYS - 1);
  bw_assert_near (day->week_mean, 3.433756401705972, 1e-12);
  bw_assert_near (day->normal_low, 3.4373246352644866, 1e-12);
  bw_assert_near (day->normal_high, 3.648570764007922, 1e-12);
}

static void
test_hole (void)
{
  const Life life = { .zone = "UTC", .n_days = N_DAYS };
  g_autoptr (BwTrend) trend = make_trend (&life, 0, N_DAYS);

  for (guint d = HOLE_FROM; d < HOLE_TO; d++)
    {
      const BwTrendDay *day = get_day (trend, d);

      g_assert_cmpuint (day->n, ==, 0);
      /* Of the seven days before, fewer and fewer have a value. */
      g_assert_cmpint (day->has_week, ==, d <= HOLE_FROM + 3);
      g_assert_true (day->has_normal);
      /* The evening before is near the end of the first day without readings, not of the next. */
      g_assert_cmpint (day->has_score, ==, d == HOLE_FROM);
    }
  g_assert_false (get_day (trend, HOLE_TO + 1)->has_week);
  g_assert_true (get_day (trend, HOLE_TO + 2)->has_week);
  g_assert_true (get_day (trend, HOLE_TO)->has_score);
}

static void
test_score (void)
{
  const Life life = { .zone = "UTC", .n_days = N_DAYS };
  const Life later = { .zone = "UTC", .n_days = N_DAYS, .other_from = 70 };
  g_autoptr (BwTrend) trend = make_trend (&life, 0, N_DAYS);
  g_autoptr (BwTrend) short_one = make_trend (&life, 30, 70);
  g_autoptr (BwTrend) changed = make_trend (&later, 0, N_DAYS);

  /* From the day on which the baseline is calibrated. */
  g_assert_false (get_day (trend, 12)->has_score);
  g_assert_true (get_day (trend, 13)->has_score);
  g_assert_cmpfloat (get_day (trend, 13)->score, >, 0);
  g_assert_cmpfloat (get_day (trend, 13)->score, <, 100);

  /* What comes later changes nothing. */
  g_assert_cmpuint (short_one->days->len, ==, 40);
  for (guint d = 0; d < 70; d++)
    {
      const BwTrendDay *day = get_day (trend, d), *other = get_day (changed, d);

      g_assert_cmpfloat (day->ln_mean, ==, other->ln_mean);
      g_assert_cmpint (day->has_score, ==, other->has_score);
      g_assert_cmpfloat (day->score, ==, other->score);
      g_assert_cmpfloat (day->week_mean, ==, other->week_mean);
      g_assert_cmpfloat (day->week_cv_percent, ==, other->week_cv_percent);
      g_assert_cmpfloat (day->normal_low, ==, other->normal_low);
      g_assert_cmpfloat (day->normal_high, ==, other->normal_high);
    }
  /* Nor does how many days are asked for. */
  for (guint d = 30; d < 70; d++)
    {
      g_assert_cmpfloat (get_day (trend, d)->week_mean, ==, get_day (short_one, d - 30)->week_mean);
      g_assert_cmpfloat (get_day (trend, d)->score, ==, get_day (short_one, d - 30)->score);
    }
  g_assert_cmpfloat (get_day (trend, 75)->score, !=, get_day (changed, 75)->score);
}

static void
test_nights (void)
{
  const Life life = { .zone = "UTC", .n_days = N_DAYS, .nights = TRUE };
  g_autoptr (BwTrend) trend = make_trend (&life, 90, N_DAYS);
  const BwTrendDay *day = get_day (trend, 9);

  g_assert_true (trend->of_nights);
  g_assert_cmpuint (day->n, ==, 1);
  bw_assert_near (day->ln_mean, log (get_value (99, 0)), 1e-12);
  bw_assert_near (day->week_mean, 3.5905453732478834, 1e-12);
  bw_assert_near (day->week_cv_percent, 4.8458110529336835, 1e-9);
  bw_assert_near (day->normal_low, 3.5828515435639945, 1e-12);
  bw_assert_near (day->normal_high, 3.765271376124784, 1e-12);
}

/* Every reading that counts, with the hours of sleep known; those of the days asked for alone. */
static void
test_readings (void)
{
  const Life life = { .zone = "UTC", .n_days = N_DAYS, .nights = TRUE };
  const Life awake = { .zone = "UTC", .n_days = N_DAYS };
  g_autoptr (BwTrend) trend = make_trend (&life, 30, 60);
  g_autoptr (BwTrend) without = make_trend (&awake, 30, 60);
  g_autoptr (BwTrend) none = make_trend (&life, 0, 0);
  guint next = 0;

  g_assert_cmpuint (none->readings->len, ==, 0);
  g_assert_cmpuint (trend->readings->len, ==, 3 * (30 - (HOLE_TO - HOLE_FROM)));
  g_assert_cmpuint (without->readings->len, ==, trend->readings->len);
  for (guint d = 0; d < 30; d++)
    {
      guint n, first = bw_trend_find_readings (trend, get_day (trend, d), &n);

      g_assert_cmpuint (first, ==, next);
      g_assert_cmpuint (n, ==, d + 30 >= HOLE_FROM && d + 30 < HOLE_TO ? 0 : 3);
      for (guint k = 0; k < n; k++)
        {
          const BwTrendReading *reading
              = &g_array_index (trend->readings, BwTrendReading, first + k);

          bw_assert_near (reading->ln_ms, log (get_value ((int) d + 30, (int) k)), 1e-12);
          g_assert_cmpint (reading->at_night, ==, k == 0);
          g_assert_false (
              g_array_index (without->readings, BwTrendReading, first + k).at_night);
        }
      next = first + n;
    }
  g_assert_cmpuint (next, ==, trend->readings->len);
}

/* A night begins with its first moment and ends before its last, whatever other source tells less of it;
 * midnight is the next day's. */
static void
test_reading_bounds (void)
{
  const Life life = { .zone = "UTC" };
  const gint64 midnight = get_day_start (&life, 1);
  const BwHourlyNight nights[] = {
    { midnight - 2 * BW_TIME_HOUR, midnight + 8 * BW_TIME_HOUR, 560, 600 },
    { midnight - BW_TIME_HOUR, midnight + 6 * BW_TIME_HOUR, 400, 420 },
  };
  static const struct
  {
    int hour; /* since midnight */
    gboolean at_night;
  } readings[] = { { -3, FALSE }, { -2, TRUE }, { 0, TRUE }, { 7, TRUE }, { 8, FALSE }, { 24, FALSE } };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (life.zone);
  g_autoptr (BwHourly) hourly
      = bw_test_hourly_new (zone, get_day_start (&life, 0), get_day_start (&life, 3));
  g_autoptr (BwSeries) series = NULL;
  g_autoptr (BwTrend) trend = NULL;
  guint n;

  g_array_append_vals (hourly->nights, nights, 2);
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      bw_test_hourly_add (hourly, midnight + readings[i].hour * BW_TIME_HOUR, 40, 1);
      g_array_index (hourly->readings, BwHourlyReading, i).id = 70 - 3 * i;
    }
  series = bw_series_new (hourly);
  trend = bw_trend_from_series (series, 0, get_day_start (&life, 3), NULL, NULL);
  g_assert_cmpuint (trend->readings->len, ==, G_N_ELEMENTS (readings));
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      const BwTrendReading *reading = &g_array_index (trend->readings, BwTrendReading, i);

      g_assert_cmpint (reading->at_night, ==, readings[i].at_night);
      g_assert_cmpint (reading->id, ==, 70 - 3 * i);
    }
  g_assert_cmpuint (bw_trend_find_readings (trend, get_day (trend, 0), &n), ==, 0);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (bw_trend_find_readings (trend, get_day (trend, 1), &n), ==, 2);
  g_assert_cmpuint (n, ==, 3);
}

/* A new watch begins anew: nothing of the old one is in its mean or range. */
static void
test_era (void)
{
  const Life life = { .zone = "UTC", .n_days = N_DAYS, .new_device_at = 60 };
  g_autoptr (BwTrend) trend = make_trend (&life, 0, N_DAYS);
  const BwTrendDay *day;

  for (guint d = 0; d < N_DAYS; d++)
    g_assert_cmpint (get_day (trend, d)->new_era, ==, d == 60);
  g_assert_true (get_day (trend, 59)->has_week);
  g_assert_false (get_day (trend, 61)->has_week);
  day = get_day (trend, 62);
  g_assert_true (day->has_week);
  bw_assert_near (day->week_mean, 3.331347016171083, 1e-12);
  g_assert_false (get_day (trend, 72)->has_normal);
  g_assert_false (get_day (trend, 72)->has_score);
  day = get_day (trend, 73);
  g_assert_true (day->has_normal);
  g_assert_true (day->has_score);
  bw_assert_near (day->normal_low, 3.42101817832078, 1e-12);
  bw_assert_near (day->normal_high, 3.632069859430764, 1e-12);
}

/* 31 March 2024 has 23 hours in Berlin. */
static void
test_clock_change (void)
{
  const Life life = { .zone = "Europe/Berlin", .n_days = N_DAYS };
  g_autoptr (BwTrend) trend = make_trend (&life, 0, N_DAYS);

  for (guint d = 0; d < N_DAYS; d++)
    {
      const BwTrendDay *day = get_day (trend, d);

      g_assert_cmpint (day->end_ms - day->start_ms, ==, (d == 90 ? 23 : 24) * BW_TIME_HOUR);
      g_assert_cmpuint (day->n, ==, d >= HOLE_FROM && d < HOLE_TO ? 0 : 3);
      if (d > 0)
        g_assert_cmpint (get_day (trend, d - 1)->end_ms, ==, day->start_ms);
    }
}

static void
test_words (void)
{
  const Life life = { .zone = "UTC", .n_days = N_DAYS };
  g_autoptr (BwTrend) trend = make_trend (&life, 0, N_DAYS);
  g_autofree char *text = bw_trend_get_text (trend), *early_text = NULL, *hole_text = NULL;
  g_autoptr (BwTrend) early = make_trend (&life, 0, 10);
  g_autoptr (BwTrend) hole = make_trend (&life, 0, HOLE_TO);
  g_autoptr (BwTrend) none = make_trend (&life, 0, 0);
  g_autofree char *none_text = bw_trend_get_text (none);

  g_assert_cmpint (bw_trend_get_days_out (trend), ==, -1);
  g_assert_cmpstr (text, ==, "Your 7-day mean has been below your normal range for 1 day.");
  early_text = bw_trend_get_text (early);
  g_assert_cmpstr (early_text, ==, "Your normal range needs 14 days with readings within 60 days.");
  hole_text = bw_trend_get_text (hole);
  g_assert_cmpstr (hole_text, ==,
                   "There are too few readings in the last 7 days to say where you stand.");
  g_assert_cmpstr (none_text, ==, "There are no readings in this span.");
  g_assert_cmpint (bw_trend_get_days_out (none), ==, 0);
}

static void
test_library (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("UTC");
  const Life life = { .zone = "UTC", .n_days = N_DAYS };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTrend) none = bw_trend_new (test->library, BW_MEASURE_AUTO, 0, G_MAXINT64, NULL,
                                           &error);
  g_autoptr (BwTrend) trend = NULL, stopped = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_null (none);
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);

  bw_test_library_begin (test);
  for (int d = 0; d < 30; d++)
    bw_test_library_add_reading (test, "Watch", get_day_start (&life, d) + 3 * BW_TIME_HOUR,
                                 get_value (d, 0), TRUE);
  bw_test_library_add_reading (test, "Watch", get_day_start (&life, 29) + 4 * BW_TIME_HOUR - 1, 40,
                               FALSE);
  bw_test_library_end (test);
  trend = bw_trend_new (test->library, BW_MEASURE_AUTO, get_day_start (&life, 10), G_MAXINT64, NULL,
                        &error);
  g_assert_no_error (error);
  g_assert_cmpint (trend->measure, ==, BW_MEASURE_RMSSD);
  g_assert_cmpuint (trend->days->len, ==, 20);
  /* The newest day ends with the data. */
  g_assert_cmpint (get_day (trend, 19)->end_ms, ==, get_day_start (&life, 29) + 4 * BW_TIME_HOUR);
  bw_assert_near (get_day (trend, 19)->ln_mean, log (get_value (29, 0)), 1e-9);

  /* Each reading is to be found in the library again; one that does not count is not among them. */
  rows = bw_library_read_readings (test->library, get_day_start (&life, 10), G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 21);
  g_assert_cmpuint (trend->readings->len, ==, 20);
  for (guint i = 0; i < trend->readings->len; i++)
    {
      const BwTrendReading *reading = &g_array_index (trend->readings, BwTrendReading, i);
      const BwReadingRow *row = &g_array_index (rows, BwReadingRow, i);

      g_assert_cmpint (reading->id, ==, row->id);
      g_assert_cmpint (reading->time_ms, ==, row->start_ms);
      bw_assert_near (reading->ln_ms, log (row->rmssd_ms), 1e-12);
    }

  g_cancellable_cancel (cancellable);
  stopped = bw_trend_new (test->library, BW_MEASURE_AUTO, 0, G_MAXINT64, cancellable, &error);
  g_assert_null (stopped);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trend/numbers", test_numbers);
  g_test_add_func ("/trend/hole", test_hole);
  g_test_add_func ("/trend/score", test_score);
  g_test_add_func ("/trend/nights", test_nights);
  g_test_add_func ("/trend/readings", test_readings);
  g_test_add_func ("/trend/reading-bounds", test_reading_bounds);
  g_test_add_func ("/trend/era", test_era);
  g_test_add_func ("/trend/clock-change", test_clock_change);
  g_test_add_func ("/trend/words", test_words);
  g_test_add_func ("/trend/library", test_library);
  return g_test_run ();
}
