/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-page-keys.h"

typedef struct
{
  const BwPageKey *key;
  BwPageUsesKey uses;
} Bound;

static gboolean
on_key (GtkWidget *page,
        GVariant  *args,
        gpointer   user_data)
{
  const Bound *bound = user_data;
  const BwPageKey *key = bound->key;
  g_autoptr (GVariant) target = NULL;

  if (!gtk_widget_get_mapped (page) || (!key->in_entries && bw_page_is_writing (page))
      || !bound->uses (page, key->action))
    return FALSE;
  /* GTK 4.8 does not take what floats. */
  if (key->target != NULL)
    target = g_variant_ref_sink (g_variant_new_string (key->target));
  gtk_widget_activate_action_variant (page, key->action, target);
  return TRUE;
}

void
bw_page_add_keys (GtkWidget       *page,
                  const BwPageKey *keys,
                  guint            n_keys,
                  BwPageUsesKey    uses)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < n_keys; i++)
    {
      const Bound bound = { &keys[i], uses };

      gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (controller),
          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                            gtk_callback_action_new (on_key, g_memdup2 (&bound, sizeof bound),
                                                     g_free)));
    }
  gtk_widget_add_controller (page, controller);
}

GtkWidget *
bw_page_get_focus (GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (page);

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

gboolean
bw_page_is_writing (GtkWidget *page)
{
  GtkWidget *focus = bw_page_get_focus (page);

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

gboolean
bw_page_focus_follows (GtkWidget *page)
{
  GtkWidget *focus = bw_page_get_focus (page);

  if (focus == NULL || !gtk_widget_is_ancestor (focus, page))
    return TRUE;
  return gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL || GTK_IS_LIST_VIEW (focus);
}
