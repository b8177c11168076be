/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-view-private.h"

#include <math.h>

/* No closer than a few beats. */
#define LEAST_SPAN_MS 2000.0
#define CLOSE_SPAN_MS 60000.0
#define ZOOM_STEP 1.5
/* Of what is in sight: what the chosen beat is kept away from its ends. */
#define MARGIN 0.1
/* The axis stays as it is while what it holds fills this much of it. */
#define CALM 0.55

/* A range of the axis that would hold a little more than is in sight is kept: it should not tremble
 * while the rhythm is moved about. */
void
bw_tachogram_view_update_axis (BwTachogramView *self)
{
  BwPlotTachogram plot;
  double low_ms, high_ms;

  bw_tachogram_figure_get_plot (self->figure, self->from_ms, self->to_ms, &plot);
  bw_plot_tachogram_fit (&plot, &low_ms, &high_ms);
  if (self->low_ms <= low_ms && self->high_ms >= high_ms
      && high_ms - low_ms >= CALM * (self->high_ms - self->low_ms))
    return;
  self->low_ms = low_ms;
  self->high_ms = high_ms;
}

static void
set_range (BwTachogramView *self,
           double           from_ms,
           double           span_ms)
{
  double length_ms = bw_tachogram_figure_get_length_ms (self->figure);

  span_ms = CLAMP (span_ms, MIN (LEAST_SPAN_MS, length_ms), length_ms);
  from_ms = CLAMP (from_ms, 0, length_ms - span_ms);
  if (from_ms == self->from_ms && from_ms + span_ms == self->to_ms && self->low_ms < self->high_ms)
    return;
  self->from_ms = from_ms;
  self->to_ms = from_ms + span_ms;
  bw_tachogram_view_update_axis (self);
  bw_tachogram_view_update_actions (self);
  bw_tachogram_view_announce (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "range-changed");
}

void
bw_tachogram_view_show (BwTachogramView *self,
                        double           from_ms,
                        double           to_ms)
{
  g_return_if_fail (BW_IS_TACHOGRAM_VIEW (self));

  if (!self->figure || !isfinite (from_ms) || !isfinite (to_ms))
    return;
  set_range (self, from_ms, to_ms - from_ms);
}

void
bw_tachogram_view_pan_to (BwTachogramView *self,
                          double           from_ms)
{
  if (self->figure)
    set_range (self, from_ms, self->to_ms - self->from_ms);
}

void
bw_tachogram_view_zoom (BwTachogramView *self,
                        double           span_ms,
                        double           at_ms)
{
  double before_ms = self->to_ms - self->from_ms, length_ms;

  if (!self->figure)
    return;
  length_ms = bw_tachogram_figure_get_length_ms (self->figure);
  span_ms = CLAMP (span_ms, MIN (LEAST_SPAN_MS, length_ms), length_ms);
  set_range (self, at_ms - (at_ms - self->from_ms) / before_ms * span_ms, span_ms);
}

void
bw_tachogram_view_zoom_step (BwTachogramView *self,
                             int              by)
{
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (self);
  double at_ms = (self->from_ms + self->to_ms) / 2;

  if (self->cursor >= 0 && beats->time_ms[self->cursor] >= self->from_ms
      && beats->time_ms[self->cursor] <= self->to_ms)
    at_ms = beats->time_ms[self->cursor];
  bw_tachogram_view_stop (self);
  bw_tachogram_view_zoom (self, (self->to_ms - self->from_ms) * pow (ZOOM_STEP, -by), at_ms);
}

void
bw_tachogram_view_zoom_back (BwTachogramView *self,
                             double           at_ms)
{
  double length_ms;

  if (!self->figure)
    return;
  bw_tachogram_view_stop (self);
  length_ms = bw_tachogram_figure_get_length_ms (self->figure);
  if (self->to_ms - self->from_ms < length_ms)
    set_range (self, 0, length_ms);
  else
    bw_tachogram_view_zoom (self, CLOSE_SPAN_MS, at_ms);
}

void
bw_tachogram_view_reveal (BwTachogramView *self,
                          double           time_ms)
{
  double span_ms = self->to_ms - self->from_ms;

  if (!self->figure || (time_ms >= self->from_ms && time_ms <= self->to_ms))
    return;
  bw_tachogram_view_stop (self);
  bw_tachogram_view_pan_to (self, time_ms < self->from_ms ? time_ms - MARGIN * span_ms
                                                          : time_ms - (1 - MARGIN) * span_ms);
}

void
bw_tachogram_view_get_range (BwTachogramView *self,
                             double          *from_ms,
                             double          *to_ms)
{
  g_return_if_fail (BW_IS_TACHOGRAM_VIEW (self));

  *from_ms = self->from_ms;
  *to_ms = self->to_ms;
}

double
bw_tachogram_view_get_length_ms (BwTachogramView *self)
{
  g_return_val_if_fail (BW_IS_TACHOGRAM_VIEW (self), 0);

  return self->figure ? bw_tachogram_figure_get_length_ms (self->figure) : 0;
}
