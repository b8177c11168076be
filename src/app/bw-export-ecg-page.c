/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-ecg-page.h"

#include "app/bw-export-which.h"
#include "app/bw-format.h"
#include "app/bw-session-export.h"

#include <glib/gi18n-lib.h>

struct _BwExportEcgPage
{
  BwExportPage parent_instance;

  /* Template children. */
  BwExportWhich *which;
  AdwComboRow *format;
  AdwActionRow *person_row;
  GtkSwitch *person;

  /* Owned. */
  GArray *selected;   /* (nullable) (element-type gint64) */
};

G_DEFINE_FINAL_TYPE (BwExportEcgPage, bw_export_ecg_page, BW_TYPE_EXPORT_PAGE)

/* In the order of the row's items. */
static const char *const format_ids[] = { "edf", "csv", NULL };

static gboolean
is_edf (BwExportEcgPage *self)
{
  return adw_combo_row_get_selected (self->format) != 1;
}

/* The rows change once more when they go. */
static gboolean
is_gone (BwExportEcgPage *self)
{
  return bw_export_page_get_session (BW_EXPORT_PAGE (self)) == NULL;
}

static void
on_which (BwExportEcgPage *self)
{
  g_autoptr (GArray) ids = NULL;

  if (is_gone (self))
    return;
  ids = bw_export_which_list (self->which);
  bw_export_page_set_ready (BW_EXPORT_PAGE (self), ids->len > 0);
}

static void
on_format (BwExportEcgPage *self)
{
  if (is_gone (self))
    return;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format),
                               is_edf (self)
                                 ? _("With beats and label as annotations")
                                 : _("The samples as they were recorded; Beatwise reads it back"));
}

static void
on_recordings_changed (BwExportEcgPage *self)
{
  const BwEcgSet *set
    = bw_session_get_recordings (bw_export_page_get_session (BW_EXPORT_PAGE (self)));
  guint n = set != NULL ? set->recordings->len : 0;
  g_autofree char *count = bw_format_count (n);
  g_autofree char *person = set != NULL ? bw_format_person (set->person_name, set->date_of_birth) : NULL;

  bw_export_which_set (self->which, set, self->selected, FALSE);
  adw_action_row_set_subtitle (self->person_row, person != NULL ? person : _("Not known"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->person_row), person != NULL);
  bw_export_page_set_stock (BW_EXPORT_PAGE (self), n > 0, n > 0 ? count : _("None imported yet"));
  on_which (self);
}

static void
bw_export_ecg_page_describe (BwExportPage   *page,
                             BwExportTarget *target)
{
  target->folder = TRUE;
}

static BwJob *
bw_export_ecg_page_start (BwExportPage *page,
                          GFile        *file)
{
  BwExportEcgPage *self = BW_EXPORT_ECG_PAGE (page);
  g_autoptr (GArray) ids = bw_export_which_list (self->which);

  if (ids->len == 0)
    return NULL;
  return bw_session_export_recordings (bw_export_page_get_session (page), ids, file, is_edf (self),
                                       gtk_switch_get_active (self->person));
}

static void
bw_export_ecg_page_open (BwExportPage *page)
{
  BwExportEcgPage *self = BW_EXPORT_ECG_PAGE (page);

  bw_export_page_remember (page, self->format, "export-recording-form", format_ids);
  on_format (self);
  g_signal_connect_object (bw_export_page_get_session (page), "recordings-changed",
                           G_CALLBACK (on_recordings_changed), self, G_CONNECT_SWAPPED);
  on_recordings_changed (self);
}

static void
bw_export_ecg_page_finalize (GObject *object)
{
  g_clear_pointer (&BW_EXPORT_ECG_PAGE (object)->selected, g_array_unref);
  G_OBJECT_CLASS (bw_export_ecg_page_parent_class)->finalize (object);
}

static void
bw_export_ecg_page_class_init (BwExportEcgPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwExportPageClass *page_class = BW_EXPORT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_export_ecg_page_finalize;
  page_class->open = bw_export_ecg_page_open;
  page_class->describe = bw_export_ecg_page_describe;
  page_class->start = bw_export_ecg_page_start;

  g_type_ensure (BW_TYPE_EXPORT_WHICH);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-export-ecg-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwExportEcgPage, which);
  gtk_widget_class_bind_template_child (widget_class, BwExportEcgPage, format);
  gtk_widget_class_bind_template_child (widget_class, BwExportEcgPage, person_row);
  gtk_widget_class_bind_template_child (widget_class, BwExportEcgPage, person);
  gtk_widget_class_bind_template_callback (widget_class, on_which);
  gtk_widget_class_bind_template_callback (widget_class, on_format);
}

static void
bw_export_ecg_page_init (BwExportEcgPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

BwExportPage *
bw_export_ecg_page_new (const GArray *selected)
{
  BwExportEcgPage *self = g_object_new (BW_TYPE_EXPORT_ECG_PAGE, NULL);

  if (selected != NULL)
    self->selected = g_array_copy ((GArray *) selected);
  return BW_EXPORT_PAGE (self);
}
