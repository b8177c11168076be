/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-list-detail.h"

void
bw_list_detail_init (BwListDetail *self,
                     GtkPaned     *paned,
                     GSettings    *settings,
                     const char   *shown_key,
                     const char   *width_key)
{
  *self = (BwListDetail) {
    .paned = paned, .settings = settings, .shown_key = shown_key, .width_key = width_key,
  };
  gtk_paned_set_position (paned, g_settings_get_int (settings, width_key));
  bw_list_detail_update (self);
}

void
bw_list_detail_update (BwListDetail *self)
{
  gboolean list = self->narrow ? !self->opened
                               : g_settings_get_boolean (self->settings, self->shown_key);

  gtk_widget_set_visible (gtk_paned_get_start_child (self->paned), list);
  gtk_widget_set_visible (gtk_paned_get_end_child (self->paned), !self->narrow || self->opened);
}

void
bw_list_detail_set_opened (BwListDetail *self,
                           gboolean      opened)
{
  self->opened = opened;
  bw_list_detail_update (self);
}

gboolean
bw_list_detail_can_go_back (BwListDetail *self)
{
  return self->narrow && self->opened;
}

void
bw_list_detail_show_list (BwListDetail *self)
{
  self->opened = FALSE;
  if (!self->narrow)
    g_settings_set_boolean (self->settings, self->shown_key, TRUE);
  bw_list_detail_update (self);
}

void
bw_list_detail_toggle_list (BwListDetail *self)
{
  if (!self->narrow)
    g_settings_set_boolean (self->settings, self->shown_key,
                            !g_settings_get_boolean (self->settings, self->shown_key));
}

void
bw_list_detail_keep (BwListDetail *self)
{
  int position = gtk_paned_get_position (self->paned);

  if (!self->narrow && gtk_widget_get_visible (gtk_paned_get_start_child (self->paned))
      && position > 0)
    g_settings_set_int (self->settings, self->width_key, position);
}

gboolean
bw_list_detail_set_narrow (BwListDetail *self,
                           gboolean      narrow,
                           gboolean      opened)
{
  if (self->narrow == narrow)
    return FALSE;
  if (narrow)
    bw_list_detail_keep (self);
  self->narrow = narrow;
  self->opened = narrow && opened;
  bw_list_detail_update (self);
  return TRUE;
}
