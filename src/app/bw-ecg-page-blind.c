/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-page-private.h"

#include "app/bw-format.h"

#include <glib/gi18n-lib.h>

/* Reading blind: one sees and writes one's own labels alone. */

void
bw_ecg_page_show_blind (BwEcgPage *self)
{
  const char *reader = bw_ecg_list_get_blind (self->list);
  guint n = bw_ecg_list_get_n (self->list);
  g_autofree char *done = NULL;
  g_autofree char *all = NULL;
  g_autofree char *text = NULL;

  gtk_revealer_set_reveal_child (self->blind_revealer, reader != NULL);
  if (reader == NULL)
    return;
  done = bw_format_count (n - bw_ecg_list_count_label (self->list, BW_LABEL_NONE));
  all = bw_format_count (n);
  /* Translators: the first %s is a person's name, the others are numbers: "Reading blind as Ada · 12
   * of 50 labelled". */
  text = g_strdup_printf (_("Reading blind as %s · %s of %s labelled"), reader, done, all);
  gtk_label_set_label (self->blind_label, text);
}

void
bw_ecg_page_read_blind (BwEcgPage  *self,
                        const char *reader)
{
  bw_ecg_detail_flush_note (self->detail);
  bw_ecg_page_pin (self, FALSE);
  bw_ecg_list_pane_show_all (self->list_pane);
  bw_ecg_list_set_blind (self->list, reader, reader != NULL);
  bw_ecg_page_update_history (self);
  bw_ecg_page_update_actions (self);
}
