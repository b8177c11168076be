/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "report/bw-forecast-figure.h"

#include <string.h>

#define ISSUED G_GINT64_CONSTANT (1710266400000) /* 2024-03-12T18:00:00Z */

static BwOutlook *
make_outlook (void)
{
  BwOutlook *outlook = g_new0 (BwOutlook, 1);
  BwForecast *forecast = bw_forecast_new ();

  forecast->issued_ms = ISSUED;
  forecast->measure = BW_MEASURE_RMSSD;
  forecast->model = g_strdup ("level");
  forecast->has_score = TRUE;
  forecast->n_hours = BW_FORECAST_HOURS;
  for (guint i = 0; i < BW_FORECAST_HOURS; i++)
    {
      BwForecastHour *hour = &forecast->hours[i];

      hour->time_ms = ISSUED + i * BW_TIME_HOUR;
      hour->score = 80 - 2.0 * i;
      hour->score_low = hour->score - 15;
      hour->score_high = hour->score + 10;
      hour->p_red = i / 40.0;
    }
  outlook->forecast = forecast;
  outlook->zone = g_time_zone_new_utc ();
  outlook->past = g_array_new (FALSE, FALSE, sizeof (BwPastHour));
  outlook->readings = g_array_new (FALSE, FALSE, sizeof (BwPastReading));
  outlook->nights = g_array_new (FALSE, FALSE, sizeof (BwNight));
  for (int i = -48; i <= 0; i++)
    {
      BwPastHour hour = { ISSUED + i * BW_TIME_HOUR, i % 10 != 0, 60 };

      g_array_append_val (outlook->past, hour);
    }
  g_array_append_val (outlook->readings, ((BwPastReading) { ISSUED - 5000, 42, 55 }));
  g_array_append_val (outlook->nights,
                      ((BwNight) { ISSUED - BW_TIME_DAY, ISSUED - 5 * BW_TIME_HOUR }));
  return outlook;
}

/* Hours without a level and the hour of issue itself leave gaps; hours ahead are flagged by either
 * threshold. */
static void
test_plot (void)
{
  g_autoptr (BwOutlook) outlook = make_outlook ();
  const BwThresholds thresholds = { 50, 0.5 };
  g_autoptr (BwForecastFigure) figure = bw_forecast_figure_new (outlook, &thresholds);
  BwPlotForecast plot;
  BwPlotSpan span;

  span = bw_forecast_figure_get_span (figure, 2);
  bw_forecast_figure_get_plot (figure, &span, &plot);
  g_assert_cmpint (plot.from_ms, ==, ISSUED - 2 * BW_TIME_DAY);
  g_assert_cmpint (plot.to_ms, ==, ISSUED + BW_TIME_DAY);
  g_assert_cmpuint (plot.n_past, ==, 44);
  g_assert_cmpuint (plot.n_readings, ==, 1);
  g_assert_cmpuint (plot.n_nights, ==, 1);
  g_assert_cmpuint (plot.n_hours, ==, 24);
  g_assert_cmpfloat (plot.alert_score, ==, 50);
  g_assert_false (plot.hours[15].flagged); /* score 50, P(red) 0.375 */
  g_assert_true (plot.hours[16].flagged);  /* score 48 */
  g_assert_cmpint (bw_forecast_figure_get_issued (figure), ==, ISSUED);
  g_assert_cmpstr (plot.now_label, ==, "12 March, 18:00");
  g_assert_false (plot.has_cursor);
}

/* The borders of the zones are drawn anyway. */
static void
test_alert_line (void)
{
  g_autoptr (BwOutlook) outlook = make_outlook ();
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  g_autoptr (BwForecastFigure) figure = bw_forecast_figure_new (outlook, &thresholds);
  BwPlotForecast plot;
  BwPlotSpan span;

  span = bw_forecast_figure_get_span (figure, 7);
  bw_forecast_figure_get_plot (figure, &span, &plot);
  g_assert_cmpfloat (plot.alert_score, ==, 0);
  g_assert_true (plot.hours[12].flagged); /* P(red) 0.3 */
  g_assert_false (plot.hours[11].flagged);
}

/* While the baseline is learnt there are no scores to draw. */
static void
test_calibrating (void)
{
  g_autoptr (BwOutlook) outlook = make_outlook ();
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  g_autoptr (BwForecastFigure) figure = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  BwPlotForecast plot;
  BwPlotSpan span;

  outlook->forecast->calibrating = TRUE;
  outlook->forecast->has_score = FALSE;
  figure = bw_forecast_figure_new (outlook, &thresholds);
  span = bw_forecast_figure_get_span (figure, 7);
  bw_forecast_figure_get_plot (figure, &span, &plot);
  g_assert_cmpuint (plot.n_hours, ==, 0);
  bytes = bw_forecast_figure_render (figure, 7, BW_PLOT_FORMAT_PNG,
                                     bw_plot_palette_get (TRUE, FALSE), &error);
  g_assert_no_error (error);
  g_assert_nonnull (bytes);
}

