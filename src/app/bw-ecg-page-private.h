/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-detail.h"
#include "app/bw-ecg-list-changes.h"
#include "app/bw-ecg-list-pane.h"
#include "app/bw-ecg-page.h"
#include "app/bw-label-history.h"
#include "app/bw-list-detail.h"
#include "import/bw-label-csv.h"

G_BEGIN_DECLS

struct _BwEcgPage
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  AdwStatusPage *failed;
  GtkRevealer *blind_revealer;
  GtkLabel *blind_label;
  GtkPaned *paned;
  BwEcgListPane *list_pane;
  BwEcgDetail *detail;

  /* Owned. */
  BwSession *session;
  GSettings *settings;
  BwEcgList *list;
  BwLabelHistory *history;
  GHashTable *writes;       /* BwJob → what it brings into the library */
  BwEcgTrace *trace;        /* (nullable): of the recording that is shown */
  BwEcgTrace *other;        /* (nullable): of the second of two that are selected */
  BwEcgTrace *pinned;       /* (nullable): what others are compared with */

  /* Borrowed. */
  BwJob *trace_job;
  BwJob *other_job;
  AdwToast *toast;          /* weak: the newest */
  GtkWindow *agreement;     /* weak */

  gint64 shown_id;          /* the recording that is shown or on its way; 0: none */
  gint64 other_id;          /* the second of two, or on its way; 0: none */
  gint64 pinned_id;         /* the one that was pinned to compare; 0: none */

  BwListDetail columns;
  gboolean begun;           /* there were recordings to look at */
};

/* bw-ecg-page.c */
/* Brings the list into sight, in the place of the detail where there is one column. */
void bw_ecg_page_show_list (BwEcgPage *self);
GTimeZone *bw_ecg_page_get_zone (BwEcgPage *self);

/* @undo: with a button for it */
void bw_ecg_page_add_toast (BwEcgPage  *self,
                            const char *text,
                            gboolean    undo);

/* What it offers to undo is no longer the newest. */
void bw_ecg_page_withdraw_toast (BwEcgPage *self);

/* bw-ecg-page-labels.c */
GHashTable *bw_ecg_page_make_writes (void);
void bw_ecg_page_label (BwEcgPage *self,
                        BwLabel    label);
void bw_ecg_page_take_note (BwEcgPage  *self,
                            BwEcgItem  *item,
                            const char *note,
                            gboolean    more);

/* Takes @change: shows it, keeps it in the history and brings it into the library. */
void bw_ecg_page_do (BwEcgPage     *self,
                     BwLabelChange *change);
void bw_ecg_page_undo (BwEcgPage *self);
void bw_ecg_page_redo (BwEcgPage *self);
void bw_ecg_page_take_write (BwEcgPage *self,
                             BwJob     *job);
void bw_ecg_page_update_history (BwEcgPage *self);

/* bw-ecg-page-blind.c */
void bw_ecg_page_show_blind (BwEcgPage *self);

/* @reader: (nullable): %NULL ends it */
void bw_ecg_page_read_blind (BwEcgPage  *self,
                             const char *reader);

/* bw-ecg-page-traces.c */
void bw_ecg_page_show_selected (BwEcgPage *self);
void bw_ecg_page_load_again (BwEcgPage *self);

/* After the recordings were read again: what is shown of them may have another rate now. */
void bw_ecg_page_renew_traces (BwEcgPage *self);
void bw_ecg_page_take_trace (BwEcgPage *self,
                             BwJob     *job);
void bw_ecg_page_name_traces (BwEcgPage *self);
void bw_ecg_page_pin (BwEcgPage *self,
                      gboolean   pin);

/* bw-ecg-page-actions.c */
void bw_ecg_page_class_install_actions (GtkWidgetClass *widget_class);
void bw_ecg_page_update_actions (BwEcgPage *self);
void bw_ecg_page_add_keys (BwEcgPage *self);
void bw_ecg_page_go_to (BwEcgPage *self,
                        BwEcgItem *item);

/* bw-ecg-page-dialogs.c */
void bw_ecg_page_install_dialog_actions (GtkWidgetClass *widget_class);
void bw_ecg_page_update_dialogs (BwEcgPage *self);

/* Labels from a table: one step to be undone, of what is not so already. */
void bw_ecg_page_take_list (BwEcgPage         *self,
                            const BwLabelList *list);

/* bw-ecg-page-share.c */
void bw_ecg_page_install_share_actions (GtkWidgetClass *widget_class);
void bw_ecg_page_take_picture (BwEcgPage *self,
                            BwJob     *job);

G_END_DECLS
