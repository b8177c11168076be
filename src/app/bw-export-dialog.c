/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-dialog.h"

#include "app/bw-export-ecg-page.h"
#include "app/bw-export-model-page.h"
#include "app/bw-export-series-page.h"
#include "app/bw-export-share-page.h"
#include "app/bw-export-table-page.h"
#include "app/bw-last-folder.h"
#include "app/bw-toasts.h"

#include <glib/gi18n-lib.h>

#define NARROW_BELOW 560

struct _BwExportDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkWidget *go;
  GtkWidget *toasts;
  GtkStack *stack;
  AdwActionRow *rows[BW_EXPORT_N_KINDS];
  AdwActionRow *back_up_row;

  /* Owned. */
  BwSession *session;
  GSettings *settings;
  GCancellable *cancellable;   /* of the file dialog */

  /* Borrowed. */
  BwExportPage *pages[BW_EXPORT_N_KINDS];
  GtkLabel *notes[BW_EXPORT_N_KINDS];

  BwExportKind shown;
};

G_DEFINE_FINAL_TYPE (BwExportDialog, bw_export_dialog, ADW_TYPE_WINDOW)

static const char *const row_ids[BW_EXPORT_N_KINDS] = {
  [BW_EXPORT_FORECAST] = "forecast_row",
  [BW_EXPORT_COMPARATOR] = "comparator_row",
  [BW_EXPORT_TABLES] = "tables_row",
  [BW_EXPORT_SERIES] = "series_row",
  [BW_EXPORT_RECORDINGS] = "recordings_row",
  [BW_EXPORT_SHARE] = "share_row",
};

/* Short enough for a phone. */
static const char *
get_title (BwExportKind kind)
{
  switch (kind)
    {
    case BW_EXPORT_FORECAST:
      return _("Forecast Model");
    case BW_EXPORT_COMPARATOR:
      return _("Glucose Model");
    case BW_EXPORT_TABLES:
      return _("Tables");
    case BW_EXPORT_SERIES:
      return _("Time Series");
    case BW_EXPORT_RECORDINGS:
      return _("ECGs");
    case BW_EXPORT_SHARE:
      return _("Without Names");
    case BW_EXPORT_ANYTHING:
    case BW_EXPORT_N_KINDS:
    default:
      return _("Export");
    }
}

/* --- Where to ---------------------------------------------------------------------------------- */

BwJob *
bw_export_dialog_write (BwExportDialog *self,
                        GFile          *file)
{
  BwExportTarget target;
  BwJob *job;

  g_return_val_if_fail (BW_IS_EXPORT_DIALOG (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (self->shown != BW_EXPORT_ANYTHING, NULL);

  if (g_file_peek_path (file) == NULL)
    {
      bw_toasts_tell (self->toasts, _("Only files on this computer can be written"), NULL);
      return NULL;
    }
  bw_export_page_describe (self->pages[self->shown], &target);
  if (target.folder)
    bw_last_folder_set (self->settings, file);
  else
    bw_last_folder_remember (self->settings, file);
  bw_export_target_clear (&target);
  job = bw_export_page_start (self->pages[self->shown], file);
  gtk_window_close (GTK_WINDOW (self));
  return job;
}

static void
on_file_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (BwExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, &error);

  if (self->session == NULL)
    return;
  if (file != NULL)
    bw_export_dialog_write (self, file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bw_toasts_tell (self->toasts, error->message, NULL);
}

static void
on_go (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  BwExportDialog *self = BW_EXPORT_DIALOG (widget);
  g_autoptr (GFile) folder = bw_last_folder_get (self->settings);
  BwExportTarget target;

  if (self->shown == BW_EXPORT_ANYTHING)
    return;
  bw_export_page_describe (self->pages[self->shown], &target);
  bw_file_dialog_run (GTK_WINDOW (self),
                      target.folder ? BW_FILE_DIALOG_FOLDER : BW_FILE_DIALOG_SAVE,
                      target.folder ? _("Export Into a Folder") : _("Export"), _("_Export"),
                      target.name, folder, target.filters, target.n_filters, self->cancellable,
                      on_file_chosen, g_object_ref (self));
  bw_export_target_clear (&target);
}

/* --- From page to page --------------------------------------------------------------------------- */

static void
update (BwExportDialog *self)
{
  gboolean inside = self->shown != BW_EXPORT_ANYTHING;

  gtk_widget_set_visible (self->back, inside);
  gtk_widget_set_visible (self->go, inside);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.back", inside);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.go",
                                 inside && bw_export_page_get_ready (self->pages[self->shown]));
}

BwExportKind
bw_export_dialog_get_shown (BwExportDialog *self)
{
  g_return_val_if_fail (BW_IS_EXPORT_DIALOG (self), BW_EXPORT_ANYTHING);

  return self->shown;
}

static void
show (BwExportDialog *self,
      BwExportKind    kind)
{
  BwExportKind before = self->shown;

  self->shown = kind;
  adw_window_title_set_title (self->title, get_title (kind));
  gtk_window_set_default_widget (GTK_WINDOW (self), kind != BW_EXPORT_ANYTHING ? self->go : NULL);
  if (kind == BW_EXPORT_ANYTHING)
    {
      gtk_stack_set_visible_child_name (self->stack, "choices");
      if (before != BW_EXPORT_ANYTHING)
        gtk_widget_grab_focus (GTK_WIDGET (self->rows[before]));
    }
  else
    {
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->pages[kind]));
      /* Unless the stack has moved it there already. */
      if (gtk_widget_get_focus_child (GTK_WIDGET (self->pages[kind])) == NULL)
        gtk_widget_child_focus (GTK_WIDGET (self->pages[kind]), GTK_DIR_TAB_FORWARD);
    }
  update (self);
}

