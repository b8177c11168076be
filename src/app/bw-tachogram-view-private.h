/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-pan.h"
#include "app/bw-tachogram-view.h"
#include "report/bw-tachogram-figure.h"

G_BEGIN_DECLS

/* What the files of the view share: bw-tachogram-view.c holds the widget and what it shows,
 * -range.c what is in sight, -pointer.c wheel, drags and fingers, -keys.c going about by keys and the
 * actions of that, -edit.c the changes that are asked for, -menu.c the menus. */

typedef enum {
  BW_TACHOGRAM_DRAG_NONE,
  BW_TACHOGRAM_DRAG_PAN,
  BW_TACHOGRAM_DRAG_SELECT,
  BW_TACHOGRAM_DRAG_BEAT,
} BwTachogramDrag;

struct _BwTachogramView
{
  BwChart parent_instance;

  /* Owned. */
  BwTachogramFigure *figure;    /* (nullable) */
  char *cursor_text;            /* (nullable) */
  char *shown_text;             /* (nullable): of what is under the pointer, or is moved */
  GtkWidget *mark_menu;
  GMenu *beat_section, *stretch_section;

  /* What is shown, since the first beat. */
  double from_ms, to_ms;
  double low_ms, high_ms;       /* of the axis, as calm as can be */
  double selection_from_ms, selection_to_ms; /* none where from ≥ to */
  double anchor_ms;             /* where the selection began */
  int cursor;                   /* the beat that is chosen, or −1 */
  int hover;                    /* the beat under the pointer, or −1 */

  /* What is going on. */
  double wanted_ms;             /* where the beat that an edit has made is to be; −1: nowhere */
  int moved;                    /* the beat that keys or a drag are moving, or −1 */
  double moved_ms;              /* to there */
  guint move_id, announce_id;
  BwGlide glide;
  BwTachogramDrag drag;
  double drag_from_ms;
  double pinch_ms, pinch_span_ms;
  double pointer_x, pointer_y;
  double menu_ms;               /* where the menu was opened; −1: by a key */
  const char *cursor_name;      /* (nullable): of the pointer's */
};

/* The painter's data of the moment, and where things lie. Returns: whether there is a rhythm */
gboolean bw_tachogram_view_get_plot (BwTachogramView *self,
                                     BwPlotTachogram *plot);
gboolean bw_tachogram_view_layout (BwTachogramView       *self,
                                   BwPlotTachogramLayout *layout);

/* The beats of the figure; of none without a rhythm. */
const BwPlotTachogramLine *bw_tachogram_view_get_beats (BwTachogramView *self);
const BwEditedBeat *bw_tachogram_view_get_beat (BwTachogramView *self,
                                                int              beat);

double bw_tachogram_view_x_to_ms (BwTachogramView *self,
                                  double           x);

/* The beat near a point, or −1. */
int bw_tachogram_view_find_beat (BwTachogramView *self,
                                 double           x,
                                 double           y,
                                 gboolean         touch);

/* Shows from @from_ms on as much as is in sight, or @span_ms with @at_ms staying where it is. */
void bw_tachogram_view_pan_to (BwTachogramView *self,
                               double           from_ms);
void bw_tachogram_view_zoom (BwTachogramView *self,
                             double           span_ms,
                             double           at_ms);
/* By a step in (1) or out (−1), about the chosen beat or the middle. */
void bw_tachogram_view_zoom_step (BwTachogramView *self,
                                  int              by);
/* All, or where that is shown already, a minute around @at_ms. */
void bw_tachogram_view_zoom_back (BwTachogramView *self,
                                  double           at_ms);
void bw_tachogram_view_reveal (BwTachogramView *self,
                               double           time_ms);

/* The axis for what is in sight. */
void bw_tachogram_view_update_axis (BwTachogramView *self);

/* Chooses a beat without bringing it in sight. */
void bw_tachogram_view_choose (BwTachogramView *self,
                               int              beat);
void bw_tachogram_view_set_hover (BwTachogramView *self,
                                  int              beat);

/* Selects from the anchor to @to_ms. */
void bw_tachogram_view_extend (BwTachogramView *self,
                               double           to_ms);

/* A beat on its way to another time, not yet there; asked for at once, or by keys when they rest. */
void bw_tachogram_view_move_beat (BwTachogramView *self,
                                  int              beat,
                                  double           time_ms);
void bw_tachogram_view_finish_move (BwTachogramView *self);
void bw_tachogram_view_cancel_move (BwTachogramView *self);

void bw_tachogram_view_ask (BwTachogramView       *self,
                            const BwTachogramEdit *edit);

/* Says, a little later, to screen readers what is in sight. */
void bw_tachogram_view_announce (BwTachogramView *self);

/* Stops the run-out of a flick. */
void bw_tachogram_view_stop (BwTachogramView *self);

/* Which actions there are, at this moment. */
void bw_tachogram_view_update_actions (BwTachogramView *self);

/* The parts of class and instance set-up that stand in those files. */
void bw_tachogram_view_class_init_keys (BwTachogramViewClass *klass);
void bw_tachogram_view_class_init_edit (GtkWidgetClass *klass);
void bw_tachogram_view_class_init_menu (BwTachogramViewClass *klass);
void bw_tachogram_view_init_pointer (BwTachogramView *self);
GtkWidget *bw_tachogram_view_make_mark_menu (void);
G_END_DECLS
