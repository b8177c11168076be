/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test.h"
#include "export/bw-export-rhythm.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define N 400
#define GAP_AT 150
#define GAP_MS 20000.0
#define EARLY 60
#define MISSED 200
#define START_MS G_GINT64_CONSTANT (1695283930250) /* 2023-09-21T08:12:10.250Z */

/* A breathing heart, a gap, one beat too early with its pause, and one beat that is missing. */
static BwRhythm *
make_rhythm (gboolean      time_known,
             BwCorrection  correction,
             guint         n)
{
  BwRr *rr = bw_rr_new (n);
  BwRhythmSettings settings = BW_RHYTHM_SETTINGS_DEFAULT;
  g_autoptr (BwRhythmSource) source = NULL;
  double end_ms = 0;

  for (guint i = 0; i < n; i++)
    {
      double ms = round (800 + 40 * sin (i * 0.7) + 11 * sin (i * 2.3)) + 0.5;

      ms += i == EARLY ? -300 : i == EARLY + 1 ? 300 : 0;
      ms *= i == MISSED ? 2 : 1;
      end_ms += ms + (i == GAP_AT ? GAP_MS : 0);
      rr->rr_ms[i] = ms;
      rr->end_ms[i] = end_ms;
      rr->segment[i] = i >= GAP_AT;
    }
  source = bw_rhythm_source_new (BW_RHYTHM_RR, "=cmd|' /C calc'!A0, \"night\".txt",
                                 bw_measured_beats_new (rr, 0));
  source->time_known = time_known;
  source->start_ms = START_MS;
  source->offset_min = 120;
  settings.correction = correction;
  bw_rr_free (rr);
  return bw_rhythm_new (source, NULL, &settings);
}

static char **
write_csv (const BwExportRhythm *out,
           BwRhythmData          data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bw_export_rhythm_csv (out, data, &error);
  char **lines;

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (text, "\n"));
  text[strlen (text) - 1] = '\0';
  lines = g_strsplit (text, "\n", -1);
  return lines;
}

/* Where in the line of names one stands. */
static guint
find_column (char       *heads,
             const char *name)
{
  g_auto (GStrv) names = g_strsplit (heads, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return i;
  g_assert_not_reached ();
}

/* A cell of lines without quotes. Returns: (transfer full) */
static char *
get_cell (char       **lines,
          guint        line,
          const char  *name)
{
  g_auto (GStrv) cells = g_strsplit (lines[line], ",", -1);

  g_assert_null (strchr (lines[line], '"'));
  return g_strdup (cells[find_column (lines[0], name)]);
}

static double
get_number (char       **lines,
            guint        line,
            const char  *name)
{
  g_autofree char *cell = get_cell (lines, line, name);

  g_assert_cmpstr (cell, !=, "");
  return g_ascii_strtod (cell, NULL);
}

static void
test_intervals (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (TRUE, BW_CORRECTION_STANDARD, N);
  const BwExportRhythm out = { .rhythm = rhythm, .to_ms = G_MAXDOUBLE };
  g_auto (GStrv) lines = write_csv (&out, BW_RHYTHM_DATA_INTERVALS);
  guint n_nn = 0, n_rr = 0, n_inserted = 0;
  double last_s = -1;
  g_autofree char *first = NULL, *second = NULL;

  g_assert_cmpstr (lines[0], ==, "time_s,time,rr_ms,nn_ms,interpolated,verdict,by_hand");
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_autofree char *nn = get_cell (lines, i, "nn_ms"), *rr = get_cell (lines, i, "rr_ms");
      g_autofree char *verdict = get_cell (lines, i, "verdict");
      double time_s = get_number (lines, i, "time_s");

      g_assert_cmpfloat (time_s, >, last_s);
      last_s = time_s;
      /* What stands in the file is what the metrics come from, to the digit, at its time. */
      if (*nn != '\0')
        {
          bw_assert_near (g_ascii_strtod (nn, NULL), rhythm->nn->rr_ms[n_nn], 1e-9);
          bw_assert_near (time_s, rhythm->nn->end_ms[n_nn] / 1000, 1e-6);
          g_assert_cmpfloat (get_number (lines, i, "interpolated"), ==,
                             rhythm->nn->interpolated[n_nn]);
          n_nn++;
        }
      if (*rr != '\0')
        bw_assert_near (g_ascii_strtod (rr, NULL), rhythm->rr->rr_ms[n_rr++], 1e-9);
      n_inserted += g_str_equal (verdict, "inserted");
    }
  g_assert_cmpuint (n_nn, ==, rhythm->nn->n);
  g_assert_cmpuint (n_rr, ==, N);
  g_assert_cmpuint (n_inserted, ==, 1);

  first = get_cell (lines, 1, "time");
  second = get_cell (lines, 2, "time");
  g_assert_cmpstr (first, ==, "2023-09-21T10:12:10.250+02:00");
  /* 800.5 ms later. */
  g_assert_true (g_str_has_prefix (second, "2023-09-21T10:12:11.05"));
}

