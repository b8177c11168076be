/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-model-list.h"

#include "app/bw-export-dialog.h"
#include "app/bw-glucose-words.h"
#include "app/bw-model-list-row.h"
#include "app/bw-models-dialog.h"
#include "app/bw-toasts.h"
#include "compat/bw-compat-file-dialog.h"

#include <glib/gi18n-lib.h>

struct _BwModelList
{
  AdwBin parent_instance;

  /* Template children. */
  GtkListBox *models;

  /* Owned. */
  BwSession *session;
  GtkCheckButton *group; /* not shown: makes a single row's button one of a group too */
  BwModelRow *deleted;   /* (nullable): the last one that was, for undo */

  /* Borrowed. */
  BwJob *delete_job;
  BwJob *import_job;

  gint64 used_before;    /* for undo */
};

G_DEFINE_FINAL_TYPE (BwModelList, bw_model_list, ADW_TYPE_BIN)

/* --- The list --------------------------------------------------------------------------------- */

/* Whether there is a row for each model, in this order. */
static gboolean
has_rows_of (BwModelList     *self,
             const GPtrArray *models)
{
  GtkListBoxRow *row = NULL;

  for (guint i = 0; i < models->len; i++)
    {
      const BwGlucoseModel *model = g_ptr_array_index (models, i);

      row = gtk_list_box_get_row_at_index (self->models, (int) i);
      if (row == NULL || bw_model_list_row_get_id (BW_MODEL_LIST_ROW (row)) != model->id)
        return FALSE;
    }
  return gtk_list_box_get_row_at_index (self->models, (int) models->len) == NULL;
}

static void
make_rows (BwModelList     *self,
           const GPtrArray *models)
{
  g_autoptr (GHashTable) expanded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->models, 0)) != NULL)
    {
      gint64 id = bw_model_list_row_get_id (BW_MODEL_LIST_ROW (row));

      if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
        g_hash_table_add (expanded, g_memdup2 (&id, sizeof id));
      gtk_list_box_remove (self->models, GTK_WIDGET (row));
    }
  for (guint i = 0; i < models->len; i++)
    {
      const BwGlucoseModel *model = g_ptr_array_index (models, i);
      GtkWidget *widget = bw_model_list_row_new (model->id, self->group);

      gtk_list_box_append (self->models, widget);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget),
                                     g_hash_table_contains (expanded, &model->id));
    }
}

static void
on_glucose_changed (BwModelList *self)
{
  static const char *const writing[] = { "models.use", "models.name", "models.import",
                                         "models.delete" };
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  guint n = glucose != NULL ? glucose->models->len : 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "models.compare", n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "models.compare-any", n > 1);
  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing[i],
                                   glucose != NULL && glucose->is_writable);
  if (glucose == NULL || bw_session_is_keeping (self->session))
    return;
  if (!has_rows_of (self, glucose->models))
    make_rows (self, glucose->models);
  for (guint i = 0; i < n; i++)
    {
      const BwGlucoseModel *model = g_ptr_array_index (glucose->models, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->models, (int) i);

      bw_model_list_row_set_model (BW_MODEL_LIST_ROW (row), model, model->id == glucose->model_id,
                                   glucose->zone);
    }
}

/* --- What is in use, and names ---------------------------------------------------------------- */

static void
on_undo_use (BwModelList *self)
{
  if (self->used_before != 0)
    bw_session_use_model (self->session, self->used_before);
  self->used_before = 0;
}

static void
use (GtkWidget  *widget,
     const char *name,
     GVariant   *parameter)
{
  BwModelList *self = BW_MODEL_LIST (widget);
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  gint64 id = g_variant_get_int64 (parameter);
  const BwGlucoseModel *model = glucose != NULL ? bw_glucose_get_model (glucose, id) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (model == NULL || id == glucose->model_id)
    return;
  self->used_before = glucose->model_id;
  bw_session_use_model (self->session, id);
  title = bw_glucose_words_model (model);
  /* Translators: %s is the name of a model. */
  text = g_strdup_printf (_("“%s” is in use"), title);
  bw_toasts_tell (widget, text, G_CALLBACK (on_undo_use));
}

static void
name (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  const char *text;
  gint64 id;

  g_variant_get (parameter, "(x&s)", &id, &text);
  bw_session_name_model (BW_MODEL_LIST (widget)->session, id, text);
}

