/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-page-private.h"

#include "app/bw-page-keys.h"

/* --- Going through the list ---------------------------------------------------------------------- */

static void
step (BwRhythmPage *self,
      int           by)
{
  BwRhythmItem *item = bw_rhythm_shelf_get_neighbour (self->shelf, by);

  if (item != NULL)
    bw_rhythm_page_go_to (self, item);
}

static void
on_next (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  step (BW_RHYTHM_PAGE (widget), 1);
}

static void
on_previous (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  step (BW_RHYTHM_PAGE (widget), -1);
}

static void
on_find (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (widget);

  bw_list_detail_show_list (&self->columns);
  bw_rhythm_list_pane_begin_search (self->list_pane);
}

static void
on_back (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (widget);

  if (!bw_list_detail_can_go_back (&self->columns))
    return;
  bw_list_detail_set_opened (&self->columns, FALSE);
  /* So that the same one can be opened again. */
  bw_rhythm_shelf_select (self->shelf, NULL);
  bw_rhythm_list_pane_focus_list (self->list_pane);
}

static void
on_toggle_list (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  bw_list_detail_toggle_list (&BW_RHYTHM_PAGE (widget)->columns);
}

/* --- The one that is shown ----------------------------------------------------------------------- */

static void
on_load_again (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (widget);

  if (self->shown.id != 0)
    bw_rhythm_page_load (self);
}

static void
on_undo (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  bw_rhythm_page_undo (BW_RHYTHM_PAGE (widget));
}

static void
on_redo (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  bw_rhythm_page_redo (BW_RHYTHM_PAGE (widget));
}

static void
on_reset (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  bw_rhythm_page_reset (BW_RHYTHM_PAGE (widget));
}

static void
on_delete (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  bw_rhythm_page_delete (BW_RHYTHM_PAGE (widget));
}

/* --- The tachogram ------------------------------------------------------------------------------- */

static void
on_view (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwTachogramView *view = bw_rhythm_detail_get_tachogram (BW_RHYTHM_PAGE (widget)->detail);
  g_autofree char *action = g_strconcat ("tachogram.", g_variant_get_string (parameter, NULL), NULL);

  gtk_widget_activate_action_variant (GTK_WIDGET (view), action, NULL);
  /* So that the keys go on from there. */
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

/* What is done to the beat that is chosen, and to go from artefact to artefact: by buttons and menus, as
 * the tachogram does it. */
static const struct
{
  const char *action;
  const char *parameter;   /* (nullable) */
  const char *of_view;
} on_beats[] = {
  { "rhythm.mark", "s", "tachogram.mark" },
  { "rhythm.delete-beat", NULL, "tachogram.delete" },
  { "rhythm.merge", NULL, "tachogram.merge" },
  { "rhythm.split", NULL, "tachogram.split" },
  { "rhythm.insert", NULL, "tachogram.insert" },
  { "rhythm.restore", NULL, "tachogram.restore" },
  { "rhythm.next-artefact", NULL, "tachogram.next-artefact" },
  { "rhythm.previous-artefact", NULL, "tachogram.previous-artefact" },
};

static void
on_beat (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwTachogramView *view = bw_rhythm_detail_get_tachogram (BW_RHYTHM_PAGE (widget)->detail);

  for (guint i = 0; i < G_N_ELEMENTS (on_beats); i++)
    if (g_str_equal (on_beats[i].action, name))
      gtk_widget_activate_action_variant (GTK_WIDGET (view), on_beats[i].of_view, parameter);
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

/* As the tachogram has them. */
static void
update_beat_actions (BwRhythmPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int cursor = bw_tachogram_view_get_cursor (bw_rhythm_detail_get_tachogram (self->detail));
  const BwRhythm *rhythm = self->rhythm;
  const BwEditedBeat *beat = rhythm != NULL && cursor >= 0 && (guint) cursor < rhythm->n_beats
                               ? &rhythm->beats[cursor]
                               : NULL;
  gboolean there = beat != NULL && !beat->removed, ends = there && beat->rr_ms > 0;
  gboolean artefacts = rhythm != NULL
                       && (rhythm->edited->n_artefacts > 0 || rhythm->edited->n_by_hand > 0);

  gtk_widget_action_set_enabled (widget, "rhythm.mark", there && beat->origin >= 0);
  gtk_widget_action_set_enabled (widget, "rhythm.delete-beat", there);
  gtk_widget_action_set_enabled (widget, "rhythm.merge", there);
  gtk_widget_action_set_enabled (widget, "rhythm.split", ends);
  gtk_widget_action_set_enabled (widget, "rhythm.insert", ends);
  gtk_widget_action_set_enabled (widget, "rhythm.restore", beat != NULL && beat->by_hand != 0);
  gtk_widget_action_set_enabled (widget, "rhythm.next-artefact", artefacts);
  gtk_widget_action_set_enabled (widget, "rhythm.previous-artefact", artefacts);
}

/* --- Keys ---------------------------------------------------------------------------------------- */

static const BwPageKey keys[] = {
  { GDK_KEY_j, 0, "rhythm.next", NULL, FALSE },
  { GDK_KEY_k, 0, "rhythm.previous", NULL, FALSE },
  { GDK_KEY_c, 0, "rhythm.compare", NULL, FALSE },
  { GDK_KEY_c, GDK_SHIFT_MASK, "rhythm.compare-pinned", NULL, FALSE },
  { GDK_KEY_p, 0, "rhythm.pin-stretch", NULL, FALSE },
  { GDK_KEY_z, GDK_CONTROL_MASK, "rhythm.undo", NULL, FALSE },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "rhythm.redo", NULL, FALSE },
  { GDK_KEY_y, GDK_CONTROL_MASK, "rhythm.redo", NULL, FALSE },
  { GDK_KEY_f, GDK_CONTROL_MASK, "rhythm.find", NULL, TRUE },
  { GDK_KEY_F9, 0, "rhythm.toggle-list", NULL, TRUE },
  { GDK_KEY_p, GDK_CONTROL_MASK, "rhythm.report", NULL, TRUE },
  { GDK_KEY_Left, GDK_ALT_MASK, "rhythm.back", NULL, FALSE },
};

static gboolean
uses_key (GtkWidget  *widget,
          const char *action)
{
  BwRhythmPage *self = BW_RHYTHM_PAGE (widget);

  return g_str_equal (gtk_stack_get_visible_child_name (self->states), "content")
         && (!g_str_equal (action, "rhythm.back") || bw_list_detail_can_go_back (&self->columns));
}

/* Keys of the tachogram that mean nothing else on the page. */
static gboolean
is_for_tachogram (guint           key,
                  GdkModifierType modifiers)
{
  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
    case GDK_KEY_n:
    case GDK_KEY_N:
      return (modifiers & ~GDK_SHIFT_MASK) == 0;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
    case GDK_KEY_z:
      return modifiers == 0;
    default:
      return FALSE;
    }
}

