/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-page-private.h"

#include "app/bw-page-keys.h"
#include "app/bw-spinner.h"
#include "app/bw-toasts.h"

#include <glib/gi18n-lib.h>

#define UNDO_SECONDS 8

G_DEFINE_FINAL_TYPE (BwEcgPage, bw_ecg_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

GTimeZone *
bw_ecg_page_get_zone (BwEcgPage *self)
{
  return bw_session_get_recordings (self->session)->zone;
}

/* --- Layout ------------------------------------------------------------------------------------ */

void
bw_ecg_page_show_list (BwEcgPage *self)
{
  bw_ecg_detail_flush_note (self->detail);
  bw_list_detail_show_list (&self->columns);
}

static void
on_opened (BwEcgPage *self)
{
  bw_list_detail_set_opened (&self->columns, TRUE);
}

static void
on_list_shown (BwEcgPage *self)
{
  bw_list_detail_update (&self->columns);
}

static void
keep_shown (BwEcgPage *self)
{
  BwEcgItem *item = self->shown_id != 0 ? bw_ecg_list_find (self->list, self->shown_id) : NULL;

  if (item != NULL)
    g_settings_set (self->settings, "ecg-recording", "(xx)", self->shown_id,
                    bw_ecg_item_get_recording (item)->start_ms);
}

/* What was looked at the last time, or else the first of the list. */
static BwEcgItem *
find_to_begin_with (BwEcgPage *self)
{
  BwEcgItem *item;
  gint64 id, start_ms;

  g_settings_get (self->settings, "ecg-recording", "(xx)", &id, &start_ms);
  item = bw_ecg_list_find (self->list, id);
  if (item != NULL && bw_ecg_item_get_recording (item)->start_ms == start_ms
      && bw_ecg_list_get_position (self->list, item) != GTK_INVALID_LIST_POSITION)
    return item;
  return bw_ecg_list_get_neighbour (self->list, 1);
}

static void
set_narrow (BwEcgPage *self,
            gboolean   narrow)
{
  if (bw_list_detail_set_narrow (&self->columns, narrow, self->shown_id != 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* --- What is shown ------------------------------------------------------------------------------ */

static void
show_state (BwEcgPage  *self,
            const char *name)
{
  gtk_stack_set_visible_child_name (self->states, name);
}

/* The keys go to the list; and in two columns there is a recording to be looked at, unless one has been
 * already. */
static void
begin (BwEcgPage *self)
{
  GtkWidget *focus = bw_page_get_focus (GTK_WIDGET (self));
  BwEcgItem *first = find_to_begin_with (self);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self))
      || !g_str_equal (gtk_stack_get_visible_child_name (self->states), "content"))
    return;
  if (!self->columns.narrow && !self->begun && self->shown_id == 0 && first != NULL)
    bw_ecg_page_go_to (self, first);
  self->begun = TRUE;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    bw_ecg_list_pane_focus_list (self->list_pane);
}

static void
on_recordings_changed (BwEcgPage *self)
{
  const BwEcgSet *set = bw_session_get_recordings (self->session);
  const GError *error = bw_session_get_recordings_error (self->session);

  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed, escaped);
      show_state (self, "failed");
      return;
    }
  if (set == NULL)
    return;
  bw_ecg_list_set_recordings (self->list, set);
  bw_ecg_page_renew_traces (self);
  /* Ids of an erased library may come back for other recordings. */
  if (set->recordings->len == 0)
    {
      bw_label_history_clear (self->history);
      bw_ecg_page_update_history (self);
      self->begun = FALSE;
    }
  show_state (self, set->recordings->len > 0 ? "content" : "empty");
  begin (self);
}

static void
on_job_finished (BwEcgPage *self,
                 BwJob     *job)
{
  BwJobKind kind = bw_job_get_kind (job);

  if (kind == BW_JOB_TRACE)
    bw_ecg_page_take_trace (self, job);
  else if (kind == BW_JOB_LABELS)
    bw_ecg_page_take_write (self, job);
  else if (kind == BW_JOB_PICTURE)
    bw_ecg_page_take_picture (self, job);
}

