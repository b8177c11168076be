/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-calipers.h"
#include "app/bw-ecg-frame.h"
#include "app/bw-ecg-view.h"
#include "app/bw-pan.h"

G_BEGIN_DECLS

/* What the files of the strip share: bw-ecg-view.c holds the widget and what it shows,
 * bw-ecg-view-zoom.c which part and how large, bw-ecg-view-pointer.c wheel, drags and fingers,
 * bw-ecg-view-keys.c the keyboard and the menu. */

/* What a drag moves; the two of a leg may come together. */
typedef enum {
  BW_ECG_DRAG_NONE = 0,
  BW_ECG_DRAG_PAPER = 1 << 0,
  BW_ECG_DRAG_LEG_X = 1 << 1,
  BW_ECG_DRAG_LEG_Y = 1 << 2,
} BwEcgDrag;

struct _BwEcgView
{
  GtkWidget parent_instance;

  /* Owned. */
  BwEcgTrace *trace;            /* (nullable) */
  PangoFontDescription *font;   /* (nullable): made when it is wanted */
  GArray *stretches;            /* BwPlotEcgStretch, of the trace */
  char *caliper_text;           /* (nullable) */
  GtkWidget *menu;

  /* What is shown. */
  BwEcgFrame frame;
  BwEcgFilter filter;
  const BwEcgFiltered *filtered;   /* (nullable): of the trace */
  gboolean show_peaks, show_rr, show_stretches;
  gboolean calipers_on, march;
  gboolean calipers_unplaced;  /* they were asked for before there was a size */
  BwEcgCalipers calipers;
  double set_per_mm;            /* 0: the monitor's */
  gboolean true_to_size;
  gboolean whole;               /* the speed follows the width, to show all of the recording */
  BwEcgFrame told;              /* as it was told last */
  double told_to_s;

  /* What is going on. */
  guint tell_id, announce_id;
  BwGlide glide;
  BwEcgDrag drag;
  BwEcgPoint drag_from;         /* the leg, or the left edge and the shift, where it began */
  double pinch_mm_per_s, pinch_s;
  double pointer_x, pointer_y;
  const char *cursor;           /* (nullable): its name */
};

const PangoFontDescription *bw_ecg_view_get_font (BwEcgView *self);
BwPlotRect bw_ecg_view_get_area (BwEcgView *self);

/* What the painter is to paint; borrowed from the view. */
void bw_ecg_view_get_plot (BwEcgView *self,
                           BwPlotEcg *plot);

/* The parts of bw_ecg_view_frame_changed(): brings the frame within its limits; tells of it by
 * properties, signal and, a little later, to screen readers. */
void bw_ecg_view_update_frame (BwEcgView *self);
void bw_ecg_view_tell (BwEcgView *self);
void bw_ecg_view_announce (BwEcgView *self);

/* After any change of the frame: keeps it within its limits, draws it and tells of it. */
void bw_ecg_view_frame_changed (BwEcgView *self);

double bw_ecg_view_get_middle_x (BwEcgView *self);

/* Zoom with what lies at @x, or @y, staying there; or with the baseline staying where it is. */
void bw_ecg_view_zoom_time (BwEcgView *self,
                            double     mm_per_s,
                            double     x);
void bw_ecg_view_zoom_gain (BwEcgView *self,
                            double     mm_per_mv,
                            double     y);
void bw_ecg_view_set_gain (BwEcgView *self,
                           double     mm_per_mv);

/* 25 mm/s and 10 mm/mV about @x; the whole recording where it is that already. */
void bw_ecg_view_zoom_back (BwEcgView *self,
                            double     x);

/* After the calipers have been moved. */
void bw_ecg_view_calipers_changed (BwEcgView *self);

/* The trace as it is shown. */
BwEcgCurve bw_ecg_view_get_curve (BwEcgView *self);

void bw_ecg_view_set_calipers (BwEcgView *self,
                               gboolean   on);

/* Stops the run-out of a flick. */
void bw_ecg_view_stop (BwEcgView *self);

void bw_ecg_view_popup_menu (BwEcgView *self,
                             double     x,
                             double     y);

/* The parts of class and instance set-up that stand in those files. */
void bw_ecg_view_class_init_keys (GtkWidgetClass *klass);
GtkWidget *bw_ecg_view_make_menu (void);
void bw_ecg_view_init_pointer (BwEcgView *self);

G_END_DECLS
