/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test-pdf.h"
#include "bw-test.h"
#include "report/bw-rhythm-report.h"

#include <math.h>
#include <string.h>

#define N 400
#define EARLY 60
#define MISSED 200
#define START_MS G_GINT64_CONSTANT (1695283930250) /* 2023-09-21T08:12:10.250Z */

static BwRhythm *
make_rhythm_of (const BwRr *rr,
                gboolean    time_known)
{
  g_autoptr (BwRhythmSource) source = bw_rhythm_source_new (BW_RHYTHM_RR, "night.txt",
                                                            bw_measured_beats_new (rr, 0));

  source->device = g_strdup ("Chest strap");
  source->time_known = time_known;
  source->start_ms = time_known ? START_MS : 0;
  source->offset_min = 120;
  return bw_rhythm_new (source, NULL, NULL);
}

/* A breathing heart. */
static BwRr *
make_rr (guint n)
{
  BwRr *rr = bw_rr_new (n);
  double end_ms = 0;

  for (guint i = 0; i < n; i++)
    {
      rr->rr_ms[i] = 800 + 40 * sin (i * 0.7) + 11 * sin (i * 2.3) + 20 * sin (i * 0.09);
      rr->end_ms[i] = end_ms += rr->rr_ms[i];
    }
  return rr;
}

/* One beat too early with its pause after it, and one beat that is missing. */
static void
spoil (BwRr *rr)
{
  double end_ms = 0;

  rr->rr_ms[EARLY] -= 300;
  rr->rr_ms[EARLY + 1] += 300;
  rr->rr_ms[MISSED] *= 2;
  for (guint i = 0; i < rr->n; i++)
    rr->end_ms[i] = end_ms += rr->rr_ms[i];
}

static char *
render (const BwRhythm *rhythm,
        double          from_ms,
        double          to_ms,
        const char     *name)
{
  const BwReportOptions options = { .paper = BW_PAPER_A4 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = bw_rhythm_report_render (rhythm, from_ms, to_ms, 40, &options, NULL, NULL,
                                                    &error);
  g_auto (GStrv) pages = NULL;

  g_assert_no_error (error);
  bw_test_pdf_keep (pdf, name);
  pages = bw_test_pdf_read (pdf);
  if (pages == NULL)
    return NULL;
  for (guint i = 0; pages[i] != NULL; i++)
    g_assert_nonnull (strstr (pages[i], "not a medical device"));
  return bw_test_pdf_join (pages);
}

#define assert_says(text, words) g_assert_nonnull (strstr (text, words))

static void
test_clean (void)
{
  g_autoptr (BwRr) rr = make_rr (N);
  g_autoptr (BwRhythm) rhythm = make_rhythm_of (rr, TRUE);
  g_autofree char *text = render (rhythm, 0, G_MAXDOUBLE, "rhythm");
  g_autofree char *rmssd = NULL, *sdnn = NULL;
  double squares = 0, sum = 0, deviations = 0;

  if (text == NULL)
    return;
  for (guint i = 0; i < N; i++)
    sum += rr->rr_ms[i];
  for (guint i = 0; i < N; i++)
    deviations += pow (rr->rr_ms[i] - sum / N, 2);
  for (guint i = 1; i < N; i++)
    squares += pow (rr->rr_ms[i] - rr->rr_ms[i - 1], 2);
  rmssd = g_strdup_printf ("%.1f ms (RMSSD)", sqrt (squares / (N - 1)));
  sdnn = g_strdup_printf ("%.1f ms (SDNN)", sqrt (deviations / (N - 1)));
  assert_says (text, "RR recording, 21 September 2023, 10:12");
  assert_says (text, "Chest strap · night.txt · length 5:");
  assert_says (text, "401 beats in 5:");
  assert_says (text, rmssd);
  assert_says (text, sdnn);
  assert_says (text, "No artefacts were found.");
  g_assert_null (strstr (text, "What was corrected"));
  assert_says (text, "Lipponen and Tarvainen");
  g_assert_null (strstr (text, " nan"));
  g_assert_null (strstr (text, "inf "));
}

static void
test_corrected (void)
{
  g_autoptr (BwRr) rr = make_rr (N);
  g_autoptr (BwRhythm) rhythm = NULL, edited = NULL;
  g_autoptr (BwBeatEdits) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  spoil (rr);
  rhythm = make_rhythm_of (rr, TRUE);
  edits = bw_beat_edits_delete (rhythm->edits, rhythm->edited, 300, &error);
  g_assert_no_error (error);
  edited = bw_rhythm_change (rhythm, edits, NULL);
  text = render (edited, 0, G_MAXDOUBLE, "rhythm-corrected");
  if (text == NULL)
    return;
  assert_says (text, "What was corrected");
  assert_says (text, "Early or late beat 1 ");
  assert_says (text, "Beat missing before this one 1 ");
  assert_says (text, bw_beat_edit_kind_get_text (BW_EDIT_DELETE));
}

static void
test_stretch (void)
{
  g_autoptr (BwRr) rr = make_rr (N);
  g_autoptr (BwRhythm) rhythm = NULL;
  g_autofree char *text = NULL;

  spoil (rr);
  rhythm = make_rhythm_of (rr, FALSE);
  text = render (rhythm, 90000, 150000, "rhythm-stretch");
  if (text == NULL)
    return;
  assert_says (text, "this report is of 1:30 to 2:30");
  /* The early beat is in the first minute, the missing one after two and a half. */
  assert_says (text, "No artefacts were found.");
  g_assert_null (strstr (text, "2023"));
  g_assert_null (strstr (text, "1970"));
  assert_says (text, "DFA α2 of “Nonlinear”");
  g_assert_null (strstr (text, "Early or late"));
}

/* As few beats as a watch gives: nearly everything is missing, and said to be. */
static void
test_short (void)
{
  g_autoptr (BwRr) rr = make_rr (26);
  g_autoptr (BwRhythm) rhythm = make_rhythm_of (rr, TRUE);
  g_autofree char *text = render (rhythm, 0, G_MAXDOUBLE, "rhythm-short");

  if (text == NULL)
    return;
  assert_says (text, "27 beats in 0:2");
  assert_says (text, "RMSSD");
  assert_says (text, "all of “");
}

/* A day: a record that others have measured. */
static void
test_day (void)
{
  g_autofree char *path = bw_test_shared ("data/hrv/nsr001_rr_s.txt");
  g_autofree char *data = NULL, *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwRhythm) rhythm = NULL;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  lines = g_strsplit (data, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      double value = g_ascii_strtod (lines[i], NULL) * 128 / 125;

      g_array_append_val (values, value);
    }
  rr = bw_rr_from_numbers ((const double *) (void *) values->data, values->len, NULL);
  g_assert_cmpuint (rr->n, >, 90000);
  rhythm = make_rhythm_of (rr, TRUE);
  text = render (rhythm, 0, G_MAXDOUBLE, "rhythm-day");
  if (text == NULL)
    return;
  assert_says (text, "SDANN");
  assert_says (text, "Task Force 1996");
  assert_says (text, "The five minutes with most artefacts");
}

