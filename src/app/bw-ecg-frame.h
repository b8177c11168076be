/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-ecg.h"

G_BEGIN_DECLS

/* Which part of a recording a strip shows, and how large: the arithmetic of zoom and pan, without a
 * widget. Units are those of widgets. */

#define BW_ECG_FRAME_MM_PER_S 25.0
#define BW_ECG_FRAME_MOST_MM_PER_S 400.0
#define BW_ECG_FRAME_MM_PER_MV 10.0
#define BW_ECG_FRAME_LEAST_MM_PER_MV 1.0
#define BW_ECG_FRAME_MOST_MM_PER_MV 100.0

typedef struct
{
  BwPlotRect plot;             /* where samples lie in the widget */
  double unit_per_mm;
  double length_s;             /* of the recording; 0 for none */
  double low_uv, high_uv;      /* what of it should stay in sight, and where */
  double level_uv;             /* its baseline is */
  double mm_per_s, mm_per_mv;
  double from_s;               /* at the left edge */
  double shift_uv;             /* how far the person has moved it down */
} BwEcgFrame;

/* What the width shows, in seconds; more than the recording where it is short. */
double bw_ecg_frame_get_visible_s (const BwEcgFrame *self);

/* The last second that is shown and there. */
double bw_ecg_frame_get_to_s (const BwEcgFrame *self);

/* Whether there is more to either side than is shown. */
gboolean bw_ecg_frame_can_pan (const BwEcgFrame *self);

/* What lies in the middle of the height: the baseline, or as much beside it as brings the waves
 * into the height. It depends on the recording and the gain alone, so that nothing jumps while
 * panning. */
double bw_ecg_frame_get_centre_uv (const BwEcgFrame *self);

/* The smallest paper speed: what brings the whole recording into the width, and 25 mm/s at most. */
double bw_ecg_frame_get_least_mm_per_s (const BwEcgFrame *self);

/* Brings all fields back within what makes sense: within the recording, with the trace in sight.
 * After a change of any. */
void bw_ecg_frame_clamp (BwEcgFrame *self);

/* Moves it such that @s lies at @x, or @uv at @y, as far as its limits let it. */
void bw_ecg_frame_put_s (BwEcgFrame *self,
                         double      s,
                         double      x);
void bw_ecg_frame_put_uv (BwEcgFrame *self,
                          double      uv,
                          double      y);

/* The speed or gain after @value on the ladder of doublings of @standard: up by @by, or down. */
double bw_ecg_frame_step (double value,
                          double standard,
                          int    by);

/* Fills in the fields of @plot that tell what is shown and how large. */
void bw_ecg_frame_apply (const BwEcgFrame *self,
                         BwPlotEcg        *plot);

/* Between the widget and the recording. */
double bw_ecg_frame_x_to_s (const BwEcgFrame *self,
                            double            x);
double bw_ecg_frame_s_to_x (const BwEcgFrame *self,
                            double            s);
double bw_ecg_frame_y_to_uv (const BwEcgFrame *self,
                             double            y);
double bw_ecg_frame_uv_to_y (const BwEcgFrame *self,
                             double            uv);

/* What so many units of width and of height stand for. */
double bw_ecg_frame_width_to_s (const BwEcgFrame *self,
                                double            width);
double bw_ecg_frame_height_to_uv (const BwEcgFrame *self,
                                  double            height);

G_END_DECLS
