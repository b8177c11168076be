/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-ecg-page.h"

#include "app/bw-export-forms.h"
#include "app/bw-export-which.h"
#include "app/bw-format.h"
#include "app/bw-session-export.h"

#include <glib/gi18n-lib.h>

struct _BwExportEcgPage
{
  BwExportPage parent_instance;

  /* Template children. */
  BwExportWhich *which;
  BwExportForms *forms;
  AdwActionRow *person_row;
  GtkSwitch *person;

  /* Owned. */
  GArray *selected;   /* (nullable) (element-type gint64) */
};

G_DEFINE_FINAL_TYPE (BwExportEcgPage, bw_export_ecg_page, BW_TYPE_EXPORT_PAGE)

enum {
  FORM_EDF,
  FORM_CSV,
};

static void
on_which (BwExportEcgPage *self)
{
  g_autoptr (GArray) ids = NULL;

  /* The row changes once more when it goes. */
  if (bw_export_page_get_session (BW_EXPORT_PAGE (self)) == NULL)
    return;
  ids = bw_export_which_list (self->which);
  bw_export_page_set_ready (BW_EXPORT_PAGE (self), ids->len > 0);
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
  return bw_session_export_recordings (bw_export_page_get_session (page), ids, file,
                                       bw_export_forms_get (self->forms) == FORM_EDF,
                                       gtk_switch_get_active (self->person));
}

static void
bw_export_ecg_page_open (BwExportPage *page)
{
  BwExportEcgPage *self = BW_EXPORT_ECG_PAGE (page);

  bw_export_forms_remember (self->forms, bw_export_page_get_settings (page), "export-recording-form");
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

  g_type_ensure (BW_TYPE_EXPORT_FORMS);
  g_type_ensure (BW_TYPE_EXPORT_WHICH);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-export-ecg-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwExportEcgPage, which);
  gtk_widget_class_bind_template_child (widget_class, BwExportEcgPage, forms);
  gtk_widget_class_bind_template_child (widget_class, BwExportEcgPage, person_row);
  gtk_widget_class_bind_template_child (widget_class, BwExportEcgPage, person);
  gtk_widget_class_bind_template_callback (widget_class, on_which);
}

static void
bw_export_ecg_page_init (BwExportEcgPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* In the order of their numbers. */
  bw_export_forms_add (self->forms, "edf", _("EDF+"),
                       _("Most ECG and EEG programs read it; with beats and label as annotations"));
  bw_export_forms_add (self->forms, "csv", _("CSV"),
                       _("As Apple writes it: the samples exactly as recorded. Beatwise reads it back"));
}

BwExportPage *
bw_export_ecg_page_new (const GArray *selected)
{
  BwExportEcgPage *self = g_object_new (BW_TYPE_EXPORT_ECG_PAGE, NULL);

  if (selected != NULL)
    self->selected = g_array_copy ((GArray *) selected);
  return BW_EXPORT_PAGE (self);
}
