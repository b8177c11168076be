/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-hourly-private.h"

#include "base/bw-time.h"
#include "store/bw-samples.h"

#include <math.h>

/* Steps and energy are recorded when there are any: for so long after the last, none is zero. */
#define SILENCE_MS BW_TIME_DAY

#define LONGEST_SPAN_MS (36525 * BW_TIME_DAY)

static guint
find_hour (GArray *hours,
           gint64  time_ms)
{
  guint low = 0, high = hours->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (hours, BwHour, middle).start_ms <= time_ms)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Means over the readings of each hour. */
static void
put_readings (BwHourly *self)
{
  for (guint i = 0; i < self->readings->len; i++)
    {
      const BwHourlyReading *reading = &g_array_index (self->readings, BwHourlyReading, i);
      BwHour *hour
          = &g_array_index (self->hours, BwHour, find_hour (self->hours, reading->time_ms));

      hour->min_ms = hour->n > 0 ? MIN (hour->min_ms, reading->value_ms) : reading->value_ms;
      hour->max_ms = hour->n > 0 ? MAX (hour->max_ms, reading->value_ms) : reading->value_ms;
      hour->mean_ms += reading->value_ms;
      hour->ln_mean += log (reading->value_ms);
      hour->n++;
    }
  for (guint i = 0; i < self->hours->len; i++)
    {
      BwHour *hour = &g_array_index (self->hours, BwHour, i);

      if (hour->n == 0)
        continue;
      hour->mean_ms /= hour->n;
      hour->ln_mean /= hour->n;
    }
}

static gboolean
put_heart_rate (BwHourly   *self,
                BwLibrary  *library,
                gint64      from_ms,
                gint64      to_ms,
                GError    **error)
{
  gint64 whole_ms = bw_time_hour_start (self->zone, to_ms);
  g_autoptr (GArray) values = NULL;
  g_autoptr (GArray) rest = NULL;
  double sum = 0;
  guint n = 0, h = 0;

  values = bw_library_read_hourly (library, BW_KIND_HEART_RATE, NULL, self->zone, from_ms, whole_ms,
                                   error);
  if (values == NULL)
    return FALSE;
  for (guint i = 0; i < values->len; i++)
    {
      const BwHourValue *value = &g_array_index (values, BwHourValue, i);

      while (h < self->hours->len
             && g_array_index (self->hours, BwHour, h).start_ms < value->start_ms)
        h++;
      if (h == self->hours->len)
        break;
      if (value->n == 0 || g_array_index (self->hours, BwHour, h).start_ms != value->start_ms)
        continue;
      g_array_index (self->hours, BwHour, h).has_hr = 1;
      g_array_index (self->hours, BwHour, h).hr_bpm = value->sum / (double) value->n;
    }
  if (whole_ms == to_ms)
    return TRUE;

  /* The roll-ups know nothing of an instant within an hour. */
  rest = bw_library_read_samples (library, BW_KIND_HEART_RATE, MAX (from_ms, whole_ms), to_ms,
                                  error);
  if (rest == NULL)
    return FALSE;
  for (guint i = 0; i < rest->len; i++)
    if (g_array_index (rest, BwSampleRow, i).end_ms <= to_ms)
      {
        sum += g_array_index (rest, BwSampleRow, i).value;
        n++;
      }
  if (n > 0)
    {
      BwHour *hour = &g_array_index (self->hours, BwHour, self->hours->len - 1);

      hour->has_hr = 1;
      hour->hr_bpm = sum / n;
    }
  return TRUE;
}

/* Sources in the order of trust: watches, then those with more to tell, then by name. */
typedef struct
{
  const char *name;
  gboolean watch;
  GArray *intervals;
} Source;

static int
compare_sources (gconstpointer a,
                 gconstpointer b)
{
  const Source *x = a, *y = b;

  if (x->watch != y->watch)
    return x->watch ? -1 : 1;
  if (x->intervals->len != y->intervals->len)
    return x->intervals->len > y->intervals->len ? -1 : 1;
  return g_strcmp0 (x->name, y->name);
}

