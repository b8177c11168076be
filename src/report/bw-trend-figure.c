/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-trend-figure.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "report/bw-report-picture.h"
#include "store/bw-annotations.h"

#include <glib/gi18n-lib.h>

#define MARGIN 12

struct _BwTrendFigure
{
  GTimeZone *zone;
  BwMeasure measure;
  gboolean of_nights;
  GArray *days;     /* (element-type BwPlotTrendDay) */
  GArray *readings; /* (element-type BwPlotTrendReading) */
  GArray *notes;    /* (element-type BwPlotSpan) */
};

/* The civil day that begins at @start_ms, in full: the last of a trend may be cut. */
static gint64
get_noon (const BwTrendDay *day)
{
  return day->start_ms + BW_TIME_DAY / 2;
}

BwTrendFigure *
bw_trend_figure_new (const BwTrend   *trend,
                     const GPtrArray *notes)
{
  BwTrendFigure *self = g_atomic_rc_box_new0 (BwTrendFigure);

  self->zone = g_time_zone_ref (trend->zone);
  self->measure = trend->measure;
  self->of_nights = trend->of_nights;
  self->days = g_array_new (FALSE, FALSE, sizeof (BwPlotTrendDay));
  self->readings = g_array_sized_new (FALSE, FALSE, sizeof (BwPlotTrendReading),
                                      trend->readings->len);
  self->notes = g_array_new (FALSE, FALSE, sizeof (BwPlotSpan));
  for (guint i = 0; i < trend->days->len; i++)
    {
      const BwTrendDay *day = &g_array_index (trend->days, BwTrendDay, i);
      BwPlotTrendDay out = {
        .time_ms = get_noon (day),
        .has_score = day->has_score,
        .score = day->score,
        .has_value = day->n > 0,
        .value = day->ln_mean,
        .has_week = day->has_week,
        .week = day->week_mean,
        .week_cv_percent = day->week_cv_percent,
        .has_normal = day->has_normal,
        .normal_low = day->normal_low,
        .normal_high = day->normal_high,
        .new_era = day->new_era,
      };

      g_array_append_val (self->days, out);
    }
  for (guint i = 0; i < trend->readings->len; i++)
    {
      const BwTrendReading *reading = &g_array_index (trend->readings, BwTrendReading, i);
      BwPlotTrendReading out = { reading->time_ms, reading->ln_ms, reading->at_night };

      g_array_append_val (self->readings, out);
    }
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const BwAnnotation *note = g_ptr_array_index (notes, i);
      BwPlotSpan span = { note->start_ms, note->end_ms };

      g_array_append_val (self->notes, span);
    }
  return self;
}

BwTrendFigure *
bw_trend_figure_ref (BwTrendFigure *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  BwTrendFigure *self = data;

  g_time_zone_unref (self->zone);
  g_array_unref (self->days);
  g_array_unref (self->readings);
  g_array_unref (self->notes);
}

void
bw_trend_figure_unref (BwTrendFigure *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static guint
count_before (const GArray *readings,
              gint64        at_ms)
{
  guint n = 0;

  while (n < readings->len && g_array_index (readings, BwPlotTrendReading, n).time_ms < at_ms)
    n++;
  return n;
}

gboolean
bw_trend_figure_get_plot (const BwTrendFigure *self,
                          BwTrendFigureKind    kind,
                          guint                n_days,
                          BwPlotTrend         *plot,
                          guint               *first_reading)
{
  const BwPlotTrendDay *days = (const BwPlotTrendDay *) (void *) self->days->data;
  const BwPlotTrendReading *readings = (const BwPlotTrendReading *) (void *) self->readings->data;
  guint n = n_days == 0 ? self->days->len : MIN (n_days, self->days->len), first;

  *plot = (BwPlotTrend) {
    .zone = self->zone,
    .value_title = self->measure == BW_MEASURE_SDNN ? _("ln SDNN") : _("ln RMSSD"),
    .days = days + self->days->len - n,
    .n_days = n,
    .notes = (const BwPlotSpan *) (void *) self->notes->data,
    .n_notes = self->notes->len,
    .cursor = -1,
    .cursor_reading = -1,
    .selected_reading = -1,
  };
  if (first_reading != NULL)
    *first_reading = 0;
  if (n == 0)
    return FALSE;
  plot->from_ms = plot->days[0].time_ms - BW_TIME_DAY / 2;
  plot->to_ms = plot->days[n - 1].time_ms + BW_TIME_DAY / 2;
  if (kind == BW_TREND_FIGURE_SCORE)
    {
      plot->score_title = _("Fatigue score from HRV alone at the end of each day, high is fresh");
      plot->value_name = self->of_nights ? _("Night") : _("Day");
      return TRUE;
    }
  plot->cv_title = _("Variation of the week (CV), %");
  plot->value_name = self->of_nights ? _("Mean of the night") : _("Mean of the day");
  first = count_before (self->readings, plot->from_ms);
  plot->readings = readings + first;
  plot->n_readings = self->readings->len - first;
  if (first_reading != NULL)
    *first_reading = first;
  return TRUE;
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  bw_plot_trend_paint (cr, area, data, palette, font);
}

GBytes *
bw_trend_figure_render (const BwTrendFigure  *self,
                        BwTrendFigureKind     kind,
                        guint                 n_days,
                        BwPlotFormat          format,
                        const BwPlotPalette  *palette,
                        GError              **error)
{
  BwPlotTrend plot;

  if (!bw_trend_figure_get_plot (self, kind, n_days, &plot, NULL))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                           _("There are no readings in this span."));
      return NULL;
    }
  return bw_report_picture_render (format, BW_TREND_FIGURE_WIDTH, BW_TREND_FIGURE_HEIGHT,
                                   MARGIN, palette, paint_picture, &plot, error);
}
