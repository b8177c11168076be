/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-session-work-glucose.h"

#include "app/bw-glucose.h"
#include "comparator/bw-evaluate.h"
#include "comparator/bw-model-in-use.h"
#include "export/bw-export-file.h"

#include <glib/gi18n-lib.h>

/* Weights are some ten thousand numbers: a file much larger than that is none. */
#define MAX_MODEL_BYTES (64 * 1024 * 1024)

BwGlucoseInput *
bw_glucose_input_new (const char *path)
{
  BwGlucoseInput *input = g_new0 (BwGlucoseInput, 1);

  input->path = g_strdup (path);
  return input;
}

void
bw_glucose_input_free (gpointer data)
{
  BwGlucoseInput *input = data;

  g_free (input->path);
  g_clear_pointer (&input->options.training_days, g_array_unref);
  g_clear_pointer (&input->options.validation_days, g_array_unref);
  g_clear_pointer (&input->options.log, bw_train_log_unref);
  g_clear_pointer (&input->ids, g_array_unref);
  g_clear_pointer (&input->model, bw_comparator_model_unref);
  g_clear_pointer (&input->row, bw_model_row_free);
  g_clear_pointer (&input->evaluation, bw_evaluation_free);
  g_clear_pointer (&input->predictions, g_array_unref);
  g_free (input->value);
  g_free (input->file);
  g_free (input);
}

void
bw_glucose_input_set_options (BwGlucoseInput                 *input,
                              const BwComparatorTrainOptions *options)
{
  input->options = *options;
  if (options->training_days != NULL)
    input->options.training_days = g_array_copy (options->training_days);
  if (options->validation_days != NULL)
    input->options.validation_days = g_array_copy (options->validation_days);
  if (options->log != NULL)
    input->options.log = bw_train_log_ref (options->log);
}

gpointer
bw_work_glucose (gconstpointer   data,
                 BwProgress     *progress,
                 GCancellable   *cancellable,
                 GError        **error)
{
  return bw_glucose_new (((const BwGlucoseInput *) data)->path, cancellable, error);
}

/* --- What takes long -------------------------------------------------------------------------- */

gpointer
bw_work_learn (gconstpointer   data,
               BwProgress     *progress,
               GCancellable   *cancellable,
               GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);

  if (library == NULL)
    return NULL;
  return bw_comparator_train (library, &input->options, progress, cancellable, error);
}

/* Errors: %BW_ERROR_NOT_FOUND. Returns: (transfer full) */
static BwModelRow *
read_model (BwLibrary  *library,
            gint64      id,
            GError    **error)
{
  g_autoptr (GError) local = NULL;
  BwModelRow *row = bw_library_get_model (library, NULL, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (row == NULL)
    g_set_error_literal (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("The model is no longer there"));
  return row;
}

gpointer
bw_work_evaluate (gconstpointer   data,
                  BwProgress     *progress,
                  GCancellable   *cancellable,
                  GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  g_autoptr (BwModelRow) row = NULL;
  g_autoptr (BwComparatorModel) model = NULL;
  BwEvaluateOptions options = { .keep_when_cancelled = TRUE, .reference = BW_REFERENCE_AUTO };

  if (library == NULL)
    return NULL;
  row = read_model (library, input->model_id, error);
  if (row == NULL)
    return NULL;
  model = bw_comparator_model_from_row (row, error);
  if (model == NULL)
    return NULL;
  options.model = model;
  options.model_id = input->model_id;
  options.leave_one_day_out = input->leave_one_day_out;
  return bw_comparator_evaluate (library, &options, progress, cancellable, error);
}

gpointer
bw_work_predict (gconstpointer   data,
                 BwProgress     *progress,
                 GCancellable   *cancellable,
                 GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_READ, error);
  g_autoptr (BwModelRow) row = NULL;
  g_autoptr (BwComparatorModel) model = NULL;

  if (library == NULL)
    return NULL;
  row = read_model (library, input->model_id, error);
  if (row == NULL)
    return NULL;
  model = bw_comparator_model_from_row (row, error);
  if (model == NULL)
    return NULL;
  return bw_comparator_predict (library, model, input->model_id, BW_REFERENCE_AUTO,
                                (const gint64 *) (void *) input->ids->data, input->ids->len,
                                progress, cancellable, error);
}

