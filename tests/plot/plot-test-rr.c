/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot-test-rr.h"

#include <math.h>

static const char *const names[BW_PLOT_BEAT_N_KINDS] = { "Normal", "Early or late", "Missing before",
                                                         "Not a beat", "Out of line" };

static void
add_beat (GArray *times,
          GArray *intervals,
          GArray *follows,
          double  time_ms,
          double  rr_ms,
          guint8  joined)
{
  g_array_append_val (times, time_ms);
  g_array_append_val (intervals, rr_ms);
  g_array_append_val (follows, joined);
}

/* What is measured where the true intervals are @rr_ms and the next one as long. */
static void
add_artefact (PlotTestRr     *self,
              BwPlotBeatKind  kind,
              double          start_ms,
              double          rr_ms,
              guint8          joined)
{
  static const double parts[BW_PLOT_BEAT_N_KINDS] = { 1, 0.65, 2, 0.4, 1.35 };
  double part = parts[kind];
  BwPlotTachogramMark mark = { .time_ms = start_ms + part * rr_ms, .rr_ms = part * rr_ms,
                               .kind = kind, .by_hand = kind == BW_PLOT_BEAT_EXTRA };

  add_beat (self->time_ms, self->rr_ms, self->follows, mark.time_ms, mark.rr_ms, joined);
  if (part < 2)
    add_beat (self->time_ms, self->rr_ms, self->follows, start_ms + 2 * rr_ms, (2 - part) * rr_ms, 1);
  for (guint i = 1; i <= 2; i++)
    add_beat (self->nn_time_ms, self->nn_ms, self->nn_follows, start_ms + i * rr_ms, rr_ms,
              i == 1 ? joined : 1);
  g_array_append_val (self->marks, mark);
}

PlotTestRr *
plot_test_rr_new (guint  n,
                  guint  every,
                  double gap_ms)
{
  PlotTestRr *self = g_new0 (PlotTestRr, 1);
  double time_ms = 0;
  guint8 joined = 0;

  self->time_ms = g_array_new (FALSE, FALSE, sizeof (double));
  self->rr_ms = g_array_new (FALSE, FALSE, sizeof (double));
  self->nn_time_ms = g_array_new (FALSE, FALSE, sizeof (double));
  self->nn_ms = g_array_new (FALSE, FALSE, sizeof (double));
  self->follows = g_array_new (FALSE, FALSE, 1);
  self->nn_follows = g_array_new (FALSE, FALSE, 1);
  self->hidden = g_array_new (FALSE, TRUE, 1);
  self->marks = g_array_new (FALSE, FALSE, sizeof (BwPlotTachogramMark));
  self->gaps = g_array_new (FALSE, FALSE, sizeof (BwPlotTachogramGap));

  for (guint i = 0; i < n; i++)
    {
      double rr_ms = 850 + 40 * sin (i * 1.3) + 60 * sin (i / 19.0) + 120 * sin (i / 9000.0);

      if (gap_ms > 0 && i == n / 2)
        {
          BwPlotTachogramGap gap = { time_ms, time_ms + gap_ms };

          g_array_append_val (self->gaps, gap);
          time_ms += gap_ms;
          joined = 0;
        }
      if (every > 0 && i % every == every / 2)
        {
          add_artefact (self, BW_PLOT_BEAT_ECTOPIC + i / every % 4, time_ms, rr_ms, joined);
          time_ms += 2 * rr_ms;
        }
      else
        {
          time_ms += rr_ms;
          add_beat (self->time_ms, self->rr_ms, self->follows, time_ms, rr_ms, joined);
          add_beat (self->nn_time_ms, self->nn_ms, self->nn_follows, time_ms, rr_ms, joined);
          g_array_set_size (self->hidden, self->time_ms->len);
          g_array_index (self->hidden, guint8, self->hidden->len - 1) = TRUE;
        }
      joined = 1;
    }
  g_array_set_size (self->hidden, self->time_ms->len);
  self->length_ms = time_ms;
  return self;
}

void
plot_test_rr_free (PlotTestRr *self)
{
  g_array_unref (self->time_ms);
  g_array_unref (self->rr_ms);
  g_array_unref (self->follows);
  g_array_unref (self->hidden);
  g_array_unref (self->nn_time_ms);
  g_array_unref (self->nn_ms);
  g_array_unref (self->nn_follows);
  g_array_unref (self->marks);
  g_array_unref (self->gaps);
  g_free (self);
}

BwPlotTachogram
plot_test_rr_get_plot (const PlotTestRr *self)
{
  BwPlotTachogram plot = {
    .measured = { self->time_ms->len, (const double *) (void *) self->time_ms->data,
                  (const double *) (void *) self->rr_ms->data,
                  (const guint8 *) self->follows->data, (const guint8 *) self->hidden->data },
    .corrected = { self->nn_time_ms->len, (const double *) (void *) self->nn_time_ms->data,
                   (const double *) (void *) self->nn_ms->data,
                   (const guint8 *) self->nn_follows->data, NULL },
    .marks = (const BwPlotTachogramMark *) (void *) self->marks->data,
    .n_marks = self->marks->len,
    .gaps = (const BwPlotTachogramGap *) (void *) self->gaps->data,
    .n_gaps = self->gaps->len,
    .from_ms = 0,
    .to_ms = MAX (self->length_ms, 1000),
    .device_scale = 1,
  };

  for (guint i = 0; i < BW_PLOT_BEAT_N_KINDS; i++)
    plot.kind_names[i] = names[i];
  for (guint i = 0; i < self->marks->len; i++)
    {
      plot.kind_counts[plot.marks[i].kind]++;
      plot.n_by_hand += plot.marks[i].by_hand;
    }
  return plot;
}
