/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line of the shortcuts window: a title and its keys ("<Control>o"); one without keys begins a
 * group. */
typedef struct
{
  const char *title;  /* translated */
  const char *keys;   /* (nullable) */
} BwShortcut;

/* AdwShortcutsDialog from libadwaita 1.8, GtkShortcutsWindow before. */
void bw_shortcuts_present (GtkWindow        *parent,
                           const BwShortcut *shortcuts,
                           guint             n_shortcuts);

G_END_DECLS
