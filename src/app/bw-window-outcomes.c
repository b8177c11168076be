/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-window-private.h"

#include "app/bw-format.h"
#include "app/bw-session-export.h"
#include "app/bw-toasts.h"
#include "compat/bw-compat-message-dialog.h"
#include "import/bw-import.h"

#include <glib/gi18n-lib.h>

/* What became of a job, told to the person: a toast where it went well, a dialog where not. */

#define UNDO_SECONDS 30

static gboolean
on_undo_gone (gpointer user_data)
{
  bw_session_forget_erased (user_data);
  return G_SOURCE_REMOVE;
}

/* The toast goes when its button is pressed too: what the button does comes first. */
static void
on_undo_dismissed (AdwToast *toast,
                   BwWindow *self)
{
  if (self->session != NULL)
    g_idle_add_full (G_PRIORITY_LOW, on_undo_gone, g_object_ref (self->session), g_object_unref);
}

void
bw_window_add_toast (BwWindow   *self,
                     const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_return_if_fail (BW_IS_WINDOW (self));

  bw_toasts_show (self->toasts, adw_toast_new (escaped), FALSE);
}

static void
on_told (const char *answer,
         gpointer    user_data)
{
}

static void
tell (BwWindow   *self,
      const char *heading,
      const char *body)
{
  const BwAnswer answers[] = { { "close", _("_Close"), BW_ANSWER_PLAIN } };

  bw_message_dialog_ask (GTK_WINDOW (self), heading, body, answers, G_N_ELEMENTS (answers), "close",
                         on_told, NULL, NULL);
}

static gboolean
is_rr_alone (const BwImport *total)
{
  return total->records == 0 && total->ecgs == 0 && total->rr_recordings > 0;
}

/* Recordings alone are no records of the health export. Returns: (transfer full) */
static char *
format_imported (const BwImport *total)
{
  g_autofree char *records = bw_format_count ((gint64) total->records);
  g_autofree char *added = bw_format_count ((gint64) total->n_new);
  g_autofree char *recordings = bw_format_recordings (total->ecgs, total->rr_recordings);
  gboolean problems = total->problems != NULL && total->problems->len > 0;

  if (total->records == 0 && total->ecgs + total->rr_recordings > 0)
    /* Translators: "3 ECG recordings read" */
    return g_strdup_printf (problems ? _("%s read, with problems") : _("%s read"), recordings);
  /* Translators: both %s are numbers. */
  return g_strdup_printf (problems ? ngettext ("%s record, %s new, with problems",
                                               "%s records, %s new, with problems",
                                               (gulong) total->records)
                                   : ngettext ("%s record, %s new", "%s records, %s new",
                                               (gulong) total->records),
                          records, added);
}

static void
tell_imported (BwWindow             *self,
               const BwImportResult *result)
{
  g_autofree char *text = format_imported (result->total);
  AdwToast *toast;

  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("_Details"));
  adw_toast_set_action_name (toast, "win.show-imports");
  adw_toast_set_timeout (toast, 10);
  bw_toasts_show (self->toasts, toast, FALSE);
}

static void
tell_erased (BwWindow *self)
{
  AdwToast *toast = adw_toast_new (_("Everything was erased"));

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.undo-erase");
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_undo_dismissed), self, 0);
  /* As long as it was promised. */
  bw_toasts_show (self->toasts, toast, TRUE);
}

static void
tell_checked (BwWindow        *self,
              const GPtrArray *problems)
{
  g_autoptr (GString) body = NULL;
  g_autofree char *heading = NULL;

  if (problems->len == 0)
    {
      bw_window_add_toast (self, _("The library is sound"));
      return;
    }
  body = g_string_new (NULL);
  for (guint i = 0; i < MIN (problems->len, 10); i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (problems, i));
  heading = g_strdup_printf (ngettext ("%u Problem Found", "%u Problems Found", problems->len),
                             problems->len);
  tell (self, heading, body->str);
}

/* After a first import there is one thing to see, wherever one was before: ECGs or RR recordings alone
 * make no forecast. */
static const char *
first_page (const BwImportResult *result)
{
  if (is_rr_alone (result->total))
    return "rhythm";
  return result->total->records == 0 && result->total->ecgs > 0 ? "ecg" : "today";
}

/* Who brings in a file of RR intervals wants to see it. */
static void
show_imported (BwWindow       *self,
               const BwImport *total)
{
  if (!is_rr_alone (total))
    return;
  bw_window_open_page (self, "rhythm");
  bw_rhythm_page_show_newest_rr (self->rhythm_page);
}

