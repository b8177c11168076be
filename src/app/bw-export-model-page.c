/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-model-page.h"

#include "app/bw-drop-down.h"
#include "app/bw-export-forms.h"
#include "app/bw-format.h"
#include "app/bw-glucose-words.h"
#include "app/bw-lstm-words.h"
#include "app/bw-session-export.h"

#include <glib/gi18n-lib.h>

/* As many as show that a reading of the file is right. */
#define N_EXAMPLES 100

struct _BwExportModelPage
{
  BwExportPage parent_instance;

  /* Template children. */
  AdwComboRow *model;
  AdwActionRow *origin;
  BwExportForms *forms;
  GtkSwitch *golden;
  GtkLabel *contents;

  /* Owned. */
  GArray *ids;           /* (element-type gint64): as in the list */
  GPtrArray *names;      /* (element-type utf8): as in the list */
  GPtrArray *origins;    /* (element-type utf8): of each, below its name */

  /* Borrowed. */
  BwJob *list_job;

  gboolean forecast;
  gboolean loading;
  gint64 wanted_id;      /* 0: the first */
};

G_DEFINE_FINAL_TYPE (BwExportModelPage, bw_export_model_page, BW_TYPE_EXPORT_PAGE)

/* The rows change once more when they go. */
static gboolean
is_gone (BwExportModelPage *self)
{
  return bw_export_page_get_session (BW_EXPORT_PAGE (self)) == NULL;
}

/* --- Which --------------------------------------------------------------------------------------- */

static void
begin_list (BwExportModelPage *self)
{
  g_array_set_size (self->ids, 0);
  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_set_size (self->origins, 0);
}

/* Takes both texts. */
static void
list (BwExportModelPage *self,
      gint64             id,
      char              *name,
      char              *origin)
{
  g_array_append_val (self->ids, id);
  g_ptr_array_add (self->names, name);
  g_ptr_array_add (self->origins, origin);
}

static void
show_origin (BwExportModelPage *self)
{
  guint selected = adw_combo_row_get_selected (self->model);

  if (!self->loading && selected < self->origins->len)
    adw_action_row_set_subtitle (self->origin, g_ptr_array_index (self->origins, selected));
}

static void
end_list (BwExportModelPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n = self->ids->len, selected = 0;
  g_autofree char *count = bw_format_count (n);

  self->loading = TRUE;
  for (guint i = 0; i < n; i++)
    {
      gtk_string_list_append (names, g_ptr_array_index (self->names, i));
      if (g_array_index (self->ids, gint64, i) == self->wanted_id)
        selected = i;
    }
  adw_combo_row_set_model (self->model, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->model, selected);
  self->loading = FALSE;
  show_origin (self);
  bw_export_page_set_stock (BW_EXPORT_PAGE (self), n > 0, n > 0 ? count : _("None trained yet"));
  bw_export_page_set_ready (BW_EXPORT_PAGE (self), n > 0);
}

static void
on_model (BwExportModelPage *self)
{
  guint selected;

  if (self->loading || is_gone (self))
    return;
  selected = adw_combo_row_get_selected (self->model);
  if (selected < self->ids->len)
    self->wanted_id = g_array_index (self->ids, gint64, selected);
  show_origin (self);
}

static void
take_lstms (BwExportModelPage *self,
            BwJob             *job)
{
  const GPtrArray *rows = bw_job_get_result (job);
  BwSession *session = bw_export_page_get_session (BW_EXPORT_PAGE (self));
  const BwSummary *summary = bw_session_get_summary (session);
  g_autoptr (GTimeZone) zone = summary != NULL ? g_time_zone_new_identifier (summary->zone_in_use) : NULL;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  begin_list (self);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autoptr (BwLstmInfo) info = bw_lstm_info_new (g_ptr_array_index (rows, i));
      g_autofree char *until = bw_format_day (info->to_ms, zone);
      /* Translators: %s is a day. */
      char *origin = info->imported ? g_strdup_printf (_("From a file, data until %s"), until)
                                    : g_strdup_printf (_("Trained on data until %s"), until);

      /* Translators: a kind of model, and the day its data end. */
      char *name = g_strdup_printf (info->preset == BW_PRESET_TUTORIAL ? _("Tutorial, %s")
                                                                       : _("Full, %s"),
                                    until);

      list (self, info->id, name, origin);
    }
  end_list (self);
}

