/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-share.h"

#include "app/bw-format.h"
#include "app/bw-rhythm-share-dialog.h"
#include "app/bw-rhythm-words.h"
#include "app/bw-session-rhythm.h"
#include "app/bw-style.h"
#include "app/bw-tachogram-words.h"
#include "app/bw-toasts.h"
#include "base/bw-time.h"
#include "compat/bw-compat-file-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What was asked for, until it is known where to. */
typedef struct
{
  GtkWidget *widget;           /* owned */
  BwSession *session;          /* owned */
  BwRhythmShareKind kind;
  BwRhythm *rhythm;            /* (nullable), owned */
  double from_ms, to_ms;       /* what of it is selected */
  gint64 day;
  BwRhythmShareChoice choice;
} Share;

static void
share_free (gpointer data)
{
  Share *share = data;

  g_object_unref (share->widget);
  g_object_unref (share->session);
  g_clear_pointer (&share->rhythm, bw_rhythm_unref);
  g_free (share);
}

static Share *
share_copy (const Share *share)
{
  Share *copy = g_memdup2 (share, sizeof *share);

  g_object_ref (copy->widget);
  g_object_ref (copy->session);
  if (copy->rhythm != NULL)
    bw_rhythm_ref (copy->rhythm);
  return copy;
}

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* As the list has it; borrows from @rhythm. */
static BwRhythmRow
make_row (const BwRhythm *rhythm)
{
  return (BwRhythmRow) {
    .key = rhythm->key,
    .start_ms = rhythm->start_ms,
    .offset_min = rhythm->offset_min,
    .time_known = rhythm->time_known,
    .name = (char *) rhythm->name,
  };
}

static char *
make_title (const BwRhythm *rhythm)
{
  const BwRhythmRow row = make_row (rhythm);

  return bw_rhythm_words_title (&row);
}

/* By the clock where it is known. Returns: (transfer full) */
static char *
describe_stretch (const BwRhythm *rhythm,
                  double          from_ms,
                  double          to_ms)
{
  g_autofree char *from = bw_tachogram_words_moment (rhythm, from_ms);
  g_autofree char *to = bw_tachogram_words_moment (rhythm, to_ms);

  /* Translators: from when to when */
  return g_strdup_printf (_("%s – %s"), from, to);
}

/* The day of what is shown, or of the newest there is. Returns: whether there is any */
static gboolean
find_day (BwSession      *session,
          const BwRhythm *rhythm,
          gint64         *day)
{
  const GArray *rows = bw_session_get_rhythms (session);

  if (rhythm != NULL)
    {
      const BwRhythmRow row = make_row (rhythm);

      *day = bw_rhythm_words_get_day (&row);
      return TRUE;
    }
  if (rows == NULL || rows->len == 0)
    return FALSE;
  *day = bw_rhythm_words_get_day (&g_array_index (rows, BwRhythmRow, rows->len - 1));
  return TRUE;
}

/* --- Where to ---------------------------------------------------------------------------------- */

static const char *
get_suffix (const Share *share)
{
  if (share->kind == BW_RHYTHM_SHARE_REPORT)
    return "pdf";
  return share->choice.json ? "json" : "csv";
}

/* Returns: (transfer full) */
static char *
make_file_name (const Share *share)
{
  g_autofree char *title = NULL, *day = NULL;

  if (share->choice.of == BW_REPORT_OF_RHYTHM)
    title = make_title (share->rhythm);
  else
    {
      day = bw_time_format_day (share->day);
      if (share->choice.of == BW_REPORT_OF_MONTH)
        *strrchr (day, '-') = '\0';
      /* Translators: the suggested name of a file, without its suffix; %s is a day or a month. */
      title = g_strdup_printf (_("Heart rate variability %s"), day);
    }
  return bw_format_file_name (title, get_suffix (share));
}