/* Who is looking at it sees it; who went on meanwhile is told. */
static void
tell_tested (BwWindow *self)
{
  AdwToast *toast;

  if (g_strcmp0 (bw_window_get_shown (self), "today") == 0
      && g_str_equal (bw_forecast_pages_get_shown (self->forecast_pages), "backtest"))
    return;
  toast = adw_toast_new (_("The forecasts are tested"));
  adw_toast_set_button_label (toast, _("_Show"));
  adw_toast_set_action_name (toast, "win.show-backtest");
  bw_toasts_show (self->toasts, toast, FALSE);
}

/* What was written to a file that another program shows. */
static void
tell_saved (BwWindow   *self,
            const char *text,
            GFile      *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _("_Open"));
  adw_toast_set_action_name (toast, "win.open-file");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_set_timeout (toast, 10);
  bw_toasts_show (self->toasts, toast, FALSE);
}

/* How many windows stand between a window and the one it was opened from; −1 where it was not. */
static int
count_steps (GtkWindow *window,
             GtkWindow *from)
{
  int n = 0;

  for (; window != NULL && window != from; window = gtk_window_get_transient_for (window))
    n++;
  return window != NULL ? n : -1;
}

static GtkWidget *
find_overlay (GtkWidget *widget)
{
  GtkWidget *found = ADW_IS_TOAST_OVERLAY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_overlay (child);
  return found;
}

/* Where it is seen: in the dialog that is open over the window, if it has a place for it. */
static GtkWidget *
find_place (BwWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *place = GTK_WIDGET (self->toasts);
  int most = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      int n = gtk_widget_get_mapped (GTK_WIDGET (window)) ? count_steps (window, GTK_WINDOW (self)) : 0;
      GtkWidget *overlay = n > most ? find_overlay (GTK_WIDGET (window)) : NULL;

      if (overlay == NULL)
        continue;
      place = overlay;
      most = n;
    }
  return place;
}

static void
tell_exported (BwWindow         *self,
               const BwExported *exported)
{
  bw_toasts_tell_file (find_place (self), exported->text, exported->file);
}

static void
tell_done (BwWindow *self,
           BwJob    *job)
{
  switch (bw_job_get_kind (job))
    {
    case BW_JOB_IMPORT:
    case BW_JOB_SAMPLE:
      if (g_strcmp0 (bw_window_get_shown (self), "welcome") == 0)
        bw_window_want_page (self, first_page (bw_job_get_result (job)));
      if (!bw_job_get_unattended (job))
        show_imported (self, ((const BwImportResult *) bw_job_get_result (job))->total);
      tell_imported (self, bw_job_get_result (job));
      break;
    case BW_JOB_TRAIN:
      if (job != self->asked_to_train)
        break;
      if (bw_job_get_result (job) != NULL)
        bw_window_add_toast (self, _("Forecast updated"));
      else
        bw_window_add_toast (self, _("Too few readings to learn from yet; the forecast goes by your "
                                     "usual values"));
      break;
    case BW_JOB_CHECK:
      tell_checked (self, bw_job_get_result (job));
      break;
    case BW_JOB_BACK_UP:
      bw_window_add_toast (self, _("Library backed up"));
      break;
    case BW_JOB_ERASE:
      tell_erased (self);
      break;
    case BW_JOB_RESTORE:
      bw_window_add_toast (self, _("The library is back"));
      break;
    case BW_JOB_NOTE:
      bw_window_tell_note (self, job);
      break;
    case BW_JOB_BACKTEST:
      tell_tested (self);
      break;
    case BW_JOB_REPORT:
      tell_saved (self, _("Report saved"), G_FILE (bw_job_get_result (job)));
      break;
    case BW_JOB_RHYTHM_DATA:
      bw_toasts_tell_file (GTK_WIDGET (self->toasts), _("Data saved"),
                           G_FILE (bw_job_get_result (job)));
      break;
    case BW_JOB_EXPORT:
      tell_exported (self, bw_job_get_result (job));
      break;
    case BW_JOB_SUMMARY:
    case BW_JOB_OUTLOOK:
    case BW_JOB_RECORDINGS:
    case BW_JOB_ANALYSIS:
    case BW_JOB_TRACE:
    case BW_JOB_LABELS:
    case BW_JOB_PICTURE:
    case BW_JOB_LOOK:
    case BW_JOB_LOOK_AT_SHARE:
    case BW_JOB_COUNT_ROWS:
    case BW_JOB_SETTING:
    case BW_JOB_GLUCOSE:
    case BW_JOB_LEARN:
    case BW_JOB_EVALUATE:
    case BW_JOB_PREDICT:
    case BW_JOB_KEEP:
    case BW_JOB_READ_BACKTEST:
    case BW_JOB_KEEP_BACKTEST:
    case BW_JOB_NOTES:
    case BW_JOB_TREND:
    case BW_JOB_LSTMS:
    case BW_JOB_LSTM:
    case BW_JOB_LOOK_BACK:
    case BW_JOB_KEEP_FORECAST:
    case BW_JOB_ALERTS:
    case BW_JOB_RHYTHMS:
    case BW_JOB_RHYTHM:
    case BW_JOB_FINDINGS:
    case BW_JOB_CHANGE_RHYTHM:
    case BW_JOB_COMPARE:
    case BW_JOB_KEEP_RHYTHM:
    case BW_JOB_DELETE_RR:
    case BW_JOB_RESTORE_RR:
    case BW_JOB_N_KINDS:
    default:
      break;
    }
}

