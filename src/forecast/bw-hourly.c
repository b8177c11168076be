/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-hourly-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "store/bw-imports.h"
#include "store/bw-readings.h"
#include "store/bw-samples.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Other kinds move the end of the data by no more than this beyond the last reading. */
#define LONGEST_TAIL_MS (3 * BW_TIME_DAY)

/* Steps and energy are recorded when there are any: for so long after the last, none is zero. */
#define SILENCE_MS BW_TIME_DAY

/* Readings outside are not believed. */
static const struct
{
  double low, high;
} limits[] = {
  [BW_MEASURE_RMSSD] = { 5, 250 },
  [BW_MEASURE_RMSSD_IMPORTED] = { 5, 250 },
  [BW_MEASURE_SDNN] = { 5, 300 },
};

/* Ids of devices by the name of their source, in the order in which they come up. */
static gint32
device_of (GHashTable *devices,
           const char *name)
{
  gpointer id = g_hash_table_lookup (devices, name);

  if (id == NULL)
    {
      id = GINT_TO_POINTER (g_hash_table_size (devices) + 1);
      g_hash_table_insert (devices, g_strdup (name), id);
    }
  return GPOINTER_TO_INT (id);
}

static gboolean
add_sample_readings (GArray *readings,
                     BwLibrary *library,
                     BwMeasure measure,
                     gint64 from_ms,
                     gint64 to_ms,
                     GError **error)
{
  const char *kind = measure == BW_MEASURE_SDNN ? BW_KIND_SDNN : BW_KIND_RMSSD;
  g_autoptr (GArray) rows = bw_library_read_samples (library, kind, from_ms, to_ms, error);
  g_autoptr (GHashTable) devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const BwSampleRow *row = &g_array_index (rows, BwSampleRow, i);
      BwHourlyReading reading;

      if (row->end_ms > to_ms || !(row->value >= limits[measure].low)
          || !(row->value <= limits[measure].high))
        continue;
      reading = (BwHourlyReading){
        .time_ms = row->start_ms,
        .value_ms = row->value,
        .se_ms = -1,
        .source_id = row->source_id,
        .device = device_of (devices, row->source),
      };
      if (readings->len > 0)
        {
          const BwHourlyReading *last
              = &g_array_index (readings, BwHourlyReading, readings->len - 1);

          if (last->time_ms == reading.time_ms && last->value_ms == reading.value_ms)
            continue;
        }
      g_array_append_val (readings, reading);
    }
  return TRUE;
}

static gboolean
add_beat_readings (GArray *readings,
                   BwLibrary *library,
                   gint64 from_ms,
                   gint64 to_ms,
                   GError **error)
{
  g_autoptr (GArray) rows = bw_library_read_readings (library, from_ms, to_ms, error);
  g_autoptr (GArray) samples = NULL;
  g_autoptr (GHashTable) devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) by_source = g_hash_table_new (NULL, NULL);

  if (rows == NULL)
    return FALSE;

  /* The names of their sources stand with the device's own values. */
  samples = bw_library_read_samples (library, BW_KIND_SDNN, from_ms, to_ms, error);
  if (samples == NULL)
    return FALSE;
  for (guint i = 0; i < samples->len; i++)
    {
      const BwSampleRow *row = &g_array_index (samples, BwSampleRow, i);

      if (!g_hash_table_contains (by_source, GINT_TO_POINTER (row->source_id)))
        g_hash_table_insert (by_source, GINT_TO_POINTER (row->source_id),
                             GINT_TO_POINTER (device_of (devices, row->source)));
    }

  for (guint i = 0; i < rows->len; i++)
    {
      const BwReadingRow *row = &g_array_index (rows, BwReadingRow, i);
      gpointer device = g_hash_table_lookup (by_source, GINT_TO_POINTER (row->source_id));
      BwHourlyReading reading;

      if (!row->used || row->end_ms > to_ms || !(row->rmssd_ms >= limits[BW_MEASURE_RMSSD].low)
          || !(row->rmssd_ms <= limits[BW_MEASURE_RMSSD].high))
        continue;
      reading = (BwHourlyReading){
        .time_ms = row->start_ms,
        .value_ms = row->rmssd_ms,
        .se_ms = row->se_ms,
        .source_id = row->source_id,
        .device = GPOINTER_TO_INT (device),
      };
      g_array_append_val (readings, reading);
    }
  return TRUE;
}

