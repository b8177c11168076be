/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Keys of a page in the window, and where its focus is. */

typedef struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action;
  const char *target;       /* (nullable): a string */
  gboolean in_entries;      /* while one writes, too */
} BwPageKey;

/* Whether @page has a use for the key of @action at the moment. */
typedef gboolean (*BwPageUsesKey) (GtkWidget  *page,
                                   const char *action);

/* Wherever the focus is, as long as @page is the one that is seen. @keys are static. */
void bw_page_add_keys (GtkWidget       *page,
                       const BwPageKey *keys,
                       guint            n_keys,
                       BwPageUsesKey    uses);

/* What has the focus in the window of @page. Returns: (nullable) */
GtkWidget *bw_page_get_focus (GtkWidget *page);

/* Whether that is something one writes into. */
gboolean bw_page_is_writing (GtkWidget *page);

/* Whether the keyboard comes along when another row is chosen: from a list, and from outside of @page,
 * so that the arrow keys go on from there. Whoever is at work on what is shown stays on it. */
gboolean bw_page_focus_follows (GtkWidget *page);

G_END_DECLS