/* What came, the LSTM's own line, eras and notes; and the span of all there is. */
static void
test_beside (void)
{
  g_autoptr (BwOutlook) outlook = make_outlook ();
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  g_autoptr (BwForecastFigure) figure = NULL;
  BwAnnotation *note = bw_annotation_new ();
  BwPlotForecast plot;
  BwPlotSpan span;

  outlook->eras = g_array_new (FALSE, FALSE, sizeof (BwPastEra));
  g_array_append_val (outlook->eras, ((BwPastEra) { ISSUED - 9000, TRUE }));
  g_array_append_val (outlook->eras, ((BwPastEra) { ISSUED - 8000, FALSE }));
  outlook->annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_annotation_free);
  note->start_ms = ISSUED - 7000;
  note->end_ms = ISSUED - 6000;
  g_ptr_array_add (outlook->annotations, note);
  outlook->after = g_array_new (FALSE, FALSE, sizeof (BwPastHour));
  g_array_append_val (outlook->after, ((BwPastHour) { ISSUED, TRUE, 70 }));
  g_array_append_val (outlook->after, ((BwPastHour) { ISSUED + BW_TIME_HOUR, FALSE, 0 }));
  outlook->after_readings = g_array_new (FALSE, FALSE, sizeof (BwPastReading));
  outlook->came = g_array_new (FALSE, FALSE, sizeof (BwCame));
  /* The first came before the first whole hour: it is none of the forecast's. */
  g_array_append_val (outlook->after_readings, ((BwPastReading) { ISSUED + 10, 40, 60 }));
  g_array_append_val (outlook->after_readings, ((BwPastReading) { ISSUED + 20, 41, 61 }));
  g_array_append_val (outlook->came, ((BwCame) { ISSUED + 20, 41, 0, TRUE }));
  outlook->reading_low[3] = 12;
  outlook->reading_high[3] = 90;
  outlook->forecast->has_net = TRUE;
  outlook->forecast->net_score[5] = 33;

  figure = bw_forecast_figure_new (outlook, &thresholds);
  span = bw_forecast_figure_get_span (figure, 0);
  g_assert_cmpint (span.start_ms, ==, ISSUED - 48 * BW_TIME_HOUR);
  g_assert_cmpint (span.end_ms, ==, ISSUED + BW_TIME_DAY);
  bw_forecast_figure_get_plot (figure, &span, &plot);
  g_assert_cmpuint (plot.n_eras, ==, 2);
  g_assert_cmpstr (plot.eras[0].label, ==, "New watch");
  g_assert_cmpstr (plot.eras[1].label, ==, "New software");
  g_assert_cmpuint (plot.n_notes, ==, 1);
  g_assert_cmpint (plot.notes[0].end_ms, ==, ISSUED - 6000);
  g_assert_cmpuint (plot.n_after, ==, 1);
  g_assert_cmpuint (plot.n_came, ==, 1);
  g_assert_cmpint (plot.came[0].time_ms, ==, ISSUED + 20);
  g_assert_cmpfloat (plot.came[0].value, ==, 61);
  g_assert_true (plot.came[0].inside);
  g_assert_cmpfloat (plot.reading_low[3], ==, 12);
  g_assert_cmpfloat (plot.reading_high[3], ==, 90);
  g_assert_null (plot.net);
  g_assert_cmpfloat (bw_forecast_figure_get_net (figure)[5], ==, 33);

  /* Where it is the line that is shown, there is no second one. */
  g_free (outlook->forecast->model);
  outlook->forecast->model = g_strdup ("lstm");
  bw_forecast_figure_unref (figure);
  figure = bw_forecast_figure_new (outlook, &thresholds);
  g_assert_null (bw_forecast_figure_get_net (figure));
}

static void
test_formats (void)
{
  static const struct
  {
    BwPlotFormat format;
    const char *start;
  } formats[] = {
    { BW_PLOT_FORMAT_PNG, "\x89PNG\r\n\x1a\n" },
    { BW_PLOT_FORMAT_SVG, "<?xml" },
    { BW_PLOT_FORMAT_PDF, "%PDF-" },
  };
  g_autoptr (BwOutlook) outlook = make_outlook ();
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  g_autoptr (BwForecastFigure) figure = bw_forecast_figure_new (outlook, &thresholds);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = bw_forecast_figure_render (figure, 7, formats[i].format,
                                                            bw_plot_palette_get (FALSE, FALSE),
                                                            &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 1000);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), strlen (formats[i].start), formats[i].start,
                       strlen (formats[i].start));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast-figure/plot", test_plot);
  g_test_add_func ("/forecast-figure/alert-line", test_alert_line);
  g_test_add_func ("/forecast-figure/calibrating", test_calibrating);
  g_test_add_func ("/forecast-figure/beside", test_beside);
  g_test_add_func ("/forecast-figure/formats", test_formats);
  return g_test_run ();
}