/* Without correction both are the same. */
static void
test_uncorrected (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (FALSE, BW_CORRECTION_NONE, N);
  const BwExportRhythm out = { .rhythm = rhythm, .to_ms = G_MAXDOUBLE };
  g_auto (GStrv) lines = write_csv (&out, BW_RHYTHM_DATA_INTERVALS);

  g_assert_cmpstr (lines[0], ==, "time_s,rr_ms,nn_ms,interpolated,verdict,by_hand");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + N + 2); /* each segment begins with a beat */
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_autofree char *nn = get_cell (lines, i, "nn_ms"), *rr = get_cell (lines, i, "rr_ms");

      g_assert_cmpstr (nn, ==, rr);
    }
}

static void
test_beats (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (TRUE, BW_CORRECTION_STANDARD, N);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBeatEdits) deleted = bw_beat_edits_delete (rhythm->edits, rhythm->edited, 20, &error);
  g_autoptr (BwRhythm) edited = NULL;
  BwExportRhythm out = { .to_ms = G_MAXDOUBLE };
  g_auto (GStrv) lines = NULL;
  guint n_ectopic = 0;

  g_assert_no_error (error);
  edited = bw_rhythm_change (rhythm, deleted, NULL);
  out.rhythm = edited;
  lines = write_csv (&out, BW_RHYTHM_DATA_BEATS);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + edited->n_beats);
  for (guint i = 0; i < edited->n_beats; i++)
    {
      const BwEditedBeat *beat = &edited->beats[i];
      g_autofree char *verdict = get_cell (lines, i + 1, "verdict");
      g_autofree char *by_hand = get_cell (lines, i + 1, "by_hand");

      g_assert_cmpfloat (get_number (lines, i + 1, "beat"), ==, i);
      bw_assert_near (get_number (lines, i + 1, "time_s"), beat->time_ms / 1000, 1e-6);
      g_assert_cmpstr (verdict, ==, bw_beat_verdict_get_id (beat->verdict));
      g_assert_cmpfloat (get_number (lines, i + 1, "removed"), ==, i == 20);
      g_assert_cmpstr (by_hand, ==, i == 20 ? "delete" : "");
      g_assert_cmpfloat (get_number (lines, i + 1, "after_gap"), ==, !beat->follows);
      n_ectopic += g_str_equal (verdict, "ectopic");
    }
  g_assert_cmpuint (n_ectopic, >=, 1);
}

/* Of the day of the recording, where that is known. */
static void
test_age (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (TRUE, BW_CORRECTION_STANDARD, N);
  g_autoptr (BwRhythm) without = make_rhythm (FALSE, BW_CORRECTION_STANDARD, N);
  int year, month, day;
  g_autofree char *born = NULL;

  bw_time_civil_from_days (rhythm->start_ms / BW_TIME_DAY, &year, &month, &day);
  born = g_strdup_printf ("%04d-%02d-%02d", year - 40, month, day);
  g_assert_cmpfloat (fabs (bw_export_rhythm_get_age (rhythm, born) - 40), <, 0.01);
  g_assert_cmpfloat (bw_export_rhythm_get_age (rhythm, NULL), <, 0);
  g_assert_cmpfloat (bw_export_rhythm_get_age (rhythm, "40 years ago"), <, 0);
  g_assert_cmpfloat (bw_export_rhythm_get_age (without, born), <, 0);
}

static void
test_metrics (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (TRUE, BW_CORRECTION_STANDARD, N);
  g_autoptr (BwHrv) hrv = bw_rhythm_analyse (rhythm, 0, G_MAXDOUBLE);
  const BwExportRhythm out = { .rhythm = rhythm, .to_ms = G_MAXDOUBLE, .hrv = hrv, .age_years = -1 };
  g_auto (GStrv) lines = write_csv (&out, BW_RHYTHM_DATA_METRICS);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = bw_export_rhythm_json (&out, BW_RHYTHM_DATA_METRICS, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *metrics;
  gboolean found = FALSE;

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + BW_N_METRICS);
  g_assert_true (json_parser_load_from_data (parser, json, -1, &error));
  metrics = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                          "metrics");
  g_assert_cmpuint (json_array_get_length (metrics), ==, BW_N_METRICS);
  for (guint i = 0; i < BW_N_METRICS; i++)
    {
      JsonObject *metric = json_array_get_object_element (metrics, i);
      double value = 0;
      gboolean known = bw_metric_get_value (i, hrv, &value);

      g_assert_cmpstr (json_object_get_string_member (metric, "key"), ==, bw_metric_get_key (i));
      g_assert_cmpint (json_object_get_null_member (metric, "value"), ==, !known);
      if (known)
        bw_assert_near (json_object_get_double_member (metric, "value"), value, 1e-9 * fabs (value));
      found |= i == BW_METRIC_RMSSD && known;
    }
  g_assert_true (found);
}