gboolean
bw_hourly_is_watch (const char *source)
{
  g_autofree char *folded = g_utf8_casefold (source != NULL ? source : "", -1);

  return strstr (folded, "watch") != NULL;
}

double
bw_hourly_get_kcal (const char *unit)
{
  return g_strcmp0 (unit, "kJ") == 0 ? 1 / 4.184 : g_strcmp0 (unit, "J") == 0 ? 1 / 4184.0 : 1;
}

/* @amount and @known have an element an hour. */
static gboolean
spread_kind (BwHourly    *self,
             BwLibrary   *library,
             const char  *kind,
             gboolean     energy,
             gint64       to_ms,
             double      *amount,
             guint8      *known,
             GError     **error)
{
  guint n = self->hours->len;
  g_autofree gint64 *starts = g_new (gint64, n + 1);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (Source));
  g_autoptr (GPtrArray) ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gint64 known_ms = G_MININT64 / 2;

  for (guint i = 0; i < n; i++)
    starts[i] = g_array_index (self->hours, BwHour, i).start_ms;
  rows = bw_library_read_samples (library, kind, starts[0] - BW_TIME_DAY, to_ms, error);
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const BwSampleRow *row = &g_array_index (rows, BwSampleRow, i);
      BwInterval interval = { row->start_ms, row->end_ms, row->value };
      Source *source = NULL;

      if (row->end_ms > to_ms || !(row->value >= 0) || !isfinite (row->value)
          || row->end_ms - row->start_ms > BW_TIME_DAY)
        continue;
      if (energy)
        interval.value *= bw_hourly_get_kcal (row->unit);
      for (guint s = 0; s < sources->len && source == NULL; s++)
        if (g_str_equal (g_array_index (sources, Source, s).name, row->source))
          source = &g_array_index (sources, Source, s);
      if (source == NULL)
        {
          Source made = { row->source, bw_hourly_is_watch (row->source),
                          g_array_new (FALSE, FALSE, sizeof (BwInterval)) };

          g_array_append_val (sources, made);
          source = &g_array_index (sources, Source, sources->len - 1);
        }
      g_array_append_val (source->intervals, interval);
    }
  g_array_sort (sources, compare_sources);
  for (guint s = 0; s < sources->len; s++)
    g_ptr_array_add (ordered, g_array_index (sources, Source, s).intervals);
  bw_intervals_spread (ordered, starts, n, to_ms, amount, known);

  for (guint i = 0; i < n; i++)
    {
      if (known[i])
        known_ms = starts[i];
      known[i] = starts[i] - known_ms <= SILENCE_MS;
    }
  return TRUE;
}