static void
save_report (Share *share,
             GFile *file)
{
  g_autoptr (PangoFontDescription) font = bw_style_make_caption_font (share->widget);
  const BwReportRequest request = {
    .of = share->choice.of,
    .rhythm = share->choice.of == BW_REPORT_OF_RHYTHM ? share->rhythm : NULL,
    .from_ms = share->choice.stretch ? share->from_ms : 0,
    .to_ms = share->choice.stretch ? share->to_ms : G_MAXDOUBLE,
    .day = share->day,
    .paper = share->choice.paper,
    .with_person = share->choice.with_person,
    .family = font,
  };

  bw_session_save_report (share->session, &request, file);
}

static void
on_file_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Share *share = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, &error);

  if (file == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bw_toasts_tell (share->widget, error->message, NULL);
  if (file != NULL && share->kind == BW_RHYTHM_SHARE_REPORT)
    save_report (share, file);
  else if (file != NULL)
    bw_session_save_rhythm_data (share->session, share->rhythm,
                                 share->choice.stretch ? share->from_ms : 0,
                                 share->choice.stretch ? share->to_ms : G_MAXDOUBLE,
                                 share->choice.data, share->choice.json, file);
  share_free (share);
}

static void
on_chosen (const BwRhythmShareChoice *choice,
           gpointer                   user_data)
{
  Share *share = share_copy (user_data);
  const BwFileDialogFilter reports[] = { { _("Reports (PDF)"), "*.pdf" } };
  const BwFileDialogFilter tables[] = { { _("Tables (CSV)"), "*.csv" } };
  const BwFileDialogFilter objects[] = { { _("Data (JSON)"), "*.json" } };
  gboolean report = share->kind == BW_RHYTHM_SHARE_REPORT;
  g_autofree char *name = NULL;

  share->choice = *choice;
  name = make_file_name (share);
  bw_file_dialog_run (get_window (share->widget), BW_FILE_DIALOG_SAVE,
                      report ? _("Save Report") : _("Save Data"), _("_Save"), name, NULL,
                      report          ? reports
                      : choice->json  ? objects
                                      : tables,
                      1, NULL, on_file_chosen, share);
}

/* --- Public ------------------------------------------------------------------------------------ */

static void
ask (GtkWidget         *widget,
     BwSession         *session,
     BwRhythmShareKind  kind,
     BwRhythm          *rhythm,
     gboolean           has_stretch,
     double             from_ms,
     double             to_ms)
{
  g_autofree char *title = rhythm != NULL ? make_title (rhythm) : NULL;
  g_autofree char *stretch = rhythm != NULL && has_stretch ? describe_stretch (rhythm, from_ms, to_ms)
                                                           : NULL;
  const BwEcgSet *set = bw_session_get_recordings (session);
  g_autofree char *person = set != NULL ? bw_format_person (set->person_name, set->date_of_birth) : NULL;
  BwRhythmShareOffer offer = {
    .rhythm = title,
    .stretch = stretch,
    .person = person,
  };
  BwRhythmShareDialog *dialog;
  Share *share;

  if (!find_day (session, rhythm, &offer.day))
    return;
  share = g_new0 (Share, 1);
  share->widget = g_object_ref (widget);
  share->session = g_object_ref (session);
  share->kind = kind;
  share->rhythm = rhythm != NULL ? bw_rhythm_ref (rhythm) : NULL;
  share->from_ms = from_ms;
  share->to_ms = to_ms;
  share->day = offer.day;
  dialog = bw_rhythm_share_dialog_new (get_window (widget), kind, &offer);
  bw_rhythm_share_dialog_set_callback (dialog, on_chosen, share, share_free);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
bw_rhythm_report_ask (GtkWidget *widget,
                      BwSession *session,
                      BwRhythm  *rhythm,
                      gboolean   has_stretch,
                      double     from_ms,
                      double     to_ms)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && BW_IS_SESSION (session));

  ask (widget, session, BW_RHYTHM_SHARE_REPORT, rhythm, has_stretch, from_ms, to_ms);
}

void
bw_rhythm_save_data_ask (GtkWidget *widget,
                         BwSession *session,
                         BwRhythm  *rhythm,
                         gboolean   has_stretch,
                         double     from_ms,
                         double     to_ms)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && BW_IS_SESSION (session));

  if (rhythm != NULL)
    ask (widget, session, BW_RHYTHM_SHARE_DATA, rhythm, has_stretch, from_ms, to_ms);
}
