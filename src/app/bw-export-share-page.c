/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-share-page.h"

#include "app/bw-export-span.h"
#include "app/bw-export-which.h"
#include "app/bw-format.h"
#include "app/bw-session-export.h"
#include "app/bw-spinner.h"
#include "app/bw-table-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _BwExportSharePage
{
  BwExportPage parent_instance;

  /* Template children. */
  BwExportWhich *which;
  GtkSwitch *notes;
  BwExportSpan *span;
  GtkWidget *all_files;
  GtkStack *states;
  GtkLabel *failed;
  GtkListBox *contents;
  GtkWidget *left_off_group;
  GtkListBox *left_off;

  /* Owned. */
  GArray *selected;   /* (nullable) (element-type gint64) */
  BwShare *share;     /* (nullable): as it is chosen now */

  /* Borrowed. */
  BwJob *look_job;

  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwExportSharePage, bw_export_share_page, BW_TYPE_EXPORT_PAGE)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

/* --- What will be in it -------------------------------------------------------------------------- */

static void
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle,
         gint64      size)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = size > 0 ? g_format_size ((guint64) size) : NULL;
  GtkWidget *label = gtk_label_new (text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "tabular");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (list, row);
}

/* The recordings of a label, which are in a folder of their own, together. */
static void
add_recordings (BwExportSharePage *self,
                BwLabel            label)
{
  const GPtrArray *entries = bw_share_get_entries (self->share);
  g_autofree char *prefix = g_strconcat (bw_share_get_folder (label), "/", NULL);
  g_autofree char *count = NULL, *text = NULL;
  guint n = bw_share_count (self->share, label);
  gint64 size = 0;

  if (n == 0)
    return;
  for (guint i = 0; i < entries->len; i++)
    {
      const BwShareEntry *entry = g_ptr_array_index (entries, i);

      if (entry->recording_id != 0 && g_str_has_prefix (entry->name, prefix))
        size += entry->size;
    }
  count = bw_format_count (n);
  text = g_strdup_printf (ngettext ("%s recording", "%s recordings", n), count);
  add_row (self->contents, prefix, text, size);
}

static void
show_share (BwExportSharePage *self)
{
  const GPtrArray *entries = bw_share_get_entries (self->share);
  g_auto (GStrv) sentences = bw_share_describe (self->share);

  clear_list (self->contents);
  add_recordings (self, BW_LABEL_FASTING);
  add_recordings (self, BW_LABEL_GLUCOSE);
  add_recordings (self, BW_LABEL_NONE);
  for (guint i = 0; i < entries->len; i++)
    {
      const BwShareEntry *entry = g_ptr_array_index (entries, i);

      if (entry->recording_id == 0)
        add_row (self->contents, entry->name, entry->holds, entry->size);
    }
  clear_list (self->left_off);
  for (guint i = 0; sentences[i] != NULL; i++)
    add_row (self->left_off, sentences[i], NULL, 0);
}

static void
on_all_files (BwExportSharePage *self)
{
  const GPtrArray *entries = bw_share_get_entries (self->share);
  /* Translators: the columns of a table: names of files, what is in them, and how large they are. */
  g_autoptr (GString) text = g_string_new (_("File\tContents\tSize"));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  for (guint i = 0; i < entries->len; i++)
    {
      const BwShareEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *size = g_format_size ((guint64) entry->size);

      g_string_append_printf (text, "\n%s\t%s\t%s", entry->name, entry->holds, size);
    }
  gtk_window_present (GTK_WINDOW (
    bw_table_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("All Files"), text->str)));
}

static void
show_state (BwExportSharePage *self,
            const char        *state)
{
  gboolean known = g_str_equal (state, "contents");

  gtk_stack_set_visible_child_name (self->states, state);
  gtk_widget_set_sensitive (self->all_files, known);
  gtk_widget_set_visible (self->left_off_group, known);
  bw_export_page_set_ready (BW_EXPORT_PAGE (self), known);
}

/* --- Looking ------------------------------------------------------------------------------------- */

/* What was found before holds no more. */
static void
on_changed (BwExportSharePage *self)
{
  BwSession *session = bw_export_page_get_session (BW_EXPORT_PAGE (self));
  g_autoptr (GArray) ids = NULL;
  BwShareOptions options = { 0 };

  /* The rows change once more when they go. */
  if (self->loading || session == NULL)
    return;
  ids = bw_export_which_list (self->which);
  options.with_notes = gtk_switch_get_active (self->notes);
  g_clear_pointer (&self->share, bw_share_free);
  self->look_job = NULL;
  if (!bw_export_span_get (self->span, &options.from_ms, &options.to_ms) || ids->len == 0)
    {
      gtk_label_set_label (self->failed, _("There is nothing to share in that time."));
      show_state (self, "failed");
      return;
    }
  options.has_from = options.from_ms != G_MININT64;
  options.has_to = options.to_ms != G_MAXINT64;
  show_state (self, "looking");
  self->look_job = bw_session_look_at_share (session, ids, &options);
}