/* Before those who have no use for them: charts and lists. */
static gboolean
on_early_key (GtkEventControllerKey *controller,
              guint                  key,
              guint                  code,
              GdkModifierType        modifiers,
              BwRhythmPage          *self)
{
  GtkWidget *view = GTK_WIDGET (bw_rhythm_detail_get_tachogram (self->detail));
  GtkWidget *focus = bw_page_get_focus (GTK_WIDGET (self));

  modifiers &= gtk_accelerator_get_default_mod_mask ();
  if (focus == NULL || focus == view || bw_page_is_writing (GTK_WIDGET (self)) || BW_IS_CHART (focus)
      || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL
      || !gtk_widget_get_mapped (view) || !is_for_tachogram (key, modifiers))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_event_controller_key_forward (controller, view))
    return GDK_EVENT_PROPAGATE;
  /* So that the artefact that was gone to can be marked. */
  if (gdk_keyval_to_lower (key) == GDK_KEY_n)
    gtk_widget_grab_focus (view);
  return GDK_EVENT_STOP;
}

void
bw_rhythm_page_add_keys (BwRhythmPage *self)
{
  GtkEventController *early = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (early, GTK_PHASE_CAPTURE);
  g_signal_connect (early, "key-pressed", G_CALLBACK (on_early_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), early);
  bw_page_add_keys (GTK_WIDGET (self), keys, G_N_ELEMENTS (keys), uses_key);
}

/* --- All of them --------------------------------------------------------------------------------- */

void
bw_rhythm_page_update_actions (BwRhythmPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean loaded = self->rhythm != NULL;

  gtk_widget_action_set_enabled (widget, "rhythm.undo",
                                 loaded && bw_rhythm_history_can_undo (self->history, &self->shown));
  gtk_widget_action_set_enabled (widget, "rhythm.redo",
                                 loaded && bw_rhythm_history_can_redo (self->history, &self->shown));
  gtk_widget_action_set_enabled (widget, "rhythm.reset",
                                 loaded && !bw_beat_edits_is_empty (self->rhythm->edits));
  gtk_widget_action_set_enabled (widget, "rhythm.report", self->session != NULL);
  gtk_widget_action_set_enabled (widget, "rhythm.save-data", loaded);
  bw_rhythm_page_update_compare_actions (self);
  gtk_widget_action_set_enabled (widget, "rhythm.delete", loaded && self->shown.kind == BW_RHYTHM_RR);
  update_beat_actions (self);
}

void
bw_rhythm_page_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "rhythm.next", NULL, on_next);
  gtk_widget_class_install_action (widget_class, "rhythm.previous", NULL, on_previous);
  gtk_widget_class_install_action (widget_class, "rhythm.find", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "rhythm.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "rhythm.toggle-list", NULL, on_toggle_list);
  gtk_widget_class_install_action (widget_class, "rhythm.load-again", NULL, on_load_again);
  gtk_widget_class_install_action (widget_class, "rhythm.undo", NULL, on_undo);
  gtk_widget_class_install_action (widget_class, "rhythm.redo", NULL, on_redo);
  gtk_widget_class_install_action (widget_class, "rhythm.reset", NULL, on_reset);
  gtk_widget_class_install_action (widget_class, "rhythm.delete", NULL, on_delete);
  gtk_widget_class_install_action (widget_class, "rhythm.view", "s", on_view);
  for (guint i = 0; i < G_N_ELEMENTS (on_beats); i++)
    gtk_widget_class_install_action (widget_class, on_beats[i].action, on_beats[i].parameter, on_beat);
}
