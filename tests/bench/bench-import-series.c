/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-import-series.h"

#include "base/bw-time.h"
#include "import/bw-import.h"

#include <stdio.h>
#include <sys/resource.h>

#define FIRST_S G_GINT64_CONSTANT (1514764800)

static const struct
{
  const char *what;
  const char *file;
  const char *heading;
} series_of[BENCH_N_SERIES] = {
  [BENCH_TABLE] = { "RMSSD table       ", "values.csv", "time_utc,rmssd_ms\n" },
  [BENCH_LOCAL_TABLE] = { "  in local times  ", "local.csv", "Datum;RMSSD (ms)\n" },
  [BENCH_EPOCH_TABLE] = { "  in numbers      ", "epoch.csv", "timestamp,rmssd\n" },
  [BENCH_POINTS] = { "line protocol     ", "points.lp", "" },
};

static void
write_row (FILE        *out,
           BenchSeries  series,
           guint        i)
{
  gint64 time_s = FIRST_S + (gint64) i * 300;
  guint whole = 20 + i % 80, tenths = i * 7919 % 10;
  int year, month, day, minute = (int) (time_s % 86400 / 60);

  bw_time_civil_from_days (time_s / 86400, &year, &month, &day);
  switch (series)
    {
    case BENCH_TABLE:
      fprintf (out, "%04d-%02d-%02d %02d:%02d:00+00:00,%u.%u\n", year, month, day, minute / 60,
               minute % 60, whole, tenths);
      break;
    case BENCH_LOCAL_TABLE:
      fprintf (out, "%02d.%02d.%04d %02d:%02d;%u,%u\n", day, month, year, minute / 60, minute % 60,
               whole, tenths);
      break;
    case BENCH_EPOCH_TABLE:
      fprintf (out, "%" G_GINT64_FORMAT ",%u.%u\n", time_s, whole, tenths);
      break;
    case BENCH_POINTS:
    case BENCH_N_SERIES:
    default:
      fprintf (out, "hrv,source=band,site=wrist rmssd=%u.%u %" G_GINT64_FORMAT "000000000\n", whole,
               tenths, time_s);
      break;
    }
}

void
bench_import_series (const char  *folder,
                     BenchSeries  series,
                     guint        rows)
{
  g_autofree char *path = g_build_filename (folder, series_of[series].file, NULL);
  g_autofree char *library_path = g_strconcat (path, ".beatwise", NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FILE *out = fopen (path, "w");
  struct rusage usage;
  gint64 began;

  g_assert_nonnull (out);
  fputs (series_of[series].heading, out);
  for (guint i = 0; i < rows; i++)
    write_row (out, series, i);
  fclose (out);

  library = bw_library_open (library_path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  bw_library_set_setting (library, "zone", "Europe/Berlin", &error);
  began = g_get_monotonic_time ();
  result = bw_import_paths (library, paths, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->total->records, ==, rows);
  began = g_get_monotonic_time () - began;
  getrusage (RUSAGE_SELF, &usage);
  g_print ("%s %8.0f rows/s  peak RSS %4ld MB\n", series_of[series].what,
           rows * 1e6 / (double) began, usage.ru_maxrss / 1024);
}