static void
on_job_finished (BwExportSharePage *self,
                 BwJob             *job)
{
  if (job != self->look_job)
    return;
  self->look_job = NULL;
  if (bw_job_get_error (job) != NULL)
    {
      gtk_label_set_label (self->failed, bw_job_get_error (job)->message);
      show_state (self, "failed");
      return;
    }
  self->share = bw_job_steal_result (job);
  if (self->share == NULL)
    return;
  show_share (self);
  show_state (self, "contents");
}

static void
on_recordings_changed (BwExportSharePage *self)
{
  BwSession *session = bw_export_page_get_session (BW_EXPORT_PAGE (self));
  const BwEcgSet *set = bw_session_get_recordings (session);
  guint n = set != NULL ? set->recordings->len : 0;
  g_autofree char *count = bw_format_count (n);

  self->loading = TRUE;
  bw_export_which_set (self->which, set, self->selected, TRUE);
  bw_export_span_set_summary (self->span, bw_session_get_summary (session));
  self->loading = FALSE;
  bw_export_page_set_stock (BW_EXPORT_PAGE (self), n > 0, n > 0 ? count : _("None imported yet"));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    on_changed (self);
}

/* Not before it is wanted: it is work. */
static void
bw_export_share_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_export_share_page_parent_class)->map (widget);
  if (BW_EXPORT_SHARE_PAGE (widget)->share == NULL)
    on_changed (BW_EXPORT_SHARE_PAGE (widget));
}

/* --- As a page ----------------------------------------------------------------------------------- */

static void
bw_export_share_page_describe (BwExportPage   *page,
                               BwExportTarget *target)
{
  /* Translators: the suggested name of a file, without its suffix. It does not say whose it is, nor
   * when. */
  target->name = bw_format_file_name (_("Beatwise share"), "zip");
  target->filters[0] = (BwFileDialogFilter) { _("Archives (zip)"), "*.zip" };
  target->n_filters = 1;
}

static BwJob *
bw_export_share_page_start (BwExportPage *page,
                            GFile        *file)
{
  BwExportSharePage *self = BW_EXPORT_SHARE_PAGE (page);

  if (self->share == NULL)
    return NULL;
  return bw_session_export_share (bw_export_page_get_session (page), g_steal_pointer (&self->share),
                                  file);
}

static void
bw_export_share_page_open (BwExportPage *page)
{
  BwExportSharePage *self = BW_EXPORT_SHARE_PAGE (page);
  BwSession *session = bw_export_page_get_session (page);

  g_signal_connect_object (session, "recordings-changed", G_CALLBACK (on_recordings_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "job-finished", G_CALLBACK (on_job_finished), self,
                           G_CONNECT_SWAPPED);
  on_recordings_changed (self);
}

static void
bw_export_share_page_finalize (GObject *object)
{
  BwExportSharePage *self = BW_EXPORT_SHARE_PAGE (object);

  g_clear_pointer (&self->selected, g_array_unref);
  g_clear_pointer (&self->share, bw_share_free);
  G_OBJECT_CLASS (bw_export_share_page_parent_class)->finalize (object);
}

static void
bw_export_share_page_class_init (BwExportSharePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwExportPageClass *page_class = BW_EXPORT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_export_share_page_finalize;
  widget_class->map = bw_export_share_page_map;
  page_class->open = bw_export_share_page_open;
  page_class->describe = bw_export_share_page_describe;
  page_class->start = bw_export_share_page_start;

  g_type_ensure (BW_TYPE_EXPORT_SPAN);
  g_type_ensure (BW_TYPE_EXPORT_WHICH);
  g_type_ensure (BW_TYPE_SPINNER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-export-share-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwExportSharePage, child)
  BIND (which);
  BIND (notes);
  BIND (span);
  BIND (all_files);
  BIND (states);
  BIND (failed);
  BIND (contents);
  BIND (left_off_group);
  BIND (left_off);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_all_files);
}

static void
bw_export_share_page_init (BwExportSharePage *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

BwExportPage *
bw_export_share_page_new (const GArray *selected)
{
  BwExportSharePage *self = g_object_new (BW_TYPE_EXPORT_SHARE_PAGE, NULL);

  if (selected != NULL)
    self->selected = g_array_copy ((GArray *) selected);
  return BW_EXPORT_PAGE (self);
}