static void
test_nothing (void)
{
  const BwReportOptions options = { .paper = BW_PAPER_A4 };
  g_autoptr (BwRr) none = bw_rr_new (0), rr = make_rr (N);
  g_autoptr (BwRhythm) empty = make_rhythm_of (none, TRUE), rhythm = make_rhythm_of (rr, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_rhythm_report_render (empty, 0, G_MAXDOUBLE, -1, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (bw_rhythm_report_render (rhythm, 1000, 1001, -1, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (bw_rhythm_report_render (rhythm, 1e9, 2e9, -1, &options, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

static void
test_cancelled (void)
{
  const BwReportOptions options = { .paper = BW_PAPER_A4 };
  g_autoptr (BwRr) rr = make_rr (N);
  g_autoptr (BwRhythm) rhythm = make_rhythm_of (rr, TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (bw_rhythm_report_render (rhythm, 0, G_MAXDOUBLE, -1, &options, NULL, cancellable,
                                          &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_progress (void)
{
  const BwReportOptions options = { .paper = BW_PAPER_A4 };
  g_autoptr (BwRr) rr = make_rr (N);
  g_autoptr (BwRhythm) rhythm = make_rhythm_of (rr, TRUE);
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_auto (BwProgressState) state = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = bw_rhythm_report_render (rhythm, 0, G_MAXDOUBLE, -1, &options, progress,
                                                    NULL, &error);

  g_assert_no_error (error);
  bw_progress_get_state (progress, &state);
  bw_assert_near (state.fraction, 1, 1e-9);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rhythm-report/clean", test_clean);
  g_test_add_func ("/rhythm-report/corrected", test_corrected);
  g_test_add_func ("/rhythm-report/stretch", test_stretch);
  g_test_add_func ("/rhythm-report/short", test_short);
  g_test_add_func ("/rhythm-report/day", test_day);
  g_test_add_func ("/rhythm-report/nothing", test_nothing);
  g_test_add_func ("/rhythm-report/cancelled", test_cancelled);
  g_test_add_func ("/rhythm-report/progress", test_progress);
  return g_test_run ();
}
