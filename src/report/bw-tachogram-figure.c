/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-tachogram-figure.h"

#include "base/bw-error.h"
#include "report/bw-report-picture.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MARGIN 12
/* An interval that was corrected is another one by more than what arithmetic leaves. */
#define SAME_MS 1e-6
/* Of a single beat. */
#define LEAST_LENGTH_MS 1000.0

struct _BwTachogramFigure
{
  BwRhythm *rhythm;
  GTimeZone *zone;               /* (nullable) */
  double length_ms;
  guint8 *rr_follows, *rr_hidden, *nn_follows;
  double *beat_ms, *beat_rr_ms;
  guint8 *beat_follows;
  BwPlotTachogramLine measured, corrected, beats;
  GArray *marks;                 /* (element-type BwPlotTachogramMark) */
  GArray *gaps;                  /* (element-type BwPlotTachogramGap) */
  guint kind_counts[BW_PLOT_BEAT_N_KINDS];
  guint n_by_hand;
};

/* The kinds of beats stand in the same order there and here. */
G_STATIC_ASSERT ((int) BW_PLOT_BEAT_ECTOPIC == (int) BW_BEAT_ECTOPIC);
G_STATIC_ASSERT ((int) BW_PLOT_BEAT_MISSED == (int) BW_BEAT_MISSED);
G_STATIC_ASSERT ((int) BW_PLOT_BEAT_EXTRA == (int) BW_BEAT_EXTRA);
G_STATIC_ASSERT ((int) BW_PLOT_BEAT_LONG_SHORT == (int) BW_BEAT_LONG_SHORT);
G_STATIC_ASSERT (BW_PLOT_BEAT_N_KINDS == BW_BEAT_N_VERDICTS);

static const char *
get_kind_name (guint kind)
{
  switch (kind)
    {
    case BW_BEAT_ECTOPIC:
      /* Translators: kinds of beats in the legend of a chart, before their number: "Early or late 3" */
      return _("Early or late");
    case BW_BEAT_MISSED:
      return _("Missing before");
    case BW_BEAT_EXTRA:
      return _("Not a beat");
    case BW_BEAT_LONG_SHORT:
      return _("Out of line");
    case BW_BEAT_NORMAL:
    default:
      return _("Normal");
    }
}

static guint8 *
make_follows (const BwRr *rr)
{
  guint8 *follows = g_new0 (guint8, MAX (rr->n, 1));

  for (guint i = 1; i < rr->n; i++)
    follows[i] = bw_rr_contiguous (rr, i - 1);
  return follows;
}

/* Which intervals as measured are corrected ones too. */
static guint8 *
make_hidden (const BwRr *rr,
             const BwRr *nn)
{
  guint8 *hidden = g_new0 (guint8, MAX (rr->n, 1));
  guint k = 0;

  for (guint i = 0; i < rr->n; i++)
    {
      while (k < nn->n && nn->end_ms[k] < rr->end_ms[i] - SAME_MS)
        k++;
      hidden[i] = k < nn->n && fabs (nn->end_ms[k] - rr->end_ms[i]) <= SAME_MS
                  && fabs (nn->rr_ms[k] - rr->rr_ms[i]) <= SAME_MS;
    }
  return hidden;
}

static void
add_mark (BwTachogramFigure  *self,
          const BwEditedBeat *beat,
          double              rr_ms)
{
  BwPlotTachogramMark mark = {
    .time_ms = beat->time_ms,
    .rr_ms = rr_ms,
    .kind = (BwPlotBeatKind) beat->verdict,
    .by_hand = beat->by_hand != 0,
    .removed = beat->removed,
  };

  if (beat->verdict == BW_BEAT_NORMAL && !beat->by_hand && !beat->removed)
    return;
  g_array_append_val (self->marks, mark);
}

/* Once, for there may be many and the figure is painted often. */
static void
count_marks (BwTachogramFigure *self)
{
  BwPlotTachogram plot = {
    .marks = (const BwPlotTachogramMark *) (void *) self->marks->data,
    .n_marks = self->marks->len,
  };

  bw_plot_tachogram_count (&plot, -INFINITY, INFINITY);
  memcpy (self->kind_counts, plot.kind_counts, sizeof plot.kind_counts);
  self->n_by_hand = plot.n_by_hand;
}

/* The beats with their places, what is marked of them, and where none are known. */
static void
add_beats (BwTachogramFigure  *self,
           const BwEditedBeat *beats,
           guint               n)
{
  gint64 last = -1;

  self->beat_ms = g_new (double, MAX (n, 1));
  self->beat_rr_ms = g_new (double, MAX (n, 1));
  self->beat_follows = g_new (guint8, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      const BwEditedBeat *beat = &beats[i];
      double rr_ms = beat->rr_ms;

      if (beat->removed && last >= 0)
        rr_ms = beat->time_ms - beats[last].time_ms;
      self->beat_ms[i] = beat->time_ms;
      self->beat_rr_ms[i] = rr_ms;
      self->beat_follows[i] = beat->follows;
      add_mark (self, beat, rr_ms);
      if (beat->removed)
        continue;
      if (!beat->follows && last >= 0)
        {
          BwPlotTachogramGap gap = { beats[last].time_ms, beat->time_ms };

          g_array_append_val (self->gaps, gap);
        }
      last = i;
    }
  self->beats = (BwPlotTachogramLine) { n, self->beat_ms, self->beat_rr_ms, self->beat_follows, NULL };
  count_marks (self);
}