void
bw_export_dialog_show (BwExportDialog *self,
                       BwExportKind    kind,
                       gint64          id)
{
  g_return_if_fail (BW_IS_EXPORT_DIALOG (self));
  g_return_if_fail (kind < BW_EXPORT_N_KINDS);

  if ((kind == BW_EXPORT_FORECAST || kind == BW_EXPORT_COMPARATOR) && id != 0)
    bw_export_model_page_select (BW_EXPORT_MODEL_PAGE (self->pages[kind]), id);
  show (self, kind);
}

static void
on_row_activated (BwExportDialog *self,
                  AdwActionRow   *row)
{
  for (guint i = 0; i < BW_EXPORT_N_KINDS; i++)
    if (self->rows[i] == row)
      show (self, i);
}

static void
on_back (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  show (BW_EXPORT_DIALOG (widget), BW_EXPORT_ANYTHING);
}

/* Escape goes back, and from the list away. */
static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwExportDialog *self = BW_EXPORT_DIALOG (widget);

  if (self->shown == BW_EXPORT_ANYTHING)
    gtk_window_close (GTK_WINDOW (self));
  else
    show (self, BW_EXPORT_ANYTHING);
  return TRUE;
}

static void
on_back_up (BwExportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  while (parent != NULL && !gtk_widget_activate_action (GTK_WIDGET (parent), "win.back-up", NULL))
    parent = gtk_window_get_transient_for (parent);
}

/* --- Widget -------------------------------------------------------------------------------------- */

static void
bw_export_dialog_dispose (GObject *object)
{
  BwExportDialog *self = BW_EXPORT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_export_dialog_parent_class)->dispose (object);
}

static void
bw_export_dialog_class_init (BwExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_export_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "export.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "export.go", NULL, on_go);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwExportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BwExportDialog, back);
  gtk_widget_class_bind_template_child (widget_class, BwExportDialog, go);
  gtk_widget_class_bind_template_child (widget_class, BwExportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BwExportDialog, back_up_row);
  for (guint i = 0; i < BW_EXPORT_N_KINDS; i++)
    if (row_ids[i] != NULL)
      gtk_widget_class_bind_template_child_full (
          widget_class, row_ids[i], FALSE,
          G_STRUCT_OFFSET (BwExportDialog, rows) + (gssize) (i * sizeof (AdwActionRow *)));
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "export.back", NULL);
}

/* A row that leads on: what there is of it, and an arrow. */
static GtkLabel *
add_arrow (AdwActionRow *row)
{
  GtkWidget *note = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (note), 12);
  gtk_label_set_xalign (GTK_LABEL (note), 1);
  gtk_label_set_justify (GTK_LABEL (note), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "tabular");
  adw_action_row_add_suffix (row, note);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return GTK_LABEL (note);
}

static void
bw_export_dialog_init (BwExportDialog *self)
{
  self->settings = g_settings_new (BW_APPLICATION_ID);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < BW_EXPORT_N_KINDS; i++)
    {
      if (self->rows[i] == NULL)
        continue;
      self->notes[i] = add_arrow (self->rows[i]);
      g_signal_connect_object (self->rows[i], "activated", G_CALLBACK (on_row_activated), self,
                               G_CONNECT_SWAPPED);
    }
  add_arrow (self->back_up_row);
  g_signal_connect_object (self->back_up_row, "activated", G_CALLBACK (on_back_up), self,
                           G_CONNECT_SWAPPED);
}

/* What there is of a kind stands in its row, or why there is nothing. */
static void
on_stock_changed (BwExportDialog *self,
                  GParamSpec     *pspec,
                  BwExportPage   *page)
{
  if (self->session == NULL)
    return;
  for (guint i = 0; i < BW_EXPORT_N_KINDS; i++)
    if (self->pages[i] == page)
      {
        const char *note = bw_export_page_get_note (page);

        gtk_label_set_label (self->notes[i], note != NULL ? note : "");
        gtk_widget_set_sensitive (GTK_WIDGET (self->rows[i]), bw_export_page_get_any (page));
      }
  update (self);
}

/* Takes a page. */
static void
add_page (BwExportDialog *self,
          BwExportKind    kind,
          BwExportPage   *page)
{
  static const char *const watched[] = { "notify::any", "notify::note", "notify::ready" };

  self->pages[kind] = page;
  gtk_stack_add_child (self->stack, GTK_WIDGET (page));
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (page, watched[i], G_CALLBACK (on_stock_changed), self,
                             G_CONNECT_SWAPPED);
  bw_export_page_open (page, self->session, self->settings);
  on_stock_changed (self, NULL, page);
}

BwExportDialog *
bw_export_dialog_new (GtkWindow    *parent,
                      BwSession    *session,
                      const GArray *selected)
{
  BwExportDialog *self;
  int width;

  g_return_val_if_fail (BW_IS_SESSION (session), NULL);

  self = g_object_new (BW_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  if (width > 0 && width < NARROW_BELOW)
    gtk_window_set_default_size (GTK_WINDOW (self), width, 600);
  add_page (self, BW_EXPORT_FORECAST, bw_export_model_page_new (TRUE));
  add_page (self, BW_EXPORT_COMPARATOR, bw_export_model_page_new (FALSE));
  add_page (self, BW_EXPORT_TABLES, bw_export_table_page_new ());
  add_page (self, BW_EXPORT_SERIES, bw_export_series_page_new ());
  add_page (self, BW_EXPORT_RECORDINGS, bw_export_ecg_page_new (selected));
  add_page (self, BW_EXPORT_SHARE, bw_export_share_page_new (selected));
  show (self, BW_EXPORT_ANYTHING);
  return self;
}