static void
on_selection_changed (BwEcgPage *self)
{
  bw_ecg_page_show_selected (self);
  bw_ecg_page_update_actions (self);
}

static void
on_list_changed (BwEcgPage *self)
{
  bw_ecg_page_show_blind (self);
  bw_ecg_page_name_traces (self);
  bw_ecg_page_update_dialogs (self);
}

/* --- Toasts ------------------------------------------------------------------------------------- */

static void
on_toast_button (BwEcgPage *self)
{
  bw_ecg_page_undo (self);
}

void
bw_ecg_page_add_toast (BwEcgPage  *self,
                       const char *text,
                       gboolean    undo)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (overlay == NULL)
    return;
  toast = adw_toast_new (escaped);
  if (undo)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_timeout (toast, UNDO_SECONDS);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_toast_button), self,
                               G_CONNECT_SWAPPED);
    }
  g_set_weak_pointer (&self->toast, toast);
  bw_toasts_show (ADW_TOAST_OVERLAY (overlay), toast, FALSE);
}

void
bw_ecg_page_withdraw_toast (BwEcgPage *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL && self->toast != NULL)
    bw_toasts_withdraw (ADW_TOAST_OVERLAY (overlay), self->toast);
}

/* --- Class -------------------------------------------------------------------------------------- */

static void
bw_ecg_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_ecg_page_parent_class)->map (widget);
  begin (BW_ECG_PAGE (widget));
}

static void
bw_ecg_page_unmap (GtkWidget *widget)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);

  bw_list_detail_keep (&self->columns);
  keep_shown (self);
  bw_ecg_detail_flush_note (self->detail);
  GTK_WIDGET_CLASS (bw_ecg_page_parent_class)->unmap (widget);
}

static void
bw_ecg_page_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_ECG_PAGE (object)->columns.narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_ecg_page_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  if (id == PROP_NARROW)
    set_narrow (BW_ECG_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_ecg_page_dispose (GObject *object)
{
  BwEcgPage *self = BW_ECG_PAGE (object);

  g_clear_weak_pointer (&self->toast);
  if (self->agreement != NULL)
    gtk_window_destroy (self->agreement);
  g_clear_weak_pointer (&self->agreement);
  self->trace_job = NULL;
  self->other_job = NULL;
  g_clear_pointer (&self->trace, bw_ecg_trace_unref);
  g_clear_pointer (&self->other, bw_ecg_trace_unref);
  g_clear_pointer (&self->pinned, bw_ecg_trace_unref);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (bw_ecg_page_parent_class)->dispose (object);
}

static void
bw_ecg_page_finalize (GObject *object)
{
  BwEcgPage *self = BW_ECG_PAGE (object);

  g_hash_table_unref (self->writes);
  bw_label_history_free (self->history);
  G_OBJECT_CLASS (bw_ecg_page_parent_class)->finalize (object);
}

static void
bw_ecg_page_class_init (BwEcgPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_ecg_page_get_property;
  object_class->set_property = bw_ecg_page_set_property;
  object_class->dispose = bw_ecg_page_dispose;
  object_class->finalize = bw_ecg_page_finalize;
  widget_class->map = bw_ecg_page_map;
  widget_class->unmap = bw_ecg_page_unmap;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_ECG_LIST_PANE);
  g_type_ensure (BW_TYPE_ECG_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-ecg-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwEcgPage, states);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPage, failed);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPage, blind_revealer);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPage, blind_label);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPage, paned);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, BwEcgPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
  gtk_widget_class_bind_template_callback (widget_class, bw_ecg_page_take_note);
  bw_ecg_page_class_install_actions (widget_class);
}