static void
tell_failed (BwWindow *self,
             BwJob    *job)
{
  const char *why = bw_job_get_error (job)->message;

  switch (bw_job_get_kind (job))
    {
    case BW_JOB_IMPORT:
    case BW_JOB_SAMPLE:
      if (bw_job_get_unattended (job))
        bw_window_add_toast (self, why);
      else
        tell (self, _("Nothing Was Imported"), why);
      break;
    case BW_JOB_TRAIN:
      tell (self, _("The Forecast Was Not Updated"), why);
      break;
    case BW_JOB_CHECK:
      tell (self, _("The Library Was Not Checked"), why);
      break;
    case BW_JOB_BACK_UP:
      tell (self, _("The Library Was Not Backed Up"), why);
      break;
    case BW_JOB_ERASE:
      tell (self, _("Nothing Was Erased"), why);
      break;
    case BW_JOB_RESTORE:
      tell (self, _("The Library Could Not Be Brought Back"), why);
      break;
    case BW_JOB_SETTING:
      tell (self, _("The Setting Was Not Saved"), why);
      break;
    case BW_JOB_NOTE:
      tell (self, _("The Note Was Not Saved"), why);
      break;
    case BW_JOB_KEEP:
    case BW_JOB_LSTM:
      tell (self, _("Nothing Was Changed"), why);
      break;
    case BW_JOB_KEEP_BACKTEST:
      tell (self, _("What Was Found Is Not Kept"), why);
      break;
    case BW_JOB_REPORT:
      tell (self, _("The Report Was Not Made"), why);
      break;
    case BW_JOB_RHYTHM_DATA:
      tell (self, _("The Data Were Not Saved"), why);
      break;
    case BW_JOB_EXPORT:
      tell (self, _("Nothing Was Exported"), why);
      break;
    case BW_JOB_SUMMARY:
    case BW_JOB_OUTLOOK:
    case BW_JOB_RECORDINGS:
    case BW_JOB_ANALYSIS:
    case BW_JOB_TRACE:
    case BW_JOB_LABELS:
    case BW_JOB_PICTURE:
    case BW_JOB_LOOK:
    case BW_JOB_LOOK_AT_SHARE:
    case BW_JOB_COUNT_ROWS:
    case BW_JOB_GLUCOSE:
    case BW_JOB_LEARN:
    case BW_JOB_EVALUATE:
    case BW_JOB_PREDICT:
    case BW_JOB_BACKTEST:
    case BW_JOB_READ_BACKTEST:
    case BW_JOB_NOTES:
    case BW_JOB_TREND:
    case BW_JOB_LSTMS:
    case BW_JOB_LOOK_BACK:
    case BW_JOB_KEEP_FORECAST:
    case BW_JOB_ALERTS:
    case BW_JOB_RHYTHMS:
    case BW_JOB_RHYTHM:
    case BW_JOB_FINDINGS:
    case BW_JOB_CHANGE_RHYTHM:
    case BW_JOB_COMPARE:
    case BW_JOB_KEEP_RHYTHM:
    case BW_JOB_DELETE_RR:
    case BW_JOB_RESTORE_RR:
    case BW_JOB_N_KINDS:
    default:
      /* Shown where they would have been. */
      break;
    }
}

void
bw_window_tell_job (BwWindow *self,
                    BwJob    *job)
{
  BwJobKind kind = bw_job_get_kind (job);

  switch (bw_job_get_state (job))
    {
    case BW_JOB_DONE:
      tell_done (self, job);
      break;
    case BW_JOB_FAILED:
      tell_failed (self, job);
      break;
    case BW_JOB_CANCELLED:
      if (kind == BW_JOB_IMPORT || kind == BW_JOB_SAMPLE)
        bw_window_add_toast (self, _("Import cancelled; the library is as it was"));
      else if (kind == BW_JOB_EXPORT)
        bw_window_add_toast (self, _("Export cancelled; nothing was written"));
      break;
    case BW_JOB_WAITING:
    case BW_JOB_RUNNING:
    default:
      break;
    }
  if (self->asked_to_train == job)
    self->asked_to_train = NULL;
}