static GArray *
read_readings (BwLibrary *library,
               BwMeasure measure,
               gint64 from_ms,
               gint64 to_ms,
               GError **error)
{
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (BwHourlyReading));
  gboolean ok;

  if (measure == BW_MEASURE_RMSSD)
    ok = add_beat_readings (readings, library, from_ms, to_ms, error);
  else
    ok = add_sample_readings (readings, library, measure, from_ms, to_ms, error);
  return ok ? g_steal_pointer (&readings) : NULL;
}

/* The time of the newest export: what is dated later was not measured yet. */
static gboolean
find_export_time (BwLibrary *library,
                  gint64 *time_ms,
                  GError **error)
{
  g_autoptr (GPtrArray) imports = bw_library_list_imports (library, error);

  if (imports == NULL)
    return FALSE;
  *time_ms = imports->len > 0 ? G_MININT64 : G_MAXINT64;
  for (guint i = 0; i < imports->len; i++)
    {
      const BwImport *import = g_ptr_array_index (imports, i);
      gint64 at = import->exported_ms != 0 ? import->exported_ms : import->time_ms;

      *time_ms = MAX (*time_ms, at);
    }
  return TRUE;
}

static BwMeasure
fail_too_few (GError **error)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                       _("There are no heart-rate variability readings in this library yet; import "
                         "an Apple Health export."));
  return BW_MEASURE_AUTO;
}

BwMeasure
bw_hourly_choose_measure_until (BwLibrary *library,
                                BwMeasure wanted,
                                gint64 to_ms,
                                GError **error)
{
  guint count[BW_MEASURE_SDNN + 1] = { 0 };
  g_autofree char *setting = NULL;
  BwMeasure measure = wanted;

  g_return_val_if_fail (library != NULL, BW_MEASURE_AUTO);

  for (int m = BW_MEASURE_RMSSD; m <= BW_MEASURE_SDNN; m++)
    {
      g_autoptr (GArray) readings = NULL;

      if (wanted != BW_MEASURE_AUTO && wanted != (BwMeasure) m)
        continue;
      readings = read_readings (library, (BwMeasure) m, G_MININT64 / 2, to_ms, error);
      if (readings == NULL)
        return BW_MEASURE_AUTO;
      count[m] = readings->len;
    }

  if (measure == BW_MEASURE_AUTO)
    {
      setting = bw_library_get_setting (library, "measure");
      if (setting == NULL || !bw_measure_from_id (setting, &measure) || count[measure] == 0)
        measure = BW_MEASURE_AUTO;
    }
  if (measure == BW_MEASURE_AUTO)
    {
      guint beats = count[BW_MEASURE_RMSSD], imported = count[BW_MEASURE_RMSSD_IMPORTED];
      guint sdnn = count[BW_MEASURE_SDNN];

      if (beats > 0 && 2 * beats >= MAX (imported, sdnn))
        measure = BW_MEASURE_RMSSD;
      else if (imported > 0 && 2 * imported >= sdnn)
        measure = BW_MEASURE_RMSSD_IMPORTED;
      else
        measure = BW_MEASURE_SDNN;
    }
  return count[measure] > 0 ? measure : fail_too_few (error);
}

BwMeasure
bw_hourly_choose_measure (BwLibrary *library,
                          BwMeasure wanted,
                          GError **error)
{
  return bw_hourly_choose_measure_until (library, wanted, G_MAXINT64, error);
}

/* The start of the last sample of @kind that began before @limit_ms. */
static gboolean
find_last (BwLibrary *library,
           const char *kind,
           gint64 from_ms,
           gint64 limit_ms,
           gint64 *last_ms,
           GError **error)
{
  g_autoptr (GArray) rows = bw_library_read_samples (library, kind, from_ms, limit_ms, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len > 0)
    *last_ms = MAX (*last_ms, g_array_index (rows, BwSampleRow, rows->len - 1).start_ms);
  return TRUE;
}

