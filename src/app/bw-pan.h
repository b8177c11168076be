/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How the charts that are panned along time read wheel, touchpad, pointer and fingers. */

/* Pans @widget by @width units. Returns: whether there was anything left to go */
typedef gboolean (*BwPanBy) (GtkWidget *widget,
                             double     width);

/* What a flick runs out in; all zero at first. */
typedef struct
{
  guint tick_id;
  gint64 tick_us;
  double velocity;   /* of what is at the left edge, units a second */
  BwPanBy pan_by;
} BwGlide;

/* Nothing glides where animations are not wanted, or @velocity is next to none. */
void bw_glide_start (BwGlide   *self,
                     GtkWidget *widget,
                     double     velocity,
                     BwPanBy    pan_by);

/* Does nothing where nothing glides. To be called before @widget is unrealized. */
void bw_glide_stop (BwGlide   *self,
                    GtkWidget *widget);

/* How much nearer scrolling by @dy brings the chart, as a factor. */
double bw_pan_get_scroll_zoom (GtkEventControllerScroll *controller,
                               double                    dy);

/* How far scrolling pans a chart that is @whole units wide, in @width.
 * Returns: whether it does; two fingers that move up and down mean the page around */
gboolean bw_pan_get_scroll_width (GtkEventControllerScroll *controller,
                                  double                    dx,
                                  double                    dy,
                                  double                    whole,
                                  double                   *width);

/* What the end of scrolling at that velocity starts a glide with. */
double bw_pan_get_scroll_velocity (double velocity);

gboolean bw_pan_is_touch (GtkGesture *gesture);

typedef enum {
  BW_PAN_DRAG_NOT_YET,   /* not far enough to mean it, or not for the chart */
  BW_PAN_DRAG_BEGINS,
  BW_PAN_DRAG_GOES_ON,
} BwPanDrag;

/* Claims a drag that has come to (@x, @y) from where it began when that is far enough.
 *
 * @pans: whether it moves the chart; a finger that goes up or down then scrolls the page around */
BwPanDrag bw_pan_claim_drag (GtkGestureDrag *gesture,
                             double          x,
                             double          y,
                             gboolean        pans);

/* gtk_widget_set_cursor_from_name(), which makes a cursor each time, where @name is another.
 *
 * @shown: (inout) (nullable): the one that is shown; both are static strings */
void bw_pan_set_cursor (GtkWidget   *widget,
                        const char **shown,
                        const char  *name);

G_END_DECLS
