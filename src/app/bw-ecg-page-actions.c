/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-page-private.h"

#include "app/bw-page-keys.h"

#include <glib/gi18n-lib.h>

/* --- Going through the list --------------------------------------------------------------------- */

void
bw_ecg_page_go_to (BwEcgPage *self,
                   BwEcgItem *item)
{
  if (bw_ecg_list_select (self->list, item))
    bw_ecg_list_pane_scroll_to (self->list_pane, item,
                                bw_page_focus_follows (GTK_WIDGET (self)));
}

static void
step (BwEcgPage *self,
      int        by)
{
  BwEcgItem *item = bw_ecg_list_get_neighbour (self->list, by);

  if (item != NULL)
    bw_ecg_page_go_to (self, item);
}

static void
on_next (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  step (BW_ECG_PAGE (widget), 1);
}

static void
on_previous (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  step (BW_ECG_PAGE (widget), -1);
}

static void
on_next_unlabelled (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);
  BwEcgItem *item = bw_ecg_list_get_next_unlabelled (self->list);

  if (item != NULL)
    bw_ecg_page_go_to (self, item);
  else
    bw_ecg_page_add_toast (self, _("No other recording here is without a label"), FALSE);
}

static void
on_select_all (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_selection_model_select_all (bw_ecg_list_get_selection (BW_ECG_PAGE (widget)->list));
}

static void
on_find (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);

  bw_ecg_page_show_list (self);
  bw_ecg_list_pane_begin_search (self->list_pane);
}

static void
on_back (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);

  if (!bw_list_detail_can_go_back (&self->columns))
    return;
  bw_ecg_detail_flush_note (self->detail);
  bw_list_detail_set_opened (&self->columns, FALSE);
  /* So that the same one can be opened again. */
  gtk_selection_model_unselect_all (bw_ecg_list_get_selection (self->list));
  bw_ecg_list_pane_focus_list (self->list_pane);
}

static void
on_toggle_list (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  bw_list_detail_toggle_list (&BW_ECG_PAGE (widget)->columns);
}

/* --- Labels ------------------------------------------------------------------------------------- */

static void
on_label (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  BwLabel label;

  if (bw_label_from_id (g_variant_get_string (parameter, NULL), &label))
    bw_ecg_page_label (BW_ECG_PAGE (widget), label);
}

static void
on_undo (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  bw_ecg_page_undo (BW_ECG_PAGE (widget));
}

static void
on_redo (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  bw_ecg_page_redo (BW_ECG_PAGE (widget));
}

static void
on_finish_blind (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_ecg_page_read_blind (BW_ECG_PAGE (widget), NULL);
}

static void
on_write_note (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  bw_ecg_detail_focus_note (BW_ECG_PAGE (widget)->detail);
}

/* --- One recording ------------------------------------------------------------------------------ */

static void
on_load_again (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  bw_ecg_page_load_again (BW_ECG_PAGE (widget));
}

static void
on_pin (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  bw_ecg_page_pin (BW_ECG_PAGE (widget), TRUE);
}

static void
on_unpin (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  bw_ecg_page_pin (BW_ECG_PAGE (widget), FALSE);
}

/* --- Keys --------------------------------------------------------------------------------------- */

static const BwPageKey keys[] = {
  { GDK_KEY_f, 0, "ecg.label", "fasting", FALSE },
  { GDK_KEY_g, 0, "ecg.label", "glucose", FALSE },
  { GDK_KEY_u, 0, "ecg.label", "none", FALSE },
  { GDK_KEY_j, 0, "ecg.next", NULL, FALSE },
  { GDK_KEY_k, 0, "ecg.previous", NULL, FALSE },
  { GDK_KEY_n, 0, "ecg.next-unlabelled", NULL, FALSE },
  { GDK_KEY_e, 0, "ecg.write-note", NULL, FALSE },
  { GDK_KEY_a, GDK_CONTROL_MASK, "ecg.select-all", NULL, FALSE },
  { GDK_KEY_z, GDK_CONTROL_MASK, "ecg.undo", NULL, FALSE },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "ecg.redo", NULL, FALSE },
  { GDK_KEY_y, GDK_CONTROL_MASK, "ecg.redo", NULL, FALSE },
  { GDK_KEY_f, GDK_CONTROL_MASK, "ecg.find", NULL, TRUE },
  { GDK_KEY_p, GDK_CONTROL_MASK, "ecg.print", NULL, TRUE },
  { GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "ecg.copy-picture", NULL, TRUE },
  { GDK_KEY_F9, 0, "ecg.toggle-list", NULL, TRUE },
  { GDK_KEY_Left, GDK_ALT_MASK, "ecg.back", NULL, FALSE },
};

static gboolean
uses_key (GtkWidget  *widget,
          const char *action)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);

  return g_str_equal (gtk_stack_get_visible_child_name (self->states), "content")
         && (!g_str_equal (action, "ecg.back") || bw_list_detail_can_go_back (&self->columns));
}

/* Keys of the strip that mean nothing else on the page. */
static gboolean
is_for_strip (guint           key,
              GdkModifierType modifiers)
{
  switch (key)
    {
    case GDK_KEY_c:
    case GDK_KEY_m:
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
    case GDK_KEY_Escape:
      return modifiers == 0;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      return (modifiers & ~(GDK_ALT_MASK | GDK_SHIFT_MASK)) == 0;
    default:
      return FALSE;
    }
}

