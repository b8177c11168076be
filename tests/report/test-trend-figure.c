/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test.h"
#include "report/bw-trend-figure.h"
#include "store/bw-annotations.h"

#define N_DAYS 40

static BwTrend *
make_trend (guint n)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  BwTrend *trend = bw_trend_new_empty (BW_MEASURE_SDNN, zone);

  trend->of_nights = TRUE;
  for (guint i = 0; i < n; i++)
    {
      BwTrendDay day = { .start_ms = i * BW_TIME_DAY, .end_ms = (i + 1) * BW_TIME_DAY, .day = i };

      day.n = i % 5 == 0 ? 0 : 2;
      day.ln_mean = 3.5 + 0.01 * i;
      day.has_score = i > 13;
      day.score = 70;
      day.has_week = i > 2;
      day.week_mean = 3.5;
      day.week_cv_percent = 0.1 * i;
      day.has_normal = i > 13;
      day.normal_low = 3.4;
      day.normal_high = 3.6;
      g_array_append_val (trend->days, day);
      for (guint k = 0; k < day.n; k++)
        {
          BwTrendReading reading = { day.start_ms + (3 + 10 * k) * BW_TIME_HOUR, 100 + 2 * i + k,
                                     3.5 + 0.01 * i, k == 0 };

          g_array_append_val (trend->readings, reading);
        }
    }
  return trend;
}

static void
test_plot (void)
{
  g_autoptr (BwTrend) trend = make_trend (N_DAYS);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_annotation_free);
  BwAnnotation *note = bw_annotation_new ();
  g_autoptr (BwTrendFigure) figure = NULL, again = NULL;
  BwPlotTrend plot;

  note->start_ms = 5 * BW_TIME_DAY;
  note->end_ms = 6 * BW_TIME_DAY;
  g_ptr_array_add (notes, note);
  figure = bw_trend_figure_new (trend, notes);
  again = bw_trend_figure_ref (figure);

  g_assert_true (bw_trend_figure_get_plot (figure, BW_TREND_FIGURE_SCORE, 0, &plot, NULL));
  g_assert_cmpuint (plot.n_days, ==, N_DAYS);
  g_assert_cmpint (plot.from_ms, ==, 0);
  g_assert_cmpint (plot.to_ms, ==, N_DAYS * BW_TIME_DAY);
  g_assert_cmpstr (plot.value_title, ==, "ln SDNN");
  g_assert_cmpstr (plot.value_name, ==, "Night");
  g_assert_cmpuint (plot.n_notes, ==, 1);
  g_assert_cmpint (plot.notes[0].end_ms, ==, 6 * BW_TIME_DAY);
  g_assert_false (plot.days[10].has_value);
  g_assert_true (plot.days[11].has_value);
  g_assert_cmpfloat (plot.days[11].value, ==, 3.61);

  /* The last of them, and no more than there are. */
  g_assert_true (bw_trend_figure_get_plot (figure, BW_TREND_FIGURE_SCORE, 7, &plot, NULL));
  g_assert_cmpuint (plot.n_days, ==, 7);
  g_assert_cmpint (plot.from_ms, ==, (N_DAYS - 7) * BW_TIME_DAY);
  g_assert_true (bw_trend_figure_get_plot (figure, BW_TREND_FIGURE_SCORE, 1000, &plot, NULL));
  g_assert_cmpuint (plot.n_days, ==, N_DAYS);
  g_assert_nonnull (plot.score_title);
  g_assert_null (plot.cv_title);
  g_assert_null (plot.readings);
}

/* The readings of the days shown, and where they stand among all. */
static void
test_readings (void)
{
  g_autoptr (BwTrend) trend = make_trend (N_DAYS);
  g_autoptr (BwTrendFigure) figure = bw_trend_figure_new (trend, NULL);
  BwPlotTrend plot;
  guint first;

  g_assert_true (
      bw_trend_figure_get_plot (figure, BW_TREND_FIGURE_READINGS, 0, &plot, &first));
  g_assert_null (plot.score_title);
  g_assert_nonnull (plot.cv_title);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (plot.n_readings, ==, 2 * N_DAYS * 4 / 5);
  g_assert_cmpfloat (plot.days[20].week_cv_percent, ==, 0.1 * 20);

  g_assert_true (
      bw_trend_figure_get_plot (figure, BW_TREND_FIGURE_READINGS, 7, &plot, &first));
  g_assert_cmpuint (first + plot.n_readings, ==, trend->readings->len);
  g_assert_cmpuint (plot.n_readings, ==, 2 * 6);
  for (guint i = 0; i < plot.n_readings; i++)
    {
      const BwTrendReading *reading = &g_array_index (trend->readings, BwTrendReading, first + i);

      g_assert_cmpint (plot.readings[i].time_ms, >=, plot.from_ms);
      g_assert_cmpint (plot.readings[i].time_ms, ==, reading->time_ms);
      g_assert_cmpfloat (plot.readings[i].value, ==, reading->ln_ms);
      g_assert_cmpint (plot.readings[i].at_night, ==, reading->at_night);
    }
}

static void
test_render (void)
{
  static const struct
  {
    BwPlotFormat format;
    const char *begins;
  } formats[] = {
    { BW_PLOT_FORMAT_PNG, "\x89PNG" },
    { BW_PLOT_FORMAT_SVG, "<?xml" },
    { BW_PLOT_FORMAT_PDF, "%PDF" },
  };
  g_autoptr (BwTrend) trend = make_trend (N_DAYS), none = make_trend (0);
  g_autoptr (BwTrendFigure) figure = bw_trend_figure_new (trend, NULL);
  g_autoptr (BwTrendFigure) empty = bw_trend_figure_new (none, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) bytes
          = bw_trend_figure_render (figure, i % 2 ? BW_TREND_FIGURE_SCORE : BW_TREND_FIGURE_READINGS,
                                    30, formats[i].format, bw_plot_palette_get (FALSE, FALSE),
                                    &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 2000);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 4, formats[i].begins, 4);
    }
  g_assert_null (bw_trend_figure_render (empty, BW_TREND_FIGURE_SCORE, 30, BW_PLOT_FORMAT_PNG,
                                         bw_plot_palette_get (FALSE, FALSE), &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trend-figure/plot", test_plot);
  g_test_add_func ("/trend-figure/readings", test_readings);
  g_test_add_func ("/trend-figure/render", test_render);
  return g_test_run ();
}