static void
on_job_finished (BwExportModelPage *self,
                 BwJob             *job)
{
  if (bw_job_get_kind (job) == BW_JOB_TRAIN && bw_job_get_result (job) != NULL)
    self->list_job = bw_session_list_lstms (bw_export_page_get_session (BW_EXPORT_PAGE (self)));
  if (job != self->list_job)
    return;
  self->list_job = NULL;
  take_lstms (self, job);
}

/* The one in use first. */
static void
on_glucose_changed (BwExportModelPage *self)
{
  const BwGlucose *glucose
    = bw_session_get_glucose (bw_export_page_get_session (BW_EXPORT_PAGE (self)));

  begin_list (self);
  for (guint i = 0; glucose != NULL && i < 2 * glucose->models->len; i++)
    {
      const BwGlucoseModel *model = g_ptr_array_index (glucose->models, i % glucose->models->len);

      if ((model->id == glucose->model_id) == (i < glucose->models->len))
        list (self, model->id, bw_glucose_words_model (model),
              bw_glucose_words_origin (model, glucose->zone));
    }
  end_list (self);
}

/* --- How ----------------------------------------------------------------------------------------- */

static BwModelFormat
get_format (BwExportModelPage *self)
{
  return (BwModelFormat) bw_export_forms_get (self->forms);
}

/* Without the full stop that a filter’s and a name’s have not. */
static const char *
get_suffix (BwModelFormat format)
{
  return bw_model_format_get_suffix (format) + 1;
}

static void
on_form (BwExportModelPage *self)
{
  const char *contents;

  if (is_gone (self))
    return;
  if (get_format (self) == BW_MODEL_FORMAT_SAFETENSORS)
    contents = _("The weights under PyTorch’s names, the scales of the inputs, and what the model was "
                 "trained on. Beatwise itself reads it back.");
  else if (self->forecast)
    contents = _("The net with all that stands around it: it takes hours as they are and gives "
                 "milliseconds and scores as they are shown here. Inputs and outputs are described, with "
                 "their units. On a phone, too, it is not a medical device.");
  else
    contents = _("The net with all that stands around it: it takes a heartbeat as it was recorded and "
                 "gives how likely it is after glucose. What a phone has to do before and after is "
                 "described. On a phone, too, it is not a medical device.");
  gtk_label_set_label (self->contents, contents);
}

static void
bw_export_model_page_describe (BwExportPage   *page,
                               BwExportTarget *target)
{
  BwExportModelPage *self = BW_EXPORT_MODEL_PAGE (page);
  const BwFileDialogFilter filters[] = {
    [BW_MODEL_FORMAT_COREML] = { _("Core ML models"), "*.mlmodel" },
    [BW_MODEL_FORMAT_ONNX] = { _("ONNX models"), "*.onnx" },
    [BW_MODEL_FORMAT_SAFETENSORS] = { _("Weights (safetensors)"), "*.safetensors" },
  };
  BwModelFormat format = get_format (self);
  guint selected = adw_combo_row_get_selected (self->model);
  g_autofree char *today = bw_format_today (), *name = NULL;

  target->folder = gtk_switch_get_active (self->golden);
  if (target->folder || selected >= self->names->len)
    return;
  if (self->forecast)
    /* Translators: the suggested name of a file, without its suffix; %s is a day such as 2026-11-21. */
    name = g_strdup_printf (_("Beatwise forecast %s"), today);
  else
    name = g_strdup (g_ptr_array_index (self->names, selected));
  target->name = bw_format_file_name (name, get_suffix (format));
  /* The others after it: who writes another suffix means it. */
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    target->filters[target->n_filters++] = filters[(format + i) % G_N_ELEMENTS (filters)];
}

