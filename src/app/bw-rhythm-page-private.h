/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-list-detail.h"
#include "app/bw-rhythm-detail.h"
#include "app/bw-rhythm-history.h"
#include "app/bw-rhythm-list-pane.h"
#include "app/bw-rhythm-page.h"
#include "app/bw-session-rhythm.h"

G_BEGIN_DECLS

struct _BwRhythmPage
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  AdwStatusPage *failed;
  AdwStatusPage *no_beats;
  GtkPaned *paned;
  BwRhythmListPane *list_pane;
  BwRhythmDetail *detail;

  /* Owned. */
  BwSession *session;
  GSettings *settings;
  BwRhythmShelf *shelf;
  BwRhythmHistory *history;
  BwRhythm *rhythm;         /* (nullable): that is shown */
  GArray *pending;          /* (element-type BwRhythmDeed): to be done when what is under way is done */
  BwRhythmSettings pending_settings;
  BwRhythm *pinned;         /* (nullable): kept to be compared with another one */
  BwRrKept *deleted;        /* (nullable): to be brought back */
  BwRhythmState *before_reset; /* (nullable): to be brought back */
  guint analyse_id;         /* a timeout */

  /* Borrowed. */
  BwJob *load_job;
  BwJob *change_job;
  BwJob *findings_job;

  BwListDetail columns;
  BwRhythmKey shown;        /* the rhythm that is shown or on its way; id 0: none */
  BwRhythmKey reset;        /* whose state that is */
  BwRhythmKey wanted;       /* to be shown when it is known; id 0: none */
  gint64 rr_after;          /* an RR recording with a higher id is to be shown when it is known; −1 */
  gboolean has_stretch;     /* a part is selected */
  double from_ms, to_ms;
  double pinned_from_ms, pinned_to_ms;

  gboolean has_pending_settings;
  gboolean unsaved;         /* what is shown could not be kept */
  gboolean tried_again;     /* since the last step */
  gboolean begun;           /* there was something to look at */
};

/* Something a person asked for while the beats were being made anew: which beats is told by their times
 * then, for they are numbered anew too. */
typedef struct
{
  BwTachogramEdit edit;
  double first_ms, last_ms;
} BwRhythmDeed;

/* bw-rhythm-page.c */

/* Brings a rhythm into the detail, and the keyboard to its row where that is in the list. */
void bw_rhythm_page_go_to (BwRhythmPage *self,
                           BwRhythmItem *item);

/* bw-rhythm-page-load.c */
void bw_rhythm_page_show_selected (BwRhythmPage *self);
void bw_rhythm_page_load (BwRhythmPage *self);
void bw_rhythm_page_take_rhythm (BwRhythmPage *self,
                                 BwJob        *job);

/* Asks for the metrics of what is selected, a moment later where @soon. */
void bw_rhythm_page_analyse (BwRhythmPage *self,
                             gboolean      soon);
void bw_rhythm_page_take_findings (BwRhythmPage *self,
                                   BwJob        *job);

/* bw-rhythm-page-edit.c */
void bw_rhythm_page_do (BwRhythmPage          *self,
                        const BwTachogramEdit *edit);
void bw_rhythm_page_set_settings (BwRhythmPage           *self,
                                  const BwRhythmSettings *settings);
void bw_rhythm_page_reset (BwRhythmPage *self);
void bw_rhythm_page_undo (BwRhythmPage *self);
void bw_rhythm_page_redo (BwRhythmPage *self);

/* Does what still waits, and keeps it, before the rhythm is left. */
void bw_rhythm_page_finish_pending (BwRhythmPage *self);

/* Tries once more to keep what could not be kept. */
void bw_rhythm_page_save_again (BwRhythmPage *self);

/* After a rhythm was loaded: what was done to it may still be on its way to the library. */
void bw_rhythm_page_catch_up (BwRhythmPage *self);
void bw_rhythm_page_take_change (BwRhythmPage *self,
                                 BwJob        *job);
void bw_rhythm_page_take_kept (BwRhythmPage *self,
                               BwJob        *job);
void bw_rhythm_page_take_rr (BwRhythmPage *self,
                             BwJob        *job);
void bw_rhythm_page_delete (BwRhythmPage *self);

/* bw-rhythm-page-actions.c */
void bw_rhythm_page_class_install_actions (GtkWidgetClass *widget_class);
void bw_rhythm_page_update_actions (BwRhythmPage *self);
void bw_rhythm_page_add_keys (BwRhythmPage *self);

/* bw-rhythm-page-share.c */
void bw_rhythm_page_class_install_share_actions (GtkWidgetClass *widget_class);

/* bw-rhythm-page-compare.c */
void bw_rhythm_page_class_install_compare_actions (GtkWidgetClass *widget_class);
void bw_rhythm_page_update_compare_actions (BwRhythmPage *self);

G_END_DECLS