static gboolean
forward_to_strip (BwEcgPage             *self,
                  guint                  key,
                  GtkEventControllerKey *controller)
{
  BwEcgView *view = bw_ecg_strip_get_view (bw_ecg_detail_get_strip (self->detail));
  gboolean before, after;

  if (!gtk_widget_get_mapped (GTK_WIDGET (view)) || bw_ecg_view_get_trace (view) == NULL)
    return GDK_EVENT_PROPAGATE;
  g_object_get (view, "calipers", &before, NULL);
  if (key == GDK_KEY_Escape && !before)
    return GDK_EVENT_PROPAGATE;
  gtk_event_controller_key_forward (controller, GTK_WIDGET (view));
  g_object_get (view, "calipers", &after, NULL);
  /* From here on the arrows move a leg. */
  if (after && !before)
    gtk_widget_grab_focus (GTK_WIDGET (view));
  return GDK_EVENT_STOP;
}

/* ↑ and ↓ anywhere on the page, before the window moves the focus by them, and the strip's own keys;
 * the list, the strip, menus and entries have uses of their own for them. */
static gboolean
on_early_key (GtkEventControllerKey *controller,
              guint                  key,
              guint                  code,
              GdkModifierType        modifiers,
              BwEcgPage             *self)
{
  GtkWidget *focus = bw_page_get_focus (GTK_WIDGET (self));

  modifiers &= gtk_accelerator_get_default_mod_mask ();
  if (focus == NULL || bw_page_is_writing (GTK_WIDGET (self)) || BW_IS_ECG_VIEW (focus)
      || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return GDK_EVENT_PROPAGATE;
  if (is_for_strip (key, modifiers))
    return forward_to_strip (self, key, controller);
  if ((key != GDK_KEY_Up && key != GDK_KEY_Down) || modifiers != 0
      || gtk_widget_get_ancestor (focus, BW_TYPE_ECG_LIST_PANE) != NULL)
    return GDK_EVENT_PROPAGATE;
  step (self, key == GDK_KEY_Down ? 1 : -1);
  return GDK_EVENT_STOP;
}

void
bw_ecg_page_add_keys (BwEcgPage *self)
{
  GtkEventController *early = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (early, GTK_PHASE_CAPTURE);
  g_signal_connect (early, "key-pressed", G_CALLBACK (on_early_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), early);
  bw_page_add_keys (GTK_WIDGET (self), keys, G_N_ELEMENTS (keys), uses_key);
}

/* --- All of them -------------------------------------------------------------------------------- */

void
bw_ecg_page_update_actions (BwEcgPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (GPtrArray) selected = bw_ecg_list_get_selected (self->list);
  gboolean blind = bw_ecg_list_get_blind (self->list) != NULL;
  gboolean loaded = self->trace != NULL && selected->len == 1;
  static const char *const of_one[]
      = { "ecg.pin", "ecg.print", "ecg.save-picture", "ecg.copy-picture" };
  static const char *const not_blind[]
      = { "ecg.by-meal", "ecg.by-glucose", "ecg.import-labels", "ecg.export-labels",
          "ecg.compare-readers", "ecg.read-blind" };

  gtk_widget_action_set_enabled (widget, "ecg.label", selected->len > 0);
  for (guint i = 0; i < G_N_ELEMENTS (of_one); i++)
    gtk_widget_action_set_enabled (widget, of_one[i], loaded);
  for (guint i = 0; i < G_N_ELEMENTS (not_blind); i++)
    gtk_widget_action_set_enabled (widget, not_blind[i], !blind);
  gtk_widget_action_set_enabled (widget, "ecg.finish-blind", blind);
  /* An EDF file tells the label. */
  gtk_widget_action_set_enabled (widget, "ecg.export", (loaded || selected->len > 1) && !blind);
}

void
bw_ecg_page_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "ecg.label", "s", on_label);
  gtk_widget_class_install_action (widget_class, "ecg.next", NULL, on_next);
  gtk_widget_class_install_action (widget_class, "ecg.previous", NULL, on_previous);
  gtk_widget_class_install_action (widget_class, "ecg.next-unlabelled", NULL, on_next_unlabelled);
  gtk_widget_class_install_action (widget_class, "ecg.select-all", NULL, on_select_all);
  gtk_widget_class_install_action (widget_class, "ecg.write-note", NULL, on_write_note);
  gtk_widget_class_install_action (widget_class, "ecg.undo", NULL, on_undo);
  gtk_widget_class_install_action (widget_class, "ecg.redo", NULL, on_redo);
  gtk_widget_class_install_action (widget_class, "ecg.find", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "ecg.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "ecg.toggle-list", NULL, on_toggle_list);
  gtk_widget_class_install_action (widget_class, "ecg.load-again", NULL, on_load_again);
  gtk_widget_class_install_action (widget_class, "ecg.pin", NULL, on_pin);
  gtk_widget_class_install_action (widget_class, "ecg.unpin", NULL, on_unpin);
  gtk_widget_class_install_action (widget_class, "ecg.finish-blind", NULL, on_finish_blind);
  bw_ecg_page_install_dialog_actions (widget_class);
  bw_ecg_page_install_share_actions (widget_class);
}