static void
bw_ecg_page_init (BwEcgPage *self)
{
  g_autoptr (GSimpleActionGroup) kept = g_simple_action_group_new ();
  g_autoptr (GAction) next = NULL;

  self->settings = g_settings_new (BW_APPLICATION_ID);
  self->list = bw_ecg_list_new ();
  self->history = bw_label_history_new ();
  self->writes = bw_ecg_page_make_writes ();
  gtk_widget_init_template (GTK_WIDGET (self));

  next = g_settings_create_action (self->settings, "ecg-next-after-labelling");
  g_action_map_add_action (G_ACTION_MAP (kept), next);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "kept", G_ACTION_GROUP (kept));
  bw_ecg_list_pane_set_list (self->list_pane, self->list, self->settings);
  bw_ecg_strip_set_settings (bw_ecg_detail_get_strip (self->detail), self->settings);
  bw_list_detail_init (&self->columns, self->paned, self->settings, "ecg-list-shown",
                       "ecg-list-width");
  g_object_bind_property (self, "narrow", self->detail, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->settings, "changed::ecg-list-shown", G_CALLBACK (on_list_shown),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->list, "selection-changed", G_CALLBACK (on_selection_changed),
                            self);
  g_signal_connect_swapped (self->list, "changed", G_CALLBACK (on_list_changed), self);
  bw_ecg_page_add_keys (self);
  bw_ecg_page_update_actions (self);
  bw_ecg_page_update_history (self);
}

void
bw_ecg_page_set_session (BwEcgPage *self,
                         BwSession *session)
{
  g_return_if_fail (BW_IS_ECG_PAGE (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "recordings-changed", G_CALLBACK (on_recordings_changed), self);
  g_signal_connect_swapped (session, "job-finished", G_CALLBACK (on_job_finished), self);
  on_recordings_changed (self);
}

void
bw_ecg_page_flush (BwEcgPage *self)
{
  g_return_if_fail (BW_IS_ECG_PAGE (self));

  bw_list_detail_keep (&self->columns);
  keep_shown (self);
  bw_ecg_detail_flush_note (self->detail);
}

void
bw_ecg_page_show_recording (BwEcgPage *self,
                            gint64     recording_id)
{
  BwEcgItem *item;

  g_return_if_fail (BW_IS_ECG_PAGE (self));

  item = bw_ecg_list_find (self->list, recording_id);
  if (item == NULL)
    return;
  if (bw_ecg_list_get_position (self->list, item) == GTK_INVALID_LIST_POSITION)
    bw_ecg_list_pane_show_all (self->list_pane);
  bw_ecg_page_go_to (self, item);
}

void
bw_ecg_page_show_filter (BwEcgPage  *self,
                         const char *id)
{
  g_autoptr (GPtrArray) selected = NULL;
  BwEcgItem *first;

  g_return_if_fail (BW_IS_ECG_PAGE (self));

  if (bw_ecg_list_get_blind (self->list) != NULL)
    {
      bw_ecg_page_add_toast (self, _("Predictions are hidden while you read blind"), FALSE);
      return;
    }
  bw_ecg_page_show_list (self);
  bw_ecg_list_pane_show_only (self->list_pane, bw_ecg_show_from_id (id));
  bw_ecg_list_pane_focus_list (self->list_pane);
  /* In one column, so that the same one can be opened again; in two, one of them is looked at. */
  if (self->columns.narrow)
    gtk_selection_model_unselect_all (bw_ecg_list_get_selection (self->list));
  selected = bw_ecg_list_get_selected (self->list);
  first = bw_ecg_list_get_neighbour (self->list, 1);
  if (!self->columns.narrow && selected->len == 0 && first != NULL)
    bw_ecg_page_go_to (self, first);
}

GArray *
bw_ecg_page_list_several (BwEcgPage *self)
{
  g_autoptr (GPtrArray) selected = NULL;
  GArray *ids;

  g_return_val_if_fail (BW_IS_ECG_PAGE (self), NULL);

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  selected = bw_ecg_list_get_selected (self->list);
  for (guint i = 0; selected->len > 1 && i < selected->len; i++)
    {
      gint64 id = bw_ecg_item_get_recording (g_ptr_array_index (selected, i))->id;

      g_array_append_val (ids, id);
    }
  return ids;
}

const char *
bw_ecg_page_get_state (BwEcgPage *self)
{
  const char *name;

  g_return_val_if_fail (BW_IS_ECG_PAGE (self), NULL);

  name = gtk_stack_get_visible_child_name (self->states);
  return g_str_equal (name, "content") ? bw_ecg_detail_get_state (self->detail) : name;
}