BwTachogramFigure *
bw_tachogram_figure_new (const BwRhythm *rhythm)
{
  BwTachogramFigure *self = g_atomic_rc_box_new0 (BwTachogramFigure);
  const BwRr *rr = rhythm->rr, *nn = rhythm->nn;

  self->rhythm = bw_rhythm_ref ((BwRhythm *) rhythm);
  if (rhythm->time_known)
    self->zone = g_time_zone_new_offset (rhythm->offset_min * 60);
  self->marks = g_array_new (FALSE, FALSE, sizeof (BwPlotTachogramMark));
  self->gaps = g_array_new (FALSE, FALSE, sizeof (BwPlotTachogramGap));
  self->rr_follows = make_follows (rr);
  self->rr_hidden = make_hidden (rr, nn);
  self->nn_follows = make_follows (nn);
  self->measured = (BwPlotTachogramLine) { rr->n, rr->end_ms, rr->rr_ms, self->rr_follows,
                                           self->rr_hidden };
  self->corrected = (BwPlotTachogramLine) { nn->n, nn->end_ms, nn->rr_ms, self->nn_follows, NULL };
  add_beats (self, rhythm->beats, rhythm->n_beats);
  self->length_ms = self->beats.n > 0 ? self->beat_ms[self->beats.n - 1] : 0;
  self->length_ms = MAX (self->length_ms, LEAST_LENGTH_MS);
  return self;
}

BwTachogramFigure *
bw_tachogram_figure_ref (BwTachogramFigure *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  BwTachogramFigure *self = data;

  bw_rhythm_unref (self->rhythm);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->rr_follows);
  g_free (self->rr_hidden);
  g_free (self->nn_follows);
  g_free (self->beat_ms);
  g_free (self->beat_rr_ms);
  g_free (self->beat_follows);
  g_array_unref (self->marks);
  g_array_unref (self->gaps);
}

void
bw_tachogram_figure_unref (BwTachogramFigure *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const BwRhythm *
bw_tachogram_figure_get_rhythm (const BwTachogramFigure *self)
{
  return self->rhythm;
}

double
bw_tachogram_figure_get_length_ms (const BwTachogramFigure *self)
{
  return self->length_ms;
}

const BwPlotTachogramLine *
bw_tachogram_figure_get_beats (const BwTachogramFigure *self)
{
  return &self->beats;
}

void
bw_tachogram_figure_get_plot (const BwTachogramFigure *self,
                              double                   from_ms,
                              double                   to_ms,
                              BwPlotTachogram         *plot)
{
  gboolean all = !(from_ms < to_ms);

  *plot = (BwPlotTachogram) {
    .measured = self->measured,
    .corrected = self->corrected,
    .marks = (const BwPlotTachogramMark *) (void *) self->marks->data,
    .n_marks = self->marks->len,
    .gaps = (const BwPlotTachogramGap *) (void *) self->gaps->data,
    .n_gaps = self->gaps->len,
    .n_by_hand = self->n_by_hand,
    .from_ms = all ? 0 : from_ms,
    .to_ms = all ? self->length_ms : to_ms,
    .zone = self->zone,
    .start_ms = self->rhythm->start_ms,
  };
  for (guint i = 0; i < BW_PLOT_BEAT_N_KINDS; i++)
    {
      plot->kind_names[i] = get_kind_name (i);
      plot->kind_counts[i] = self->kind_counts[i];
    }
}

void
bw_tachogram_figure_get_overview (const BwTachogramFigure *self,
                                  BwPlotTachogramOverview *plot)
{
  *plot = (BwPlotTachogramOverview) {
    .corrected = self->corrected,
    .marks = (const BwPlotTachogramMark *) (void *) self->marks->data,
    .n_marks = self->marks->len,
    .gaps = (const BwPlotTachogramGap *) (void *) self->gaps->data,
    .n_gaps = self->gaps->len,
    .length_ms = self->length_ms,
  };
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  bw_plot_tachogram_paint (cr, area, data, palette, font);
}

GBytes *
bw_tachogram_figure_render (const BwTachogramFigure  *self,
                            double                    from_ms,
                            double                    to_ms,
                            BwPlotFormat              format,
                            const BwPlotPalette      *palette,
                            GError                  **error)
{
  BwPlotTachogram plot;

  if (self->beats.n == 0)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW, _("There are no beats to draw."));
      return NULL;
    }
  bw_tachogram_figure_get_plot (self, from_ms, to_ms, &plot);
  return bw_report_picture_render (format, BW_TACHOGRAM_FIGURE_WIDTH, BW_TACHOGRAM_FIGURE_HEIGHT,
                                   MARGIN, palette, paint_picture, &plot, error);
}
