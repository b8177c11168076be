/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-page-private.h"

#include "app/bw-ecg-picture.h"
#include "app/bw-ecg-share-dialog.h"
#include "app/bw-ecg-words.h"
#include "app/bw-export-dialog.h"
#include "app/bw-format.h"
#include "app/bw-session-export.h"
#include "app/bw-style.h"
#include "app/bw-toasts.h"
#include "base/bw-error.h"
#include "compat/bw-compat-file-dialog.h"

#include <glib/gi18n-lib.h>

/* A recording on paper, as a picture, and as a file of its own. */

/* What was asked for, until it is known where to. */
typedef struct
{
  BwEcgPage *page;          /* owned */
  BwEcgTrace *trace;        /* owned: what is shown may change meanwhile */
  BwEcgShareKind kind;
  BwEcgShareChoice choice;
  double from_s, to_s;
} Share;

static void
share_free (gpointer data)
{
  Share *share = data;

  g_object_unref (share->page);
  bw_ecg_trace_unref (share->trace);
  g_free (share);
}

static GtkWindow *
get_window (BwEcgPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* The header of what is shared as the list shows it now, which is what a blind reader may see.
 * Returns: (transfer full) */
static BwRecording *
get_header (const Share *share)
{
  const BwRecording *loaded = bw_ecg_trace_get_recording (share->trace);
  BwEcgItem *item = bw_ecg_list_find (share->page->list, loaded->id);
  BwRecording *header
      = bw_recording_copy (item != NULL ? bw_ecg_item_get_recording (item) : loaded);

  if (item != NULL)
    header->label = bw_ecg_item_get_label (item);
  return header;
}

static BwEcgFigure *
make_figure (const Share *share)
{
  BwEcgPage *self = share->page;
  const BwEcgSet *set = bw_session_get_recordings (self->session);
  g_autoptr (PangoFontDescription) font = bw_style_make_caption_font (GTK_WIDGET (self));
  BwEcgFigureOptions options = BW_ECG_FIGURE_OPTIONS_DEFAULT;
  g_autoptr (BwRecording) header = get_header (share);
  guint filter;

  g_object_get (bw_ecg_strip_get_view (bw_ecg_detail_get_strip (self->detail)), "filter", &filter,
                NULL);
  options.mm_per_s = g_settings_get_int (self->settings, "ecg-mm-per-s");
  options.mm_per_mv = g_settings_get_int (self->settings, "ecg-mm-per-mv");
  options.show_peaks = g_settings_get_boolean (self->settings, "ecg-show-peaks");
  options.show_rr = g_settings_get_boolean (self->settings, "ecg-show-rr");
  options.has_range = share->choice.visible_part;
  options.from_s = share->from_s;
  options.to_s = share->to_s;
  options.font = font;
  if (share->choice.with_person)
    {
      options.person_name = set->person_name;
      options.date_of_birth = set->date_of_birth;
    }
  return bw_ecg_picture_new_figure (share->trace, header, (BwEcgFilter) filter, set->zone,
                                    &options);
}

static Share *
share_new (BwEcgPage      *self,
           BwEcgShareKind  kind)
{
  Share *share = g_new0 (Share, 1);

  share->page = g_object_ref (self);
  share->trace = bw_ecg_trace_ref (self->trace);
  share->kind = kind;
  g_object_get (bw_ecg_strip_get_view (bw_ecg_detail_get_strip (self->detail)), "from-s",
                &share->from_s, "to-s", &share->to_s, NULL);
  share->from_s = MAX (share->from_s, 0);
  share->to_s = MIN (share->to_s, bw_ecg_trace_get_length_s (share->trace));
  return share;
}

/* Returns: (transfer full) */
static char *
make_file_name (const Share *share,
                const char  *suffix)
{
  const BwRecording *recording = bw_ecg_trace_get_recording (share->trace);
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  /* A recording of which only the day is known tells its order by its name. */
  if (share->kind == BW_ECG_SHARE_RECORDING && !recording->time_known)
    name = bw_ecg_words_name (recording);
  else
    {
      title = bw_ecg_words_title (recording, bw_ecg_page_get_zone (share->page));
      /* Translators: the suggested name of a file, without its suffix; %s is a day and a time. */
      name = g_strdup_printf (_("ECG %s"), title);
    }
  return bw_format_file_name (name, suffix);
}

/* --- Files -------------------------------------------------------------------------------------- */

static void
save_picture (Share *share,
              GFile *file)
{
  static const BwPlotFormat formats[]
      = { BW_PLOT_FORMAT_PNG, BW_PLOT_FORMAT_SVG, BW_PLOT_FORMAT_PDF };
  g_autofree char *name = g_file_get_basename (file);
  BwPlotFormat format = formats[share->choice.format];

  /* Who writes another suffix means it. */
  bw_plot_format_from_name (name, &format);
  bw_ecg_picture_save (share->page->session, make_figure (share), format, file);
}

static void
export_recording (Share *share,
                  GFile *file)
{
  if (g_file_peek_path (file) == NULL)
    bw_ecg_page_add_toast (share->page, _("Only files on this computer can be written"), FALSE);
  else
    bw_session_export_recording (share->page->session,
                                 bw_ecg_trace_get_recording (share->trace)->id, file,
                                 share->choice.format == 1, share->choice.with_person);
}

static void
on_file_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Share *share = user_data;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, NULL);

  if (file != NULL && share->page->session != NULL)
    {
      if (share->kind == BW_ECG_SHARE_PICTURE)
        save_picture (share, file);
      else
        export_recording (share, file);
    }
  share_free (share);
}

