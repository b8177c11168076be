/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-table-page.h"

#include "app/bw-export-forms.h"
#include "app/bw-export-span.h"
#include "app/bw-format.h"
#include "app/bw-session-export.h"

#include <glib/gi18n-lib.h>

struct _BwExportTablePage
{
  BwExportPage parent_instance;

  /* Template children. */
  AdwComboRow *table;
  AdwActionRow *about;
  GtkLabel *n_rows;
  BwExportForms *forms;
  BwExportSpan *span;

  /* Borrowed. */
  BwJob *count_job;
};

G_DEFINE_FINAL_TYPE (BwExportTablePage, bw_export_table_page, BW_TYPE_EXPORT_PAGE)

/* Returns: (nullable): %NULL for all of them, which are the first item */
static const BwDataTable *
get_table (BwExportTablePage *self)
{
  guint selected = adw_combo_row_get_selected (self->table);

  return selected == 0 || selected > bw_data_table_get_n () ? NULL : bw_data_table_get (selected - 1);
}

static BwTableFormat
get_format (BwExportTablePage *self)
{
  return (BwTableFormat) bw_export_forms_get (self->forms);
}

/* Where the table knows no time, all of it. Returns: whether it is a stretch of time */
static gboolean
get_span (BwExportTablePage *self,
          gint64            *from_ms,
          gint64            *to_ms)
{
  const BwDataTable *table = get_table (self);

  if (table == NULL || table->has_span)
    return bw_export_span_get (self->span, from_ms, to_ms);
  *from_ms = G_MININT64;
  *to_ms = G_MAXINT64;
  return TRUE;
}

/* --- What there is ------------------------------------------------------------------------------- */

/* Of one; to count all of them would work out all that there is. */
static void
count_rows (BwExportTablePage *self)
{
  BwSession *session = bw_export_page_get_session (BW_EXPORT_PAGE (self));
  gint64 from_ms, to_ms;

  gtk_label_set_label (self->n_rows, "");
  self->count_job = NULL;
  if (get_table (self) != NULL && get_span (self, &from_ms, &to_ms))
    self->count_job = bw_session_count_rows (session, get_table (self), from_ms, to_ms);
}

static void
on_job_finished (BwExportTablePage *self,
                 BwJob             *job)
{
  const guint64 *n;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (job != self->count_job)
    return;
  self->count_job = NULL;
  n = bw_job_get_result (job);
  if (n == NULL)
    return;
  count = bw_format_count ((gint64) *n);
  /* Translators: how many rows a table has. */
  text = g_strdup_printf (ngettext ("%s row", "%s rows", *n), count);
  gtk_label_set_label (self->n_rows, text);
}

static void
on_span (BwExportTablePage *self)
{
  BwExportPage *page = BW_EXPORT_PAGE (self);
  gint64 from_ms, to_ms;

  /* The rows change once more when they go. */
  if (bw_export_page_get_session (page) == NULL)
    return;
  bw_export_page_set_ready (page, bw_export_page_get_any (page) && get_span (self, &from_ms, &to_ms));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    count_rows (self);
}

static void
on_table (BwExportTablePage *self)
{
  const BwDataTable *table;

  if (bw_export_page_get_session (BW_EXPORT_PAGE (self)) == NULL)
    return;
  table = get_table (self);
  adw_action_row_set_subtitle (self->about, table != NULL ? bw_data_table_get_description (table)
                                                          : _("All that Beatwise shows, table by table, "
                                                              "each as CSV and as JSON, in one archive "
                                                              "with a dictionary of the columns"));
  gtk_widget_set_visible (GTK_WIDGET (self->forms), table != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->span), table == NULL || table->has_span);
  on_span (self);
}

static void
on_summary_changed (BwExportTablePage *self)
{
  const BwSummary *summary
    = bw_session_get_summary (bw_export_page_get_session (BW_EXPORT_PAGE (self)));
  gboolean any = summary != NULL && !bw_summary_is_empty (summary);
  g_autofree char *count = bw_format_count (bw_data_table_get_n ());

  bw_export_page_set_stock (BW_EXPORT_PAGE (self), any, any ? count : _("Nothing imported yet"));
  if (any)
    bw_export_span_set_summary (self->span, summary);
  on_span (self);
}

/* --- As a page ----------------------------------------------------------------------------------- */