static void
test_track (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (TRUE, BW_CORRECTION_STANDARD, N);
  g_autoptr (BwHrvTrack) track = bw_hrv_track_new (rhythm->nn, 60, 10, NULL);
  const BwExportRhythm out = { .rhythm = rhythm, .to_ms = G_MAXDOUBLE, .track = track };
  g_auto (GStrv) lines = write_csv (&out, BW_RHYTHM_DATA_TRACK);

  g_assert_cmpuint (track->n, >, 5);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + track->n);
  for (guint i = 0; i < track->n; i++)
    if (track->has_time[i])
      bw_assert_near (get_number (lines, i + 1, "rmssd_ms"), track->rmssd_ms[i], 1e-9);
}

/* Part of it; and none of it. */
static void
test_part (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (TRUE, BW_CORRECTION_STANDARD, N);
  BwExportRhythm out = { .rhythm = rhythm, .from_ms = 10000, .to_ms = 20000 };
  g_auto (GStrv) lines = write_csv (&out, BW_RHYTHM_DATA_BEATS);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (lines), >, 10);
  g_assert_cmpuint (g_strv_length (lines), <, 15);
  g_assert_cmpfloat (get_number (lines, 1, "time_s"), >=, 10);
  g_assert_cmpfloat (get_number (lines, g_strv_length (lines) - 1, "time_s"), <=, 20);

  /* the intervals are those that metrics of the part are made of, whether a beat bounds it or not */
  for (out.from_ms = 10000; out.from_ms < 13000; out.from_ms += 100.5)
    {
      g_auto (GStrv) intervals = write_csv (&out, BW_RHYTHM_DATA_INTERVALS);
      g_autoptr (BwHrv) hrv = bw_rhythm_analyse (rhythm, out.from_ms, out.to_ms);

      g_assert_cmpuint (g_strv_length (intervals), ==, 1 + hrv->n);
    }
  out.from_ms = rhythm->beats[12].time_ms;
  {
    g_auto (GStrv) intervals = write_csv (&out, BW_RHYTHM_DATA_INTERVALS);

    bw_assert_near (get_number (intervals, 1, "time_s"), rhythm->beats[13].time_ms / 1000, 1e-6);
  }

  out.from_ms = out.to_ms = 1e9;
  g_assert_null (bw_export_rhythm_csv (&out, BW_RHYTHM_DATA_BEATS, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (bw_export_rhythm_json (&out, BW_RHYTHM_DATA_INTERVALS, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

/* Names of files come from anywhere: they stand in the JSON whole, and in no table at all. */
static void
test_hostile_name (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (FALSE, BW_CORRECTION_STANDARD, 30);
  g_autoptr (BwHrv) hrv = bw_rhythm_analyse (rhythm, 0, G_MAXDOUBLE);
  g_autoptr (BwHrvTrack) track = bw_hrv_track_new (rhythm->nn, 10, 5, NULL);
  const BwExportRhythm out = { rhythm, 0, G_MAXDOUBLE, hrv, track, -1 };
  g_autoptr (GError) error = NULL;
  g_autofree char *json = bw_export_rhythm_json (&out, BW_RHYTHM_DATA_BEATS, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;

  g_assert_true (json_parser_load_from_data (parser, json, -1, &error));
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (root, "name"), ==, rhythm->name);
  g_assert_true (json_object_get_null_member (root, "start"));
  g_assert_cmpstr (json_object_get_string_member (root, "threshold"), ==, "standard");
  for (guint i = 0; i < BW_RHYTHM_N_DATA; i++)
    {
      g_autofree char *csv = bw_export_rhythm_csv (&out, i, &error);
      BwRhythmData again;

      g_assert_no_error (error);
      g_assert_null (strstr (csv, "calc"));
      for (const char *at = csv; at != NULL; at = strchr (at, '\n'))
        {
          at += *at == '\n';
          g_assert_null (strchr ("=+@", *at != '\0' ? *at : 'x'));
        }
      g_assert_true (bw_rhythm_data_from_id (bw_rhythm_data_get_id (i), &again));
      g_assert_cmpint (again, ==, i);
    }
}

/* A point is a point in every language. */
static void
test_locale (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (TRUE, BW_CORRECTION_STANDARD, N);
  const BwExportRhythm out = { .rhythm = rhythm, .to_ms = G_MAXDOUBLE };
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = bw_export_rhythm_csv (&out, BW_RHYTHM_DATA_INTERVALS, &error);
  g_autofree char *german = NULL;

  g_assert_no_error (error);
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("no German locale");
      return;
    }
  german = bw_export_rhythm_csv (&out, BW_RHYTHM_DATA_INTERVALS, &error);
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (plain, ==, german);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rhythm/intervals", test_intervals);
  g_test_add_func ("/rhythm/uncorrected", test_uncorrected);
  g_test_add_func ("/rhythm/beats", test_beats);
  g_test_add_func ("/rhythm/age", test_age);
  g_test_add_func ("/rhythm/metrics", test_metrics);
  g_test_add_func ("/rhythm/track", test_track);
  g_test_add_func ("/rhythm/part", test_part);
  g_test_add_func ("/rhythm/hostile-name", test_hostile_name);
  g_test_add_func ("/rhythm/locale", test_locale);
  return g_test_run ();
}