/* Takes @share. */
static void
ask_for_file (Share *share)
{
  static const char *const suffixes[][3] = {
    [BW_ECG_SHARE_PICTURE] = { "png", "svg", "pdf" },
    [BW_ECG_SHARE_RECORDING] = { "csv", "edf", NULL },
  };
  const BwFileDialogFilter pictures[] = { { _("Pictures (PNG, SVG, PDF)"), "*.png;*.svg;*.pdf" } };
  const BwFileDialogFilter files[] = { { _("ECG recordings (CSV, EDF)"), "*.csv;*.edf" } };
  gboolean picture = share->kind == BW_ECG_SHARE_PICTURE;
  g_autofree char *name = make_file_name (share, suffixes[share->kind][share->choice.format]);

  bw_file_dialog_run (get_window (share->page), BW_FILE_DIALOG_SAVE,
                      picture ? _("Save Picture") : _("Export Recording"),
                      picture ? _("_Save") : _("_Export"), name, NULL, picture ? pictures : files, 1,
                      NULL, on_file_chosen, share);
}

/* --- Paper -------------------------------------------------------------------------------------- */

static void
on_printed (GtkPrintOperation       *operation,
            GtkPrintOperationResult  result,
            gpointer                 user_data)
{
  BwEcgPage *self = user_data;
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  bw_ecg_page_add_toast (self, error->message, FALSE);
}

static void
print (Share *share)
{
  g_autofree char *title
      = bw_ecg_words_title (bw_ecg_trace_get_recording (share->trace),
                            bw_ecg_page_get_zone (share->page));
  /* Translators: the name of what is printed; %s is a day and a time. */
  g_autofree char *name = g_strdup_printf (_("ECG %s"), title);
  g_autoptr (GtkPrintOperation) operation = bw_ecg_picture_new_print (make_figure (share), name);

  /* What goes wrong is told by "done" too. */
  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed), share->page, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           get_window (share->page), NULL);
}

/* --- Actions ------------------------------------------------------------------------------------ */

static void
on_share_chosen (const BwEcgShareChoice *choice,
                 gpointer                user_data)
{
  const Share *asked = user_data;
  Share *share;

  if (asked->page->session == NULL)
    return;
  share = g_new0 (Share, 1);
  *share = *asked;
  g_object_ref (share->page);
  bw_ecg_trace_ref (share->trace);
  share->choice = *choice;
  if (share->kind != BW_ECG_SHARE_PRINT)
    {
      ask_for_file (share);
      return;
    }
  print (share);
  share_free (share);
}

static void
ask (BwEcgPage      *self,
     BwEcgShareKind  kind)
{
  const BwEcgSet *set = bw_session_get_recordings (self->session);
  Share *share;
  g_autofree char *person = NULL;
  BwEcgShareDialog *dialog;

  if (self->trace == NULL)
    return;
  share = share_new (self, kind);
  person = bw_format_person (set->person_name, set->date_of_birth);
  dialog = bw_ecg_share_dialog_new (get_window (self), kind, share->from_s, share->to_s, person);
  bw_ecg_share_dialog_set_callback (dialog, on_share_chosen, share, share_free);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_print (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  ask (BW_ECG_PAGE (widget), BW_ECG_SHARE_PRINT);
}

static void
on_save_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ask (BW_ECG_PAGE (widget), BW_ECG_SHARE_PICTURE);
}

/* Several are for the Export dialog. */
static void
on_export (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);
  g_autoptr (GPtrArray) selected = bw_ecg_list_get_selected (self->list);

  if (selected->len > 1)
    gtk_widget_activate_action (widget, "win.export-this", "(ix)", (int) BW_EXPORT_RECORDINGS,
                                (gint64) 0);
  else
    ask (self, BW_ECG_SHARE_RECORDING);
}

static void
on_texture (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (BwEcgPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = bw_ecg_picture_to_texture_finish (result, &error);

  if (self->session == NULL)
    return;
  if (texture == NULL)
    {
      bw_ecg_page_add_toast (self, error->message, FALSE);
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  bw_ecg_page_add_toast (self, _("Picture copied"), FALSE);
}

/* What is in sight, and never whose it is: a clipboard is quickly pasted. */
static void
on_copy_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  BwEcgPage *self = BW_ECG_PAGE (widget);
  Share *share;

  if (self->trace == NULL)
    return;
  share = share_new (self, BW_ECG_SHARE_PICTURE);
  share->choice.visible_part = TRUE;
  bw_ecg_picture_to_texture (make_figure (share), on_texture, g_object_ref (self));
  share_free (share);
}

void
bw_ecg_page_take_picture (BwEcgPage *self,
                          BwJob     *job)
{
  if (bw_job_get_state (job) == BW_JOB_DONE)
    bw_toasts_tell_file (GTK_WIDGET (self), _("Picture saved"), G_FILE (bw_job_get_result (job)));
  else if (bw_job_get_state (job) != BW_JOB_FAILED)
    return;
  else if (g_error_matches (bw_job_get_error (job), BW_ERROR, BW_ERROR_INVALID))
    bw_ecg_page_add_toast (self, _("Too long for one picture: choose PDF, or the part in sight"),
                           FALSE);
  else
    bw_ecg_page_add_toast (self, bw_job_get_error (job)->message, FALSE);
}

void
bw_ecg_page_install_share_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "ecg.print", NULL, on_print);
  gtk_widget_class_install_action (widget_class, "ecg.save-picture", NULL, on_save_picture);
  gtk_widget_class_install_action (widget_class, "ecg.copy-picture", NULL, on_copy_picture);
  gtk_widget_class_install_action (widget_class, "ecg.export", NULL, on_export);
}