static void
bw_export_table_page_describe (BwExportPage   *page,
                               BwExportTarget *target)
{
  BwExportTablePage *self = BW_EXPORT_TABLE_PAGE (page);
  const BwDataTable *table = get_table (self);
  const BwFileDialogFilter filters[] = {
    [BW_TABLE_CSV] = { _("Tables (CSV)"), "*.csv" },
    [BW_TABLE_JSON] = { _("Data (JSON)"), "*.json" },
  };
  BwTableFormat format = get_format (self);
  g_autofree char *today = bw_format_today (), *name = NULL;

  if (table != NULL)
    {
      target->name = bw_format_file_name (bw_data_table_get_title (table),
                                          bw_table_format_get_id (format));
      /* Who writes the other suffix means it. */
      target->filters[target->n_filters++] = filters[format];
      target->filters[target->n_filters++] = filters[BW_TABLE_JSON - format];
      return;
    }
  /* Translators: the suggested name of a file, without its suffix; %s is a day such as 2026-11-21. */
  name = g_strdup_printf (_("Beatwise tables %s"), today);
  target->name = bw_format_file_name (name, "zip");
  target->filters[target->n_filters++] = (BwFileDialogFilter) { _("Archives (zip)"), "*.zip" };
}

static BwJob *
bw_export_table_page_start (BwExportPage *page,
                            GFile        *file)
{
  BwExportTablePage *self = BW_EXPORT_TABLE_PAGE (page);
  BwTableFormat format = get_format (self);
  gint64 from_ms, to_ms;

  if (!get_span (self, &from_ms, &to_ms))
    return NULL;
  if (bw_export_page_has_suffix (file, "csv"))
    format = BW_TABLE_CSV;
  else if (bw_export_page_has_suffix (file, "json"))
    format = BW_TABLE_JSON;
  return bw_session_export_table (bw_export_page_get_session (page), get_table (self), format, from_ms,
                                  to_ms, file);
}

static void
bw_export_table_page_open (BwExportPage *page)
{
  BwExportTablePage *self = BW_EXPORT_TABLE_PAGE (page);
  BwSession *session = bw_export_page_get_session (page);

  bw_export_forms_remember (self->forms, bw_export_page_get_settings (page), "export-table-form");
  g_signal_connect_object (session, "job-finished", G_CALLBACK (on_job_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "summary-changed", G_CALLBACK (on_summary_changed), self,
                           G_CONNECT_SWAPPED);
  on_summary_changed (self);
  on_table (self);
}

static void
bw_export_table_page_class_init (BwExportTablePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwExportPageClass *page_class = BW_EXPORT_PAGE_CLASS (klass);

  page_class->open = bw_export_table_page_open;
  page_class->describe = bw_export_table_page_describe;
  page_class->start = bw_export_table_page_start;

  g_type_ensure (BW_TYPE_EXPORT_FORMS);
  g_type_ensure (BW_TYPE_EXPORT_SPAN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-export-table-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwExportTablePage, table);
  gtk_widget_class_bind_template_child (widget_class, BwExportTablePage, about);
  gtk_widget_class_bind_template_child (widget_class, BwExportTablePage, n_rows);
  gtk_widget_class_bind_template_child (widget_class, BwExportTablePage, forms);
  gtk_widget_class_bind_template_child (widget_class, BwExportTablePage, span);
  gtk_widget_class_bind_template_callback (widget_class, on_table);
  gtk_widget_class_bind_template_callback (widget_class, on_span);
}

static void
bw_export_table_page_init (BwExportTablePage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (titles, _("All tables"));
  for (guint i = 0; i < bw_data_table_get_n (); i++)
    gtk_string_list_append (titles, bw_data_table_get_title (bw_data_table_get (i)));
  adw_combo_row_set_model (self->table, G_LIST_MODEL (titles));
  /* In the order of BwTableFormat. */
  bw_export_forms_add (self->forms, "csv", _("CSV"),
                       _("For spreadsheets, R and pandas: units stand in the names of the columns"));
  bw_export_forms_add (self->forms, "json", _("JSON"), _("For programs: an object a row"));
}

BwExportPage *
bw_export_table_page_new (void)
{
  return g_object_new (BW_TYPE_EXPORT_TABLE_PAGE, NULL);
}
