/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-series-page.h"

#include "app/bw-export-span.h"
#include "app/bw-format.h"
#include "app/bw-session-export.h"

#include <glib/gi18n-lib.h>

struct _BwExportSeriesPage
{
  BwExportPage parent_instance;

  /* Template children. */
  AdwPreferencesGroup *measurements;
  BwExportSpan *span;
  AdwActionRow *person_row;
  GtkSwitch *person;

  /* Borrowed. */
  GtkCheckButton *checks[BW_N_LINE_MEASUREMENTS];
};

G_DEFINE_FINAL_TYPE (BwExportSeriesPage, bw_export_series_page, BW_TYPE_EXPORT_PAGE)

static guint
get_measurements (BwExportSeriesPage *self)
{
  guint chosen = 0;

  for (guint i = 0; i < BW_N_LINE_MEASUREMENTS; i++)
    if (gtk_check_button_get_active (self->checks[i]))
      chosen |= 1u << i;
  return chosen;
}

static void
on_changed (BwExportSeriesPage *self)
{
  BwExportPage *page = BW_EXPORT_PAGE (self);
  gint64 from_ms, to_ms;

  /* The rows change once more when they go. */
  if (bw_export_page_get_session (page) != NULL)
    bw_export_page_set_ready (page, bw_export_page_get_any (page) && get_measurements (self) != 0
                                      && bw_export_span_get (self->span, &from_ms, &to_ms));
}

static void
on_summary_changed (BwExportSeriesPage *self)
{
  const BwSummary *summary
    = bw_session_get_summary (bw_export_page_get_session (BW_EXPORT_PAGE (self)));
  gboolean any = summary != NULL && summary->counts.records > 0;

  bw_export_page_set_stock (BW_EXPORT_PAGE (self), any, any ? NULL : _("Nothing imported yet"));
  if (any)
    bw_export_span_set_summary (self->span, summary);
  on_changed (self);
}

static void
on_recordings_changed (BwExportSeriesPage *self)
{
  const BwEcgSet *set
    = bw_session_get_recordings (bw_export_page_get_session (BW_EXPORT_PAGE (self)));
  const char *name = set != NULL && set->person_name != NULL ? set->person_name : "";

  adw_action_row_set_subtitle (self->person_row, *name != '\0' ? name : _("Not known"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->person_row), *name != '\0');
}

static void
bw_export_series_page_describe (BwExportPage   *page,
                                BwExportTarget *target)
{
  g_autofree char *today = bw_format_today ();
  /* Translators: the suggested name of a file, without its suffix; %s is a day such as 2026-11-21. */
  g_autofree char *name = g_strdup_printf (_("Beatwise %s"), today);

  target->name = bw_format_file_name (name, "lp");
  target->filters[0] = (BwFileDialogFilter) { _("Line protocol"), "*.lp;*.line;*.txt" };
  target->n_filters = 1;
}

static BwJob *
bw_export_series_page_start (BwExportPage *page,
                             GFile        *file)
{
  BwExportSeriesPage *self = BW_EXPORT_SERIES_PAGE (page);
  BwExportLinesOptions options = { .measurements = get_measurements (self) };

  if (!bw_export_span_get (self->span, &options.from_ms, &options.to_ms))
    return NULL;
  return bw_session_export_lines (bw_export_page_get_session (page), &options,
                                  gtk_switch_get_active (self->person), file);
}

static void
bw_export_series_page_open (BwExportPage *page)
{
  BwExportSeriesPage *self = BW_EXPORT_SERIES_PAGE (page);
  BwSession *session = bw_export_page_get_session (page);

  g_signal_connect_object (session, "summary-changed", G_CALLBACK (on_summary_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "recordings-changed", G_CALLBACK (on_recordings_changed), self,
                           G_CONNECT_SWAPPED);
  on_recordings_changed (self);
  on_summary_changed (self);
}

static void
bw_export_series_page_class_init (BwExportSeriesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwExportPageClass *page_class = BW_EXPORT_PAGE_CLASS (klass);

  page_class->open = bw_export_series_page_open;
  page_class->describe = bw_export_series_page_describe;
  page_class->start = bw_export_series_page_start;

  g_type_ensure (BW_TYPE_EXPORT_SPAN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-export-series-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwExportSeriesPage, measurements);
  gtk_widget_class_bind_template_child (widget_class, BwExportSeriesPage, span);
  gtk_widget_class_bind_template_child (widget_class, BwExportSeriesPage, person_row);
  gtk_widget_class_bind_template_child (widget_class, BwExportSeriesPage, person);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
add_measurement (BwExportSeriesPage *self,
                 BwLineMeasurement   measurement)
{
  const char *title = bw_line_measurement_get_title (measurement);
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), bw_line_measurement_get_description (measurement));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->measurements, row);
  self->checks[measurement] = GTK_CHECK_BUTTON (check);
}

static void
bw_export_series_page_init (BwExportSeriesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < BW_N_LINE_MEASUREMENTS; i++)
    add_measurement (self, (BwLineMeasurement) i);
}

BwExportPage *
bw_export_series_page_new (void)
{
  return g_object_new (BW_TYPE_EXPORT_SERIES_PAGE, NULL);
}
