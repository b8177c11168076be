/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm-library.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "signal/bw-reading.h"
#include "store/bw-imports.h"
#include "store/bw-readings.h"
#include "store/bw-rr-recordings.h"
#include "store/bw-samples.h"

#include <math.h>

#define N_BEATS 62
#define N_TOO_FEW 15
#define OFFSET_MIN 60

static const int hours[RHYTHM_READINGS_A_DAY] = { 0, 6, 15 };

static BwLibrary *
open_library (const char *path)
{
  g_autoptr (GError) error = NULL;
  BwLibrary *library = bw_library_open (path, BW_LIBRARY_CREATE, &error);

  g_assert_no_error (error);
  return library;
}

/* As a watch writes them: times in steps of 10 ms, rates rounded. */
static guint
make_beats (BwBeat *beats,
            gint64  start_ms,
            guint   n,
            guint   missed,   /* this beat is not there; 0: all are */
            double  spread_ms,
            GRand  *rand)
{
  double at_ms = 0, before_ms = 0;
  guint n_made = 0;

  for (guint i = 0; i < n; i++)
    {
      at_ms += i > 0 ? 880 + spread_ms * bw_random_normal (rand) : 0;
      if (i > 0 && i == missed)
        continue;
      beats[n_made].time_ms = start_ms + (gint64) round (at_ms / 10) * 10;
      beats[n_made].bpm = n_made > 0 ? (gint32) round (60000 / (at_ms - before_ms)) : 0;
      before_ms = at_ms;
      n_made++;
    }
  return n_made;
}

static void
add_reading (BwLibrary *library,
             gint64     import_id,
             guint      day,
             guint      of_day,
             GRand     *rand)
{
  BwReadingRow reading = {
    .start_ms = RHYTHM_START_MS + day * BW_TIME_DAY + hours[of_day] * BW_TIME_HOUR,
    .offset_min = OFFSET_MIN,
    .source_id = bw_library_intern_source (library, "Ada’s Watch", "10", "Watch6,7", NULL),
    .sdnn_device_ms = 40,
  };
  guint n = of_day == 2 && day % 5 == 4 ? N_TOO_FEW : N_BEATS;
  BwBeat beats[N_BEATS];
  gint64 times[N_BEATS];
  gint32 rates[N_BEATS];
  BwReadingResult result;
  gboolean is_new;
  g_autoptr (GError) error = NULL;

  n = make_beats (beats, reading.start_ms, n, of_day == 1 ? RHYTHM_MISSED_BEAT : 0,
                  20 + 12 * sin (day), rand);
  for (guint i = 0; i < n; i++)
    {
      times[i] = beats[i].time_ms;
      rates[i] = beats[i].bpm;
    }
  bw_reading_analyse (&result, times, rates, n, BW_RHYTHM_WATCH_CLOCK_MS);
  reading.end_ms = beats[n - 1].time_ms;
  reading.n_beats = n;
  reading.n_intervals = result.n_intervals;
  reading.n_artefacts = result.n_artefacts;
  reading.rmssd_ms = result.rmssd_ms;
  reading.rmssd_raw_ms = result.rmssd_raw_ms;
  reading.se_ms = result.se_ms;
  reading.used = result.verdict == BW_READING_USED;
  reading.why_not = reading.used ? NULL : (char *) bw_reading_verdict_get_id (result.verdict);
  bw_library_add_reading (library, import_id, &reading, beats, n, &is_new, &error);
  g_assert_no_error (error);
  g_assert_true (is_new);
}

static void
end_import (BwLibrary *library,
            gint64     import_id)
{
  g_autoptr (BwImport) import = bw_import_new ();
  g_autoptr (GError) error = NULL;

  bw_library_finish_import (library, import_id, import, &error);
  g_assert_no_error (error);
  bw_library_commit (library, &error);
  g_assert_no_error (error);
}

