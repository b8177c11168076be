/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-window-private.h"

#include "app/bw-lstm-dialog.h"
#include "app/bw-note-dialog.h"
#include "app/bw-toasts.h"

#include <glib/gi18n-lib.h>

#define UNDO_SECONDS 10

/* What Today leads to: the pages behind it, and a person's own notes. */

/* @target: (nullable): of the action that undoes it */
static void
offer_undo (BwWindow   *self,
            const char *text,
            const char *action,
            const char *target)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, action);
  if (target != NULL)
    adw_toast_set_action_target_value (toast, g_variant_new_string (target));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  bw_toasts_show (self->toasts, toast, FALSE);
}

static void
show_trend (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  bw_window_show_page (self, "today");
  bw_forecast_pages_show (self->forecast_pages, "trend");
}

static void
show_backtest (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  bw_window_show_page (self, "today");
  bw_forecast_pages_show (self->forecast_pages, "backtest");
}

/* --- Looking back ------------------------------------------------------------------------------ */

/* To a time, or back to now. */
static void
look_back (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  gint64 time_ms = g_variant_get_int64 (parameter);

  self->looks_back = time_ms != 0;
  bw_session_look_back (self->session, time_ms);
  if (!self->looks_back)
    bw_today_page_set_look_back (self->today_page, NULL);
}

/* --- Notes ------------------------------------------------------------------------------------- */

static const BwAnnotation *
find_note (BwWindow *self,
           gint64    id)
{
  const GPtrArray *notes = bw_session_get_notes (self->session);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    if (((const BwAnnotation *) g_ptr_array_index (notes, i))->id == id)
      return g_ptr_array_index (notes, i);
  return NULL;
}

static void
present_note (BwWindow           *self,
              const BwAnnotation *note)
{
  const BwSummary *summary = bw_session_get_summary (self->session);
  g_autoptr (GTimeZone) zone = NULL;

  if (summary == NULL || bw_summary_is_empty (summary))
    return;
  zone = g_time_zone_new_identifier (summary->zone_in_use);
  gtk_window_present (
      GTK_WINDOW (bw_note_dialog_new (GTK_WINDOW (self), self->session, note, zone)));
}

/* At the time given; or on the day that is looked back on; or now. */
static void
add_note (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  g_autoptr (BwAnnotation) note = bw_annotation_new ();
  gint64 time_ms = g_variant_get_int64 (parameter);

  if (time_ms == 0 && gtk_widget_get_mapped (GTK_WIDGET (self->today_page)))
    time_ms = bw_today_page_get_look_back (self->today_page);
  note->start_ms = note->end_ms = time_ms != 0 ? time_ms : g_get_real_time () / 1000;
  present_note (self, note);
}

static void
edit_note (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  const BwAnnotation *note = find_note (self, g_variant_get_int64 (parameter));

  if (note != NULL)
    present_note (self, note);
}

static void
delete_note (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  bw_session_delete_note (BW_WINDOW (widget)->session, g_variant_get_int64 (parameter));
}

static void
undo_delete_note (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  g_autoptr (BwAnnotation) note = g_steal_pointer (&self->deleted_note);

  if (note != NULL)
    bw_session_add_note (self->session, note);
}

void
bw_window_tell_note (BwWindow *self,
                     BwJob    *job)
{
  if (!bw_session_note_is_deleted (job))
    {
      bw_window_add_toast (self, _("Note saved"));
      return;
    }
  g_clear_pointer (&self->deleted_note, bw_annotation_free);
  self->deleted_note = bw_annotation_copy (bw_job_get_result (job));
  offer_undo (self, _("Note deleted"), "win.undo-delete-note", NULL);
}

/* --- The model --------------------------------------------------------------------------------- */

/* What is shown, and what that is. */
static void
show_model (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  const char *model, *meaning;

  g_variant_get (parameter, "(&s&s)", &model, &meaning);
  gtk_window_present (
      GTK_WINDOW (bw_lstm_dialog_new (GTK_WINDOW (self), self->session, model, meaning)));
}

static void
undo_set_measure (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  bw_session_set_setting (BW_WINDOW (widget)->session, "measure",
                          g_variant_get_string (parameter, NULL));
}

static void
set_measure (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  const BwSummary *summary = bw_session_get_summary (self->session);
  const char *id = g_variant_get_string (parameter, NULL);

  if (summary == NULL || g_str_equal (summary->measure, id))
    return;
  offer_undo (self, _("Measure changed"), "win.undo-set-measure",
              summary->measure);
  bw_session_set_setting (self->session, "measure", id);
}

/* --- Weights of the score ---------------------------------------------------------------------- */

static void
undo_set_weights (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  bw_session_set_setting (BW_WINDOW (widget)->session, "score-weights",
                          g_variant_get_string (parameter, NULL));
}

static void
set_weights (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  const BwSummary *summary = bw_session_get_summary (self->session);

  if (summary == NULL)
    return;
  offer_undo (self, _("Weights changed"), "win.undo-set-weights", summary->score_weights);
  bw_session_set_setting (self->session, "score-weights", g_variant_get_string (parameter, NULL));
}

void
bw_window_class_install_forecast_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-trend", NULL, show_trend);
  gtk_widget_class_install_action (widget_class, "win.show-backtest", NULL, show_backtest);
  gtk_widget_class_install_action (widget_class, "win.look-back", "x", look_back);
  gtk_widget_class_install_action (widget_class, "win.add-note", "x", add_note);
  gtk_widget_class_install_action (widget_class, "win.edit-note", "x", edit_note);
  gtk_widget_class_install_action (widget_class, "win.delete-note", "x", delete_note);
  gtk_widget_class_install_action (widget_class, "win.undo-delete-note", NULL, undo_delete_note);
  gtk_widget_class_install_action (widget_class, "win.show-model", "(ss)", show_model);
  gtk_widget_class_install_action (widget_class, "win.set-measure", "s", set_measure);
  gtk_widget_class_install_action (widget_class, "win.undo-set-measure", "s", undo_set_measure);
  gtk_widget_class_install_action (widget_class, "win.set-weights", "s", set_weights);
  gtk_widget_class_install_action (widget_class, "win.undo-set-weights", "s", undo_set_weights);
}