/* --- Deletion --------------------------------------------------------------------------------- */

static void
on_undo_delete (BwModelList *self)
{
  if (self->deleted != NULL)
    bw_session_restore_model (self->session, g_steal_pointer (&self->deleted));
}

static void
delete (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  BwModelList *self = BW_MODEL_LIST (widget);

  self->delete_job = bw_session_delete_model (self->session, g_variant_get_int64 (parameter));
}

static void
take_deleted (BwModelList *self,
              BwJob       *job)
{
  if (bw_job_get_state (job) != BW_JOB_DONE)
    return;
  g_clear_pointer (&self->deleted, bw_model_row_free);
  self->deleted = bw_job_steal_result (job);
  bw_toasts_tell (GTK_WIDGET (self), _("Model deleted"), G_CALLBACK (on_undo_delete));
}

/* --- Files ------------------------------------------------------------------------------------ */

static const BwFileDialogFilter filters[] = {
  { N_("Weights of models"), "*.safetensors" },
};

static GtkWindow *
get_window (BwModelList *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* Returns: (transfer full) (nullable): %NULL where none was chosen, or one elsewhere */
static char *
take_path (BwModelList  *self,
           GAsyncResult *result)
{
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, NULL);
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (file != NULL && path == NULL)
    bw_toasts_tell (GTK_WIDGET (self), _("Only files on this computer can be used"), NULL);
  return path;
}

static void
on_import_chosen (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (BwModelList) self = user_data;
  g_autofree char *path = take_path (self, result);

  if (path != NULL && self->session != NULL)
    self->import_job = bw_session_import_model (self->session, path);
}

static void
import (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  const BwFileDialogFilter filter = { _(filters[0].name), filters[0].patterns };

  bw_file_dialog_run (get_window (BW_MODEL_LIST (widget)), BW_FILE_DIALOG_OPEN, _("Import Model"),
                      _("_Import"), NULL, NULL, &filter, 1, NULL, on_import_chosen,
                      g_object_ref (widget));
}

static void
export (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.export-this", "(ix)", (int) BW_EXPORT_COMPARATOR,
                              g_variant_get_int64 (parameter));
}

void
bw_model_list_take_job (BwModelList *self,
                        BwJob       *job)
{
  g_return_if_fail (BW_IS_MODEL_LIST (self));

  if (job == self->delete_job)
    {
      self->delete_job = NULL;
      take_deleted (self, job);
    }
  else if (job == self->import_job)
    {
      self->import_job = NULL;
      if (bw_job_get_state (job) == BW_JOB_DONE)
        bw_toasts_tell (GTK_WIDGET (self), _("Model imported and in use"), NULL);
    }
}

/* --- Comparison ------------------------------------------------------------------------------- */

static void
compare (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  BwModelList *self = BW_MODEL_LIST (widget);
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  gint64 id;

  if (glucose == NULL)
    return;
  id = parameter != NULL ? g_variant_get_int64 (parameter) : glucose->model_id;
  gtk_window_present (GTK_WINDOW (bw_models_dialog_new (get_window (self), self->session, id)));
}

static void
bw_model_list_dispose (GObject *object)
{
  BwModelList *self = BW_MODEL_LIST (object);

  g_clear_object (&self->session);
  g_clear_object (&self->group);
  g_clear_pointer (&self->deleted, bw_model_row_free);
  G_OBJECT_CLASS (bw_model_list_parent_class)->dispose (object);
}

static void
bw_model_list_class_init (BwModelListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_model_list_dispose;

  gtk_widget_class_install_action (widget_class, "models.use", "x", use);
  gtk_widget_class_install_action (widget_class, "models.name", "(xs)", name);
  gtk_widget_class_install_action (widget_class, "models.compare", "x", compare);
  gtk_widget_class_install_action (widget_class, "models.compare-any", NULL, compare);
  gtk_widget_class_install_action (widget_class, "models.export", "x", export);
  gtk_widget_class_install_action (widget_class, "models.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "models.delete", "x", delete);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-model-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BwModelList, models);
}

static void
bw_model_list_init (BwModelList *self)
{
  self->group = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bw_model_list_set_session (BwModelList *self,
                           BwSession   *session)
{
  g_return_if_fail (BW_IS_MODEL_LIST (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "glucose-changed", G_CALLBACK (on_glucose_changed), self,
                           G_CONNECT_SWAPPED);
  on_glucose_changed (self);
}