static gint64
begin_import (BwLibrary  *library,
              const char *name,
              const char *format)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  bw_library_begin (library, &error);
  g_assert_no_error (error);
  id = bw_library_begin_import (library, name, format, &error);
  g_assert_no_error (error);
  return id;
}

void
rhythm_library_make (const char *path,
                     guint       n_days)
{
  g_autoptr (BwLibrary) library = open_library (path);
  GRand *rand = bw_random_new (5, "rhythm-library");
  gint64 import_id = begin_import (library, "export.zip", "apple");

  for (guint day = 0; day < n_days; day++)
    for (guint i = 0; i < RHYTHM_READINGS_A_DAY; i++)
      add_reading (library, import_id, day, i, rand);
  end_import (library, import_id);
  g_rand_free (rand);
}

gint64
rhythm_library_add_rr (const char *path,
                       const char *name,
                       guint       n)
{
  g_autoptr (BwLibrary) library = open_library (path);
  g_autoptr (BwRrIntervals) intervals = bw_rr_intervals_new (n, 0);
  GRand *rand = bw_random_new (n, name);
  gint64 import_id = begin_import (library, name, "rr");
  BwRrRecording recording = {
    .name = (char *) name,
    .start_ms = RHYTHM_START_MS + BW_TIME_HOUR,
    .offset_min = OFFSET_MIN,
    .time_known = TRUE,
    .device = (char *) "Strap",
    .unit = (char *) "ms",
    .n_beats = n + 1,
    .rmssd_ms = 35,
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    intervals->ms[i] = 850 + 40 * sin (i * 0.35) + 20 * bw_random_normal (rand);
  for (guint i = 100; i + 1 < n; i += 200)
    {
      intervals->ms[i] -= 320;
      intervals->ms[i + 1] += 330;
      recording.n_artefacts++;
    }
  bw_library_add_rr_recording (library, import_id, &recording, intervals, NULL, &error);
  g_assert_no_error (error);
  end_import (library, import_id);
  g_rand_free (rand);
  return recording.id;
}

void
rhythm_library_add_bare_values (const char *path,
                                guint       n)
{
  g_autoptr (BwLibrary) library = open_library (path);
  gint64 import_id = begin_import (library, "other-app.xml", "apple-health");
  g_autoptr (BwSampleWriter) writer = bw_sample_writer_new (library, import_id);
  guint64 n_records = 0, n_new = 0;
  g_autoptr (GError) error = NULL;
  BwSample sample = {
    .kind = bw_library_intern_kind (library, BW_KIND_SDNN, "ms", FALSE, NULL),
    .source = bw_library_intern_source (library, "Other App", "1", "", NULL),
  };

  for (guint i = 0; i < n; i++)
    {
      sample.start_ms = sample.end_ms = RHYTHM_START_MS + i * BW_TIME_HOUR;
      sample.value = 30 + i % 20;
      bw_sample_writer_add (writer, &sample, 1, &n_records, &n_new, &error);
      g_assert_no_error (error);
    }
  bw_sample_writer_finish (writer, &error);
  g_assert_no_error (error);
  end_import (library, import_id);
}

BwRhythm *
rhythm_library_load (const char   *path,
                     BwRhythmKind  kind,
                     gint64        id)
{
  g_autoptr (BwLibrary) library = open_library (path);
  const BwRhythmKey key = { kind, id };
  g_autoptr (GError) error = NULL;
  BwRhythm *rhythm = bw_rhythm_load (library, &key, NULL, &error);

  g_assert_no_error (error);
  return rhythm;
}

BwRhythmRow *
rhythm_library_row (const char   *path,
                    BwRhythmKind  kind,
                    gint64        id)
{
  g_autoptr (BwLibrary) library = open_library (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = bw_rhythm_list (library, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwRhythmRow *row = &g_array_index (rows, BwRhythmRow, i);

      if (row->key.kind == kind && row->key.id == id)
        return bw_rhythm_row_copy (row);
    }
  return NULL;
}
