/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tachogram-fixture.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "import/bw-import.h"
#include "rhythm/bw-rhythm-list.h"

#include <math.h>

static BwRhythm *
make_rhythm (BwRr     *rr, /* (transfer full) */
             gboolean  time_known,
             gint64    id,
             double    clock_ms)
{
  BwRhythmSource *source = bw_rhythm_source_new (BW_RHYTHM_READING, NULL,
                                                 bw_measured_beats_new (rr, clock_ms));
  BwRhythm *rhythm;

  source->key.id = id;
  source->start_ms = bw_time_days_from_civil (2025, 3, 1) * BW_TIME_DAY + 7 * BW_TIME_HOUR;
  source->time_known = time_known;
  rhythm = bw_rhythm_new (source, NULL, NULL);
  bw_rhythm_source_unref (source);
  bw_rr_free (rr);
  return rhythm;
}

BwRhythm *
tachogram_rhythm_known (void)
{
  double values[70];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = i % 2 ? 790 : 810;
  /* Interval i ends at beat i + 1. */
  values[TACHOGRAM_ECTOPIC - 1] = 500;
  values[TACHOGRAM_ECTOPIC] = 1100;
  values[TACHOGRAM_MISSED - 1] = 1600;
  values[TACHOGRAM_GAP - 1] = 9000;
  return make_rhythm (bw_rr_from_numbers (values, G_N_ELEMENTS (values), NULL), TRUE, 1, 0);
}

BwRhythm *
tachogram_rhythm_long (guint n)
{
  g_autofree double *values = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      values[i] = 850 + 40 * sin (i * 1.3) + 60 * sin (i / 19.0) + 120 * sin (i / 9000.0);
      if (i % 100 == 50)
        values[i] *= 0.6;
      if (i % 100 == 51)
        values[i] *= 1.4;
    }
  return make_rhythm (bw_rr_from_numbers (values, n, NULL), FALSE, 2, 0);
}

BwRhythm *
tachogram_rhythm_read (const char *relative)
{
  g_autofree char *path = bw_test_shared (relative), *text = NULL;
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  if (!path)
    return NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (*lines[i])
      {
        double value = g_ascii_strtod (lines[i], NULL);

        g_array_append_val (values, value);
      }
  return make_rhythm (bw_rr_from_numbers ((const double *) (void *) values->data, values->len, NULL),
                      TRUE, 3, 0);
}

BwRhythm *
tachogram_rhythm_reading (void)
{
  g_autofree char *path = bw_test_shared ("data/apple/hrv-record.xml"), *folder = NULL;
  g_autofree char *library_path = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  const char *paths[] = { path, NULL };
  BwRhythm *rhythm;

  if (!path)
    return NULL;
  folder = bw_test_make_folder ();
  library_path = g_build_filename (folder, "a.beatwise", NULL);
  library = bw_library_open (library_path, BW_LIBRARY_CREATE, &error);
  g_assert_no_error (error);
  result = bw_import_paths (library, paths, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  rows = bw_rhythm_list (library, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  rhythm = bw_rhythm_load (library, &g_array_index (rows, BwRhythmRow, 0).key, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&library, bw_library_close);
  bw_test_remove_folder (g_steal_pointer (&folder));
  return rhythm;
}

double
tachogram_ms (const BwRhythm *rhythm,
              guint           beat)
{
  g_assert_cmpuint (beat, <, rhythm->n_beats);
  return rhythm->beats[beat].time_ms;
}

static void
on_edit (BwTachogramView        *view,
         const BwTachogramEdit  *edit,
         GError                **error)
{
  g_autoptr (BwRhythm) changed = NULL;
  BwBeatEdits *edits;

  g_clear_error (error);
  edits = bw_tachogram_edit_apply (edit, bw_tachogram_view_get_rhythm (view), error);
  if (!edits)
    return;
  changed = bw_rhythm_change (bw_tachogram_view_get_rhythm (view), edits, NULL);
  bw_beat_edits_unref (edits);
  bw_tachogram_view_set_rhythm (view, changed);
}

void
tachogram_follow (BwTachogramView  *view,
                  GError          **error)
{
  g_signal_connect (view, "edit", G_CALLBACK (on_edit), error);
}

BwRhythm *
tachogram_rhythm_watch (void)
{
  double values[60];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = 10 * round (80 + 3 * sin (0.9 * i) + 2 * sin (2.3 * i));
  return make_rhythm (bw_rr_from_numbers (values, G_N_ELEMENTS (values), NULL), TRUE, 4, 10);
}
