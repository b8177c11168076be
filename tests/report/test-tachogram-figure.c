/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "report/bw-tachogram-figure.h"

#include <math.h>
#include <string.h>

#define N 60
#define ECTOPIC 20   /* beats */
#define GAP 40

/* 800 ms each, with an ectopic beat and a gap of 9 s; and what a person made of it. */
static BwRhythm *
make_rhythm (gboolean edited)
{
  double values[N];
  g_autoptr (BwRr) rr = NULL;
  g_autoptr (BwRhythmSource) source = NULL;
  g_autoptr (BwRhythm) rhythm = NULL;
  g_autoptr (BwBeatEdits) marked = NULL, deleted = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N; i++)
    values[i] = i % 2 ? 790 : 810;
  values[ECTOPIC - 1] = 500;
  values[ECTOPIC] = 1100;
  values[GAP - 1] = 9000;
  rr = bw_rr_from_numbers (values, N, NULL);
  source = bw_rhythm_source_new (BW_RHYTHM_RR, "made up", bw_measured_beats_new (rr, 0));
  source->start_ms = 1000000;
  source->time_known = TRUE;
  source->offset_min = 60;
  rhythm = bw_rhythm_new (source, NULL, NULL);
  if (!edited)
    return g_steal_pointer (&rhythm);
  marked = bw_beat_edits_mark (rhythm->edits, rhythm->edited, 5, 6, BW_BEAT_EXTRA, &error);
  g_assert_no_error (error);
  deleted = bw_beat_edits_delete (marked, rhythm->edited, 10, &error);
  g_assert_no_error (error);
  return bw_rhythm_change (rhythm, deleted, NULL);
}

/* The arrays are the rhythm's; what was corrected is the only part of the measured line to be drawn. */
static void
test_plot (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (FALSE);
  g_autoptr (BwTachogramFigure) figure = bw_tachogram_figure_new (rhythm);
  const BwPlotTachogramLine *beats = bw_tachogram_figure_get_beats (figure);
  BwPlotTachogramOverview overview;
  BwPlotTachogram plot;
  guint n_drawn = 0;

  bw_tachogram_figure_get_plot (figure, 0, 0, &plot);
  g_assert_cmpuint (plot.measured.n, ==, N - 1); /* the gap is none */
  g_assert_cmpuint (plot.corrected.n, ==, N - 1);
  g_assert_cmpuint (beats->n, ==, N + 1);
  for (guint i = 0; i < plot.measured.n; i++)
    {
      gboolean corrected = plot.measured.time_ms[i] == beats->time_ms[ECTOPIC]
                           || plot.measured.time_ms[i] == beats->time_ms[ECTOPIC + 1];

      g_assert_cmpint (plot.measured.hidden[i], ==, !corrected);
      n_drawn += !plot.measured.hidden[i];
      /* Line after line, but for the first and the first after the gap. */
      g_assert_cmpint (plot.measured.follows[i], ==, i != 0 && i != GAP - 1);
      g_assert_cmpint (plot.corrected.follows[i], ==, i != 0 && i != GAP - 1);
    }
  g_assert_cmpuint (n_drawn, ==, 2);
  bw_assert_near (plot.measured.rr_ms[ECTOPIC - 1], 500, 1e-9);
  bw_assert_near (plot.corrected.rr_ms[ECTOPIC - 1], 800, 1e-6);

  g_assert_cmpuint (plot.n_marks, ==, 1);
  g_assert_cmpint (plot.marks[0].kind, ==, BW_PLOT_BEAT_ECTOPIC);
  bw_assert_near (plot.marks[0].time_ms, beats->time_ms[ECTOPIC], 0);
  bw_assert_near (plot.marks[0].rr_ms, 500, 1e-9);
  g_assert_cmpuint (plot.kind_counts[BW_PLOT_BEAT_ECTOPIC], ==, 1);
  g_assert_cmpuint (plot.n_by_hand, ==, 0);

  g_assert_cmpuint (plot.n_gaps, ==, 1);
  bw_assert_near (plot.gaps[0].from_ms, beats->time_ms[GAP - 1], 0);
  bw_assert_near (plot.gaps[0].to_ms - plot.gaps[0].from_ms, 9000, 1e-9);

  bw_assert_near (plot.from_ms, 0, 0);
  bw_assert_near (plot.to_ms, beats->time_ms[N], 0);
  g_assert_cmpint (plot.start_ms, ==, 1000000);
  g_assert_nonnull (plot.zone);
  g_assert_cmpint (g_time_zone_get_offset (plot.zone, 0), ==, 3600);
  bw_tachogram_figure_get_plot (figure, 5000, 6000, &plot);
  bw_assert_near (plot.from_ms, 5000, 0);
  bw_assert_near (plot.to_ms, 6000, 0);

  bw_tachogram_figure_get_overview (figure, &overview);
  g_assert_cmpuint (overview.corrected.n, ==, N - 1);
  g_assert_cmpuint (overview.n_marks, ==, 1);
  g_assert_cmpuint (overview.n_gaps, ==, 1);
  bw_assert_near (overview.length_ms, beats->time_ms[N], 0);
}

