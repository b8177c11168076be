/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skill-people.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "export/bw-export-sample.h"
#include "forecast/bw-simulate-hourly.h"
#include "import/bw-import.h"

BwHourly *
skill_make_sample (guint64 seed,
                   guint   days)
{
  char *folder = bw_test_make_folder ();
  g_autofree char *zip = g_build_filename (folder, "sample.zip", NULL);
  g_autofree char *file = g_build_filename (folder, "sample.beatwise", NULL);
  const BwSampleOptions options = { .days = days, .seed = seed };
  const char *const paths[] = { zip, NULL };
  g_autoptr (BwLibrary) library = bw_library_open (file, BW_LIBRARY_CREATE, NULL);
  g_autoptr (BwImportResult) result = NULL;
  BwHourly *hourly;

  if (library == NULL || !bw_export_sample (zip, &options, NULL, NULL, NULL))
    return NULL;
  result = bw_import_paths (library, paths, NULL, NULL, NULL, NULL);
  hourly = bw_hourly_new (library, BW_MEASURE_RMSSD, 0, G_MAXINT64, NULL, NULL);
  g_clear_pointer (&library, bw_library_close);
  bw_test_remove_folder (folder);
  return hourly;
}

/* "u179,2019-10-22 11:55:00+00:00,55.2677,awake", person after person in the order of time. */
static gboolean
parse_row (const char  *line,
           char       **person,
           gint64      *time_ms,
           double      *rmssd_ms)
{
  g_auto (GStrv) fields = g_strsplit (line, ",", -1);
  g_autoptr (GDateTime) time = NULL;

  if (g_strv_length (fields) < 3)
    return FALSE;
  time = g_date_time_new_from_iso8601 (fields[1], NULL);
  *rmssd_ms = g_ascii_strtod (fields[2], NULL);
  if (time == NULL || !(*rmssd_ms >= 5 && *rmssd_ms <= 250))
    return FALSE;
  *time_ms = g_date_time_to_unix (time) * 1000;
  g_free (*person);
  *person = g_strdup (fields[0]);
  return TRUE;
}

static void
finish_wearer (GPtrArray *wearers,
               GArray    *readings,
               guint      days)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const BwHourlyReading *all = (const BwHourlyReading *) (void *) readings->data;
  BwHourly *hourly;

  if (readings->len == 0
      || all[readings->len - 1].time_ms - all[0].time_ms < days * BW_TIME_DAY)
    return;
  hourly = bw_hourly_new_empty (utc, all[0].time_ms / BW_TIME_HOUR * BW_TIME_HOUR,
                                all[readings->len - 1].time_ms + 1);
  for (guint i = 0; i < readings->len; i++)
    bw_hourly_add_reading (hourly, all[i].time_ms, all[i].value_ms, 1);
  g_ptr_array_add (wearers, hourly);
}

GPtrArray *
skill_read_wearers (guint days)
{
  GPtrArray *wearers = g_ptr_array_new ();
  g_autofree char *path = bw_test_shared ("data/rmssd/biostrap.csv");
  g_autofree char *text = NULL, *person = NULL, *last = NULL;
  g_autoptr (GArray) readings = g_array_new (FALSE, TRUE, sizeof (BwHourlyReading));
  g_auto (GStrv) lines = NULL;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_print ("The wearers of a band are absent: ../shared/data/rmssd/biostrap.csv\n");
      return wearers;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      BwHourlyReading reading = { 0 };

      if (!parse_row (lines[i], &person, &reading.time_ms, &reading.value_ms))
        continue;
      if (g_strcmp0 (person, last) != 0)
        {
          finish_wearer (wearers, readings, days);
          g_array_set_size (readings, 0);
          g_free (last);
          last = g_strdup (person);
        }
      g_array_append_val (readings, reading);
    }
  finish_wearer (wearers, readings, days);
  return wearers;
}