/* --- What is kept ----------------------------------------------------------------------------- */

/* A model that comes into the library is used from then on: it is what the person asked for last.
 * Returns: (transfer full) (nullable): its id */
static gint64 *
add_model (BwLibrary   *library,
           BwModelRow  *row,
           const char  *name,
           GError     **error)
{
  if (!bw_library_keep_comparator_model (library, row, name, error))
    return NULL;
  return g_memdup2 (&row->id, sizeof row->id);
}

gpointer
bw_work_keep_model (gconstpointer   data,
                    BwProgress     *progress,
                    GCancellable   *cancellable,
                    GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  g_autoptr (BwModelRow) row = NULL;

  if (library == NULL)
    return NULL;
  row = bw_comparator_model_to_row (input->model);
  return add_model (library, row, NULL, error);
}

static GBytes *
read_file (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0,
                                                  cancellable, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > MAX_MODEL_BYTES)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT, _("The file is too large for a model"));
      return NULL;
    }
  return g_file_load_bytes (file, cancellable, NULL, error);
}

gpointer
bw_work_import_model (gconstpointer   data,
                      BwProgress     *progress,
                      GCancellable   *cancellable,
                      GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (GFile) file = g_file_new_for_path (input->file);
  g_autoptr (GBytes) bytes = read_file (file, cancellable, error);
  g_autoptr (BwComparatorModel) model = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwModelRow) row = NULL;

  if (bytes == NULL)
    return NULL;
  model = bw_comparator_model_from_weights (bytes, error);
  if (model == NULL)
    return NULL;
  library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  if (library == NULL)
    return NULL;
  row = bw_comparator_model_to_row (model);
  return add_model (library, row, input->value, error);
}

gpointer
bw_work_restore_model (gconstpointer   data,
                       BwProgress     *progress,
                       GCancellable   *cancellable,
                       GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library == NULL)
    return NULL;
  if (!bw_library_add_model (library, input->row, error))
    return NULL;
  return g_memdup2 (&input->row->id, sizeof input->row->id);
}

gpointer
bw_work_keep_evaluation (gconstpointer   data,
                         BwProgress     *progress,
                         GCancellable   *cancellable,
                         GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library != NULL)
    bw_evaluation_keep (library, input->evaluation, error);
  return NULL;
}

gpointer
bw_work_keep_predictions (gconstpointer   data,
                          BwProgress     *progress,
                          GCancellable   *cancellable,
                          GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library != NULL)
    bw_library_set_predictions (library, input->model_id,
                                (const BwPredictionRow *) (void *) input->predictions->data,
                                input->predictions->len, error);
  return NULL;
}

gpointer
bw_work_keep_split (gconstpointer   data,
                      BwProgress     *progress,
                      GCancellable   *cancellable,
                      GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library != NULL)
    bw_library_set_setting (library, BW_DAY_SPLIT_SETTING, input->value, error);
  return NULL;
}

gpointer
bw_work_use_model (gconstpointer   data,
                   BwProgress     *progress,
                   GCancellable   *cancellable,
                   GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library != NULL)
    bw_library_set_comparator_model_id (library, input->model_id, error);
  return NULL;
}

gpointer
bw_work_name_model (gconstpointer   data,
                    BwProgress     *progress,
                    GCancellable   *cancellable,
                    GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);

  if (library != NULL)
    bw_library_set_model_name (library, input->model_id, input->value, error);
  return NULL;
}

gpointer
bw_work_delete_model (gconstpointer   data,
                      BwProgress     *progress,
                      GCancellable   *cancellable,
                      GError        **error)
{
  const BwGlucoseInput *input = data;
  g_autoptr (BwLibrary) library = bw_library_open (input->path, BW_LIBRARY_WRITE, error);
  g_autoptr (BwModelRow) row = NULL;

  if (library == NULL)
    return NULL;
  row = read_model (library, input->model_id, error);
  if (row == NULL || !bw_library_delete_model (library, input->model_id, error))
    return NULL;
  return g_steal_pointer (&row);
}