/* By hand: ringed, counted, and a beat that is deleted is a gap with a place of its own. */
static void
test_edited (void)
{
  g_autoptr (BwRhythm) rhythm = make_rhythm (TRUE);
  g_autoptr (BwTachogramFigure) figure = bw_tachogram_figure_new (rhythm);
  const BwPlotTachogramLine *beats = bw_tachogram_figure_get_beats (figure);
  BwPlotTachogram plot;

  bw_tachogram_figure_get_plot (figure, 0, 0, &plot);
  g_assert_cmpuint (plot.n_marks, ==, 4);
  g_assert_cmpuint (plot.n_by_hand, ==, 3);
  g_assert_cmpuint (plot.kind_counts[BW_PLOT_BEAT_EXTRA], ==, 2);
  g_assert_cmpuint (plot.kind_counts[BW_PLOT_BEAT_NORMAL], ==, 0);
  g_assert_true (plot.marks[0].by_hand && !plot.marks[0].removed);
  g_assert_true (plot.marks[2].by_hand && plot.marks[2].removed);
  bw_assert_near (plot.marks[2].time_ms, beats->time_ms[10], 0);
  bw_assert_near (plot.marks[2].rr_ms, 790, 1e-9);
  g_assert_cmpuint (plot.n_gaps, ==, 2);
  bw_assert_near (plot.gaps[0].from_ms, beats->time_ms[9], 0);
  bw_assert_near (plot.gaps[0].to_ms, beats->time_ms[11], 0);
  /* Of the part with the beat that is deleted, on paper: nothing but that. */
  bw_plot_tachogram_count (&plot, beats->time_ms[10], beats->time_ms[10]);
  g_assert_cmpuint (plot.n_by_hand, ==, 1);
  for (guint kind = 0; kind < BW_PLOT_BEAT_N_KINDS; kind++)
    g_assert_cmpuint (plot.kind_counts[kind], ==, 0);
}

static void
test_render (void)
{
  static const char *const starts[] = { "\x89PNG", "<?xml", "%PDF" };
  g_autoptr (BwRhythm) rhythm = make_rhythm (TRUE);
  g_autoptr (BwTachogramFigure) figure = bw_tachogram_figure_new (rhythm);
  g_autoptr (BwRr) none = bw_rr_new (0);
  g_autoptr (BwRhythmSource) source
      = bw_rhythm_source_new (BW_RHYTHM_RR, NULL, bw_measured_beats_new (none, 0));
  g_autoptr (BwRhythm) empty = bw_rhythm_new (source, NULL, NULL);
  g_autoptr (BwTachogramFigure) nothing = bw_tachogram_figure_new (empty);
  g_autoptr (GError) error = NULL;

  for (guint format = 0; format < G_N_ELEMENTS (starts); format++)
    {
      g_autoptr (GBytes) bytes
          = bw_tachogram_figure_render (figure, 0, 0, (BwPlotFormat) format,
                                        bw_plot_palette_get (FALSE, FALSE), &error);
      gsize size;
      const char *data;

      g_assert_no_error (error);
      data = g_bytes_get_data (bytes, &size);
      g_assert_cmpuint (size, >, 1000);
      g_assert_cmpint (memcmp (data, starts[format], strlen (starts[format])), ==, 0);
    }
  g_assert_null (bw_tachogram_figure_render (nothing, 0, 0, BW_PLOT_FORMAT_PNG,
                                             bw_plot_palette_get (FALSE, FALSE), &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_assert_cmpfloat (bw_tachogram_figure_get_length_ms (nothing), >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/tachogram-figure/plot", test_plot);
  g_test_add_func ("/report/tachogram-figure/edited", test_edited);
  g_test_add_func ("/report/tachogram-figure/render", test_render);
  return g_test_run ();
}