gboolean
bw_hourly_find_end (BwLibrary *library,
                    BwMeasure measure,
                    gint64 *end_ms,
                    GError **error)
{
  static const char *const kinds[] = { BW_KIND_HEART_RATE, BW_KIND_STEPS, BW_KIND_ACTIVE_ENERGY,
                                       BW_KIND_SLEEP };
  g_autoptr (GArray) readings = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  gint64 export_ms, last_ms, reading_ms, limit_ms;

  if (!find_export_time (library, &export_ms, error))
    return FALSE;
  readings = read_readings (library, measure, G_MININT64 / 2, export_ms, error);
  if (readings == NULL)
    return FALSE;
  if (readings->len == 0)
    {
      fail_too_few (error);
      return FALSE;
    }
  reading_ms = last_ms = g_array_index (readings, BwHourlyReading, readings->len - 1).time_ms;
  limit_ms = MIN (export_ms, reading_ms + LONGEST_TAIL_MS);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!find_last (library, kinds[i], reading_ms, limit_ms, &last_ms, error))
      return FALSE;

  zone = bw_library_get_zone (library);
  *end_ms = bw_time_hour_start (zone, last_ms);
  for (gint64 at = last_ms; *end_ms <= last_ms; at += BW_TIME_QUARTER)
    *end_ms = bw_time_hour_start (zone, at);
  return TRUE;
}

gboolean
bw_hourly_find_start (BwLibrary *library,
                      BwMeasure measure,
                      gint64 from_ms,
                      gint64 to_ms,
                      gint64 *start_ms,
                      GError **error)
{
  g_autoptr (GArray) readings = read_readings (library, measure, from_ms, to_ms, error);
  g_autoptr (GTimeZone) zone = NULL;

  if (readings == NULL)
    return FALSE;
  if (readings->len == 0)
    {
      fail_too_few (error);
      return FALSE;
    }
  zone = bw_library_get_zone (library);
  *start_ms = bw_time_hour_start (zone, g_array_index (readings, BwHourlyReading, 0).time_ms);
  return TRUE;
}

static guint
find_hour (GArray *hours,
           gint64 time_ms)
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
      BwHour *hour = &g_array_index (self->hours, BwHour, find_hour (self->hours, reading->time_ms));

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
put_heart_rate (BwHourly *self,
                BwLibrary *library,
                gint64 from_ms,
                gint64 to_ms,
                GError **error)
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

      while (h < self->hours->len && g_array_index (self->hours, BwHour, h).start_ms < value->start_ms)
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
  rest = bw_library_read_samples (library, BW_KIND_HEART_RATE, MAX (from_ms, whole_ms), to_ms, error);
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

static double
to_kcal (const char *unit)
{
  return g_strcmp0 (unit, "kJ") == 0 ? 1 / 4.184 : g_strcmp0 (unit, "J") == 0 ? 1 / 4184.0 : 1;
}

/* @amount and @known have an element an hour. */
static gboolean
spread_kind (BwHourly *self,
             BwLibrary *library,
             const char *kind,
             gboolean energy,
             gint64 to_ms,
             double *amount,
             guint8 *known,
             GError **error)
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
        interval.value *= to_kcal (row->unit);
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
put_activity (BwHourly *self,
              BwLibrary *library,
              gint64 to_ms,
              GError **error)
{
  guint n = self->hours->len;
  g_autofree double *steps = g_new0 (double, n), *energy = g_new0 (double, n);
  g_autofree guint8 *has_steps = g_new0 (guint8, n), *has_energy = g_new0 (guint8, n);

  if (!spread_kind (self, library, BW_KIND_STEPS, FALSE, to_ms, steps, has_steps, error)
      || !spread_kind (self, library, BW_KIND_ACTIVE_ENERGY, TRUE, to_ms, energy, has_energy, error))
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
put_resting (BwHourly *self,
             BwLibrary *library,
             gint64 to_ms,
             GError **error)
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
        if (bw_time_local_day (self->zone, g_array_index (self->hours, BwHour, h).start_ms) >= row_day)
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
bw_hourly_new (BwLibrary *library,
               BwMeasure measure,
               gint64 from_ms,
               gint64 to_ms,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (BwHourly) self = g_new0 (BwHourly, 1);
  g_autoptr (GArray) starts = NULL;

  g_return_val_if_fail (library != NULL, NULL);

  measure = bw_hourly_choose_measure_until (library, measure, to_ms, error);
  if (measure == BW_MEASURE_AUTO)
    return NULL;
  if (to_ms == G_MAXINT64 && !bw_hourly_find_end (library, measure, &to_ms, error))
    return NULL;

  if (from_ms == 0
      && !bw_hourly_find_start (library, measure, G_MININT64 / 2, to_ms, &from_ms, error))
    return NULL;

  self->measure = measure;
  self->zone = bw_library_get_zone (library);
  self->readings = read_readings (library, measure, from_ms, to_ms, error);
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
  if (starts->len == 0)
    return g_steal_pointer (&self);

  put_readings (self);
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
