/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-palette.h"
#include "plot/bw-plot-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_OVERVIEW (bw_overview_get_type ())
G_DECLARE_DERIVABLE_TYPE (BwOverview, bw_overview, BW, OVERVIEW, GtkWidget)

/* What is in sight of all there is, in time from its beginning; the unit is the subclass's. */
typedef struct
{
  double from, to;
  double length;   /* of all there is */
} BwOverviewFrame;

/**
 * BwOverview:
 *
 * All there is in one strip, with a frame around what is in sight: a click, a drag, the wheel, or ← →,
 * Page Up, Page Down, Home and End move it. Where the subclass can also show more or less, a drag of a
 * side and Ctrl and the wheel make it wider or narrower. Takes the palette of the moment.
 */
struct _BwOverviewClass
{
  GtkWidgetClass parent_class;

  /* Returns: whether there is anything to show; nothing else is asked where there is not */
  gboolean (*get_frame) (BwOverview      *self,
                         BwOverviewFrame *frame);

  /* What is at @x of a strip painted in @area. */
  double (*x_to_time) (BwOverview       *self,
                       const BwPlotRect *area,
                       double            x);

  void (*paint) (BwOverview          *self,
                 cairo_t             *cr,
                 const BwPlotRect    *area,
                 const BwPlotPalette *palette);

  /* The part from there on is wanted, as long as before; it is a part of all there is. */
  void (*move_to) (BwOverview *self,
                   double      from);

  /* (nullable), all or none: where a time is in @area; another part is wanted; or one so many times as
   * long, around @at. */
  double (*time_to_x) (BwOverview       *self,
                       const BwPlotRect *area,
                       double            time);
  void (*show) (BwOverview *self,
                double      from,
                double      to);
  void (*zoom) (BwOverview *self,
                double      factor,
                double      at);

  /* Tells screen readers what is in sight, when a move is over; there may be nothing any more. */
  void (*announce) (BwOverview *self);
};

/* For the subclass: the frame is another. */
void bw_overview_frame_changed (BwOverview *self);

G_END_DECLS