static BwJob *
bw_export_model_page_start (BwExportPage *page,
                            GFile        *file)
{
  BwExportModelPage *self = BW_EXPORT_MODEL_PAGE (page);
  BwSession *session = bw_export_page_get_session (page);
  BwModelFormat format = get_format (self);
  guint selected = adw_combo_row_get_selected (self->model);
  gint64 id;

  if (selected >= self->ids->len)
    return NULL;
  id = g_array_index (self->ids, gint64, selected);
  if (gtk_switch_get_active (self->golden))
    return bw_session_export_model_with_examples (session, id, format, N_EXAMPLES, file);
  for (guint i = 0; i < BW_N_MODEL_FORMATS; i++)
    if (bw_export_page_has_suffix (file, get_suffix ((BwModelFormat) i)))
      format = (BwModelFormat) i;
  return bw_session_export_model (session, id, format, file);
}

/* --- Widget -------------------------------------------------------------------------------------- */

static void
bw_export_model_page_open (BwExportPage *page)
{
  BwExportModelPage *self = BW_EXPORT_MODEL_PAGE (page);
  BwSession *session = bw_export_page_get_session (page);

  bw_export_forms_remember (self->forms, bw_export_page_get_settings (page), "export-model-form");
  g_settings_bind (bw_export_page_get_settings (page), "export-model-examples", self->golden, "active",
                   G_SETTINGS_BIND_DEFAULT);
  on_form (self);
  if (self->forecast)
    {
      g_signal_connect_object (session, "job-finished", G_CALLBACK (on_job_finished), self,
                               G_CONNECT_SWAPPED);
      self->list_job = bw_session_list_lstms (session);
      /* As long as that is not known. */
      bw_export_page_set_stock (page, TRUE, NULL);
      return;
    }
  g_signal_connect_object (session, "glucose-changed", G_CALLBACK (on_glucose_changed), self,
                           G_CONNECT_SWAPPED);
  on_glucose_changed (self);
}

static void
bw_export_model_page_finalize (GObject *object)
{
  BwExportModelPage *self = BW_EXPORT_MODEL_PAGE (object);

  g_array_unref (self->ids);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->origins);
  G_OBJECT_CLASS (bw_export_model_page_parent_class)->finalize (object);
}

static void
bw_export_model_page_class_init (BwExportModelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwExportPageClass *page_class = BW_EXPORT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_export_model_page_finalize;
  page_class->open = bw_export_model_page_open;
  page_class->describe = bw_export_model_page_describe;
  page_class->start = bw_export_model_page_start;

  g_type_ensure (BW_TYPE_EXPORT_FORMS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-export-model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwExportModelPage, origin);
  gtk_widget_class_bind_template_child (widget_class, BwExportModelPage, model);
  gtk_widget_class_bind_template_child (widget_class, BwExportModelPage, forms);
  gtk_widget_class_bind_template_child (widget_class, BwExportModelPage, golden);
  gtk_widget_class_bind_template_child (widget_class, BwExportModelPage, contents);
  gtk_widget_class_bind_template_callback (widget_class, on_model);
  gtk_widget_class_bind_template_callback (widget_class, on_form);
}

static void
bw_export_model_page_init (BwExportModelPage *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->origins = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_combo_row_shorten (self->model);
  for (guint i = 0; i < BW_N_MODEL_FORMATS; i++)
    bw_export_forms_add (self->forms, bw_model_format_get_id ((BwModelFormat) i),
                         bw_model_format_get_title ((BwModelFormat) i),
                         bw_model_format_get_description ((BwModelFormat) i));
}

BwExportPage *
bw_export_model_page_new (gboolean forecast)
{
  BwExportModelPage *self = g_object_new (BW_TYPE_EXPORT_MODEL_PAGE, NULL);

  self->forecast = forecast;
  return BW_EXPORT_PAGE (self);
}

void
bw_export_model_page_select (BwExportModelPage *self,
                             gint64             id)
{
  g_return_if_fail (BW_IS_EXPORT_MODEL_PAGE (self));

  self->wanted_id = id;
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      adw_combo_row_set_selected (self->model, i);
}