static gboolean
put_activity (BwHourly   *self,
              BwLibrary  *library,
              gint64      to_ms,
              GError    **error)
{
  guint n = self->hours->len;
  g_autofree double *steps = g_new0 (double, n), *energy = g_new0 (double, n);
  g_autofree guint8 *has_steps = g_new0 (guint8, n), *has_energy = g_new0 (guint8, n);

  if (!spread_kind (self, library, BW_KIND_STEPS, FALSE, to_ms, steps, has_steps, error)
      || !spread_kind (self, library, BW_KIND_ACTIVE_ENERGY, TRUE, to_ms, energy, has_energy,
                       error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      BwHour *hour = &g_array_index (self->hours, BwHour, i);

      hour->steps = steps[i];
      hour->has_steps = has_steps[i];
      hour->active_kcal = energy[i];
      hour->has_energy = has_energy[i];
    }
  return TRUE;
}

static gboolean
put_resting (BwHourly   *self,
             BwLibrary  *library,
             gint64      to_ms,
             GError    **error)
{
  g_autoptr (GArray) rows = NULL;
  gint64 first = g_array_index (self->hours, BwHour, 0).start_ms, day = G_MININT64;
  guint h = 0;

  rows = bw_library_read_samples (library, BW_KIND_RESTING_HEART_RATE, first - BW_TIME_DAY, to_ms,
                                  error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const BwSampleRow *row = &g_array_index (rows, BwSampleRow, i);
      BwHourlyResting resting = { row->end_ms, row->value };
      gint64 row_day = bw_time_local_day (self->zone, row->start_ms);

      if (row->end_ms > to_ms || !(row->value >= 20) || !(row->value <= 200))
        continue;
      for (; h < self->hours->len; h++)
        if (bw_time_local_day (self->zone, g_array_index (self->hours, BwHour, h).start_ms)
            >= row_day)
          break;
      for (guint j = h; j < self->hours->len; j++)
        {
          BwHour *hour = &g_array_index (self->hours, BwHour, j);

          if (bw_time_local_day (self->zone, hour->start_ms) != row_day)
            break;
          hour->has_resting_hr = 1;
          hour->resting_hr_bpm = row->value;
        }
      if (row_day == day)
        g_array_set_size (self->resting, self->resting->len - 1);
      g_array_append_val (self->resting, resting);
      day = row_day;
    }
  return TRUE;
}

BwHourly *
bw_hourly_new_readings (BwLibrary  *library,
                        BwMeasure   measure,
                        gint64      from_ms,
                        gint64      to_ms,
                        GError    **error)
{
  g_autoptr (BwHourly) self = g_new0 (BwHourly, 1);
  g_autoptr (GArray) starts = NULL;

  if (from_ms == 0
      && !bw_hourly_find_start (library, measure, G_MININT64 / 2, to_ms, &from_ms, error))
    return NULL;
  from_ms = MAX (from_ms, to_ms - LONGEST_SPAN_MS);

  self->measure = measure;
  self->zone = bw_library_get_zone (library);
  self->readings = bw_hourly_read_readings (library, measure, from_ms, to_ms, error);
  if (self->readings == NULL)
    return NULL;
  self->hours = g_array_new (FALSE, TRUE, sizeof (BwHour));
  self->nights = g_array_new (FALSE, FALSE, sizeof (BwHourlyNight));
  self->resting = g_array_new (FALSE, FALSE, sizeof (BwHourlyResting));
  starts = bw_time_hours (self->zone, from_ms, to_ms);
  g_array_set_size (self->hours, starts->len);
  for (guint i = 0; i < starts->len; i++)
    {
      gint64 start = g_array_index (starts, gint64, i);
      BwHour *hour = &g_array_index (self->hours, BwHour, i);

      hour->start_ms = start;
      hour->hour = (gint8) bw_time_local_hour (self->zone, start);
      hour->weekday
          = (gint8) bw_time_weekday_from_days (bw_time_local_day (self->zone, start));
    }
  while (self->readings->len > 0
         && (starts->len == 0
             || g_array_index (self->readings, BwHourlyReading, 0).time_ms
                    < g_array_index (starts, gint64, 0)))
    g_array_remove_index (self->readings, 0);
  if (starts->len > 0)
    put_readings (self);
  return g_steal_pointer (&self);
}

BwHourly *
bw_hourly_new (BwLibrary     *library,
               BwMeasure      measure,
               gint64         from_ms,
               gint64         to_ms,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (BwHourly) self = NULL;

  g_return_val_if_fail (library != NULL, NULL);

  measure = bw_hourly_choose_measure_until (library, measure, to_ms, error);
  if (measure == BW_MEASURE_AUTO)
    return NULL;
  if (to_ms == G_MAXINT64 && !bw_hourly_find_end (library, measure, &to_ms, error))
    return NULL;

  self = bw_hourly_new_readings (library, measure, from_ms, to_ms, error);
  if (self == NULL)
    return NULL;
  if (self->hours->len == 0)
    return g_steal_pointer (&self);

  from_ms = g_array_index (self->hours, BwHour, 0).start_ms;
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !put_heart_rate (self, library, from_ms, to_ms, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error)
      || !put_activity (self, library, to_ms, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error)
      || !bw_hourly_put_sleep (self, library, to_ms, error)
      || !put_resting (self, library, to_ms, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}
