/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A list, and beside it what is chosen of it; in a narrow window one of them at a time. What a page that
 * is laid out so holds, all of it borrowed: */
typedef struct
{
  GtkPaned *paned;         /* with the list at its start */
  GSettings *settings;
  const char *shown_key;   /* of the settings: whether there is a list beside it */
  const char *width_key;   /* and how wide */

  gboolean narrow;
  gboolean opened;         /* narrow: what is chosen is shown, not the list */
} BwListDetail;

/* Takes the width from the settings; the keys are static. */
void bw_list_detail_init (BwListDetail *self,
                          GtkPaned     *paned,
                          GSettings    *settings,
                          const char   *shown_key,
                          const char   *width_key);

/* Shows what is to be seen; to be called when the setting changes, too. */
void bw_list_detail_update (BwListDetail *self);

void bw_list_detail_set_opened (BwListDetail *self,
                                gboolean      opened);

/* Whether one can go back to the list from what is chosen. */
gboolean bw_list_detail_can_go_back (BwListDetail *self);

/* Brings the list into sight: in the place of what is chosen, or beside it. */
void bw_list_detail_show_list (BwListDetail *self);

/* Shows or hides the list beside what is chosen; in one column, does nothing. */
void bw_list_detail_toggle_list (BwListDetail *self);

/* Keeps the width in the settings. */
void bw_list_detail_keep (BwListDetail *self);

/* @opened: whether one column shows what is chosen, so that what was looked at stays in sight
 * Returns: whether that changed anything */
gboolean bw_list_detail_set_narrow (BwListDetail *self,
                                    gboolean      narrow,
                                    gboolean      opened);

G_END_DECLS
