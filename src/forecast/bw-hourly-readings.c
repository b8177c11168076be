/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-hourly-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "store/bw-imports.h"
#include "store/bw-readings.h"
#include "store/bw-samples.h"

#include <glib/gi18n-lib.h>

/* Other kinds move the end of the data by no more than this beyond the last reading. */
#define LONGEST_TAIL_MS (3 * BW_TIME_DAY)

/* Readings outside are not believed. */
static const struct
{
  double low, high;
} limits[] = {
  [BW_MEASURE_RMSSD] = { 5, 250 },
  [BW_MEASURE_RMSSD_IMPORTED] = { 5, 250 },
  [BW_MEASURE_SDNN] = { 5, 300 },
};

gboolean
bw_hourly_is_believed (BwMeasure measure,
                       double    value_ms)
{
  g_return_val_if_fail (measure >= BW_MEASURE_RMSSD && measure <= BW_MEASURE_SDNN, FALSE);

  return value_ms >= limits[measure].low && value_ms <= limits[measure].high;
}

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
add_sample_readings (GArray     *readings,
                     BwLibrary  *library,
                     BwMeasure   measure,
                     gint64      from_ms,
                     gint64      to_ms,
                     GError    **error)
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

      if (row->end_ms > to_ms || !bw_hourly_is_believed (measure, row->value))
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
add_beat_readings (GArray     *readings,
                   BwLibrary  *library,
                   gint64      from_ms,
                   gint64      to_ms,
                   GError    **error)
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

      if (!row->used || row->end_ms > to_ms
          || !bw_hourly_is_believed (BW_MEASURE_RMSSD, row->rmssd_ms))
        continue;
      reading = (BwHourlyReading){
        .time_ms = row->start_ms,
        .value_ms = row->rmssd_ms,
        .se_ms = row->se_ms,
        .source_id = row->source_id,
        .device = GPOINTER_TO_INT (device),
        .id = row->id,
      };
      g_array_append_val (readings, reading);
    }
  return TRUE;
}

GArray *
bw_hourly_read_readings (BwLibrary  *library,
                         BwMeasure   measure,
                         gint64      from_ms,
                         gint64      to_ms,
                         GError    **error)
{
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (BwHourlyReading));
  gboolean ok;

  if (measure == BW_MEASURE_RMSSD)
    ok = add_beat_readings (readings, library, from_ms, to_ms, error);
  else
    ok = add_sample_readings (readings, library, measure, from_ms, to_ms, error);
  return ok ? g_steal_pointer (&readings) : NULL;
}

gboolean
bw_hourly_count_readings (BwLibrary  *library,
                          BwMeasure   measure,
                          guint      *n,
                          GError    **error)
{
  g_autoptr (GArray) readings
      = bw_hourly_read_readings (library, measure, G_MININT64 / 2, G_MAXINT64, error);

  *n = readings != NULL ? readings->len : 0;
  return readings != NULL;
}

/* The time of the newest export: what is dated later was not measured yet. */
static gboolean
find_export_time (BwLibrary  *library,
                  gint64     *time_ms,
                  GError    **error)
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
fail_too_few (gint64    to_ms,
              GError  **error)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                       to_ms == G_MAXINT64
                         ? _("There are no heart rate variability readings in this library yet; "
                             "import an Apple Health export.")
                         : _("There is no heart rate variability reading before this time; import "
                             "an Apple Health export, or choose a later time."));
  return BW_MEASURE_AUTO;
}

BwMeasure
bw_hourly_choose_measure_until (BwLibrary  *library,
                                BwMeasure   wanted,
                                gint64      to_ms,
                                GError    **error)
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
      readings = bw_hourly_read_readings (library, (BwMeasure) m, G_MININT64 / 2, to_ms, error);
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
  if (count[measure] > 0)
    return measure;
  if (wanted == BW_MEASURE_AUTO)
    return fail_too_few (to_ms, error);
  g_set_error (error, BW_ERROR, BW_ERROR_TOO_FEW,
               /* Translators: %s is the name of a measure, such as SDNN. */
               _("There is no reading of the measure “%s” before this time; choose another measure."),
               bw_measure_get_name (wanted));
  return BW_MEASURE_AUTO;
}

BwMeasure
bw_hourly_choose_measure (BwLibrary  *library,
                          BwMeasure   wanted,
                          GError    **error)
{
  return bw_hourly_choose_measure_until (library, wanted, G_MAXINT64, error);
}

/* The start of the last sample of @kind that began before @limit_ms. */
static gboolean
find_last (BwLibrary   *library,
           const char  *kind,
           gint64       from_ms,
           gint64       limit_ms,
           gint64      *last_ms,
           GError     **error)
{
  g_autoptr (GArray) rows = bw_library_read_samples (library, kind, from_ms, limit_ms, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len > 0)
    *last_ms = MAX (*last_ms, g_array_index (rows, BwSampleRow, rows->len - 1).start_ms);
  return TRUE;
}

gboolean
bw_hourly_find_end (BwLibrary  *library,
                    BwMeasure   measure,
                    gint64     *end_ms,
                    GError    **error)
{
  static const char *const kinds[] = { BW_KIND_HEART_RATE, BW_KIND_STEPS, BW_KIND_ACTIVE_ENERGY,
                                       BW_KIND_SLEEP };
  g_autoptr (GArray) readings = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  gint64 export_ms, last_ms, reading_ms, limit_ms;

  if (!find_export_time (library, &export_ms, error))
    return FALSE;
  readings = bw_hourly_read_readings (library, measure, G_MININT64 / 2, export_ms, error);
  if (readings == NULL)
    return FALSE;
  if (readings->len == 0)
    {
      fail_too_few (G_MAXINT64, error);
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
bw_hourly_find_start (BwLibrary  *library,
                      BwMeasure   measure,
                      gint64      from_ms,
                      gint64      to_ms,
                      gint64     *start_ms,
                      GError    **error)
{
  g_autoptr (GArray) readings = bw_hourly_read_readings (library, measure, from_ms, to_ms, error);
  g_autoptr (GTimeZone) zone = NULL;

  if (readings == NULL)
    return FALSE;
  if (readings->len == 0)
    {
      fail_too_few (to_ms, error);
      return FALSE;
    }
  zone = bw_library_get_zone (library);
  *start_ms = bw_time_hour_start (zone, g_array_index (readings, BwHourlyReading, 0).time_ms);
  return TRUE;
}
