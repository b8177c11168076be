/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-view-private.h"

#include <math.h>

/* Each brings the slowest speed and the width of the pulse nearer to each other, by a factor of how
 * much longer the recording is than the pulse. */
#define MOST_ROUNDS 8

double
bw_ecg_view_get_middle_x (BwEcgView *self)
{
  return self->frame.plot.x + self->frame.plot.width / 2;
}

/* Speeds and gains are compared after multiplications. */
static gboolean
is_same (double a,
         double b)
{
  return fabs (a - b) < 1e-6;
}

static void
update_plot (BwEcgView *self)
{
  BwPlotRect area = bw_ecg_view_get_area (self);
  BwPlotEcg plot;

  bw_ecg_view_get_plot (self, &plot);
  self->frame.plot = bw_plot_ecg_get_plot (&plot, &area, bw_ecg_view_get_font (self));
}

void
bw_ecg_view_update_frame (BwEcgView *self)
{
  double wanted = self->whole ? 0 : self->frame.mm_per_s;

  /* Nothing can be out of sight before there is a size. */
  if (gtk_widget_get_width (GTK_WIDGET (self)) <= 0)
    return;
  /* The slowest speed is what the width has room for, and that depends on how wide the calibration
   * pulse is at that speed. */
  for (guint i = 0; i < MOST_ROUNDS; i++)
    {
      double before = self->frame.mm_per_s;

      update_plot (self);
      self->frame.mm_per_s = wanted;
      bw_ecg_frame_clamp (&self->frame);
      if (is_same (self->frame.mm_per_s, before))
        return;
    }
  update_plot (self);
  bw_ecg_frame_clamp (&self->frame);
}

void
bw_ecg_view_tell (BwEcgView *self)
{
  BwEcgFrame before = self->told;
  double to_s = bw_ecg_frame_get_to_s (&self->frame), before_to_s = self->told_to_s;
  GObject *object = G_OBJECT (self);

  self->told = self->frame;
  self->told_to_s = to_s;
  bw_ecg_view_announce (self);

  g_object_freeze_notify (object);
  if (before.mm_per_s != self->frame.mm_per_s)
    g_object_notify (object, "mm-per-s");
  if (before.mm_per_mv != self->frame.mm_per_mv)
    g_object_notify (object, "mm-per-mv");
  if (before.from_s != self->frame.from_s)
    g_object_notify (object, "from-s");
  if (before_to_s != to_s)
    g_object_notify (object, "to-s");
  g_object_thaw_notify (object);
  g_signal_emit_by_name (self, "view-changed");
}

void
bw_ecg_view_frame_changed (BwEcgView *self)
{
  bw_ecg_view_update_frame (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  bw_ecg_view_tell (self);
}

void
bw_ecg_view_zoom_time (BwEcgView *self,
                       double     mm_per_s,
                       double     x)
{
  double at_s;

  x = CLAMP (x, self->frame.plot.x, self->frame.plot.x + self->frame.plot.width);
  at_s = bw_ecg_frame_x_to_s (&self->frame, x);
  self->whole = FALSE;
  self->frame.mm_per_s = mm_per_s;
  bw_ecg_view_update_frame (self);
  bw_ecg_frame_put_s (&self->frame, at_s, x);
  bw_ecg_view_frame_changed (self);
}

void
bw_ecg_view_zoom_gain (BwEcgView *self,
                       double     mm_per_mv,
                       double     y)
{
  double at_uv = bw_ecg_frame_y_to_uv (&self->frame, y);

  self->frame.mm_per_mv = mm_per_mv;
  bw_ecg_view_update_frame (self);
  bw_ecg_frame_put_uv (&self->frame, at_uv, y);
  bw_ecg_view_frame_changed (self);
}

void
bw_ecg_view_set_gain (BwEcgView *self,
                      double     mm_per_mv)
{
  self->frame.mm_per_mv = mm_per_mv;
  bw_ecg_view_frame_changed (self);
}

static void
show_standard_at (BwEcgView *self,
                  double     x)
{
  self->frame.shift_uv = 0;
  self->frame.mm_per_mv = BW_ECG_FRAME_MM_PER_MV;
  bw_ecg_view_zoom_time (self, BW_ECG_FRAME_MM_PER_S, x);
}

void
bw_ecg_view_zoom_back (BwEcgView *self,
                       double     x)
{
  const BwEcgFrame *frame = &self->frame;

  bw_ecg_view_stop (self);
  if (is_same (frame->mm_per_s, BW_ECG_FRAME_MM_PER_S) && is_same (frame->shift_uv, 0)
      && is_same (frame->mm_per_mv, BW_ECG_FRAME_MM_PER_MV))
    bw_ecg_view_show_whole (self);
  else
    show_standard_at (self, x);
}

void
bw_ecg_view_show_at (BwEcgView *self,
                     double     from_s)
{
  g_return_if_fail (BW_IS_ECG_VIEW (self));

  bw_ecg_view_stop (self);
  self->frame.from_s = from_s;
  bw_ecg_view_frame_changed (self);
}

void
bw_ecg_view_show_whole (BwEcgView *self)
{
  g_return_if_fail (BW_IS_ECG_VIEW (self));

  bw_ecg_view_stop (self);
  self->whole = TRUE;
  bw_ecg_view_frame_changed (self);
}

void
bw_ecg_view_show_standard (BwEcgView *self)
{
  g_return_if_fail (BW_IS_ECG_VIEW (self));

  bw_ecg_view_stop (self);
  show_standard_at (self, bw_ecg_view_get_middle_x (self));
}
