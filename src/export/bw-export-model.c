/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-model.h"

#include "base/bw-error.h"
#include "comparator/bw-comparator-model.h"
#include "comparator/bw-model-in-use.h"
#include "export/bw-export-coreml.h"
#include "export/bw-export-file.h"
#include "export/bw-export-onnx.h"
#include "export/bw-golden.h"
#include "export/bw-graph-comparator.h"
#include "export/bw-graph-forecast.h"
#include "export/bw-graph-texts.h"
#include "forecast/bw-forecast-record.h"
#include "forecast/bw-forecast-weights.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *id, *suffix, *title, *description;
} formats[BW_N_MODEL_FORMATS] = {
  { "coreml", ".mlmodel", N_("Core ML"),
    N_("A trained model for an app on an iPhone, an Apple Watch or a Mac") },
  { "onnx", ".onnx", N_("ONNX"),
    N_("A trained model for other programs and devices: ONNX Runtime and many more read it") },
  { "safetensors", ".safetensors", N_("Weights"),
    N_("A trained model’s numbers alone, for PyTorch, and for Beatwise on another computer") },
};

const char *
bw_model_format_get_id (BwModelFormat format)
{
  g_return_val_if_fail (format < BW_N_MODEL_FORMATS, NULL);
  return formats[format].id;
}

gboolean
bw_model_format_from_id (const char    *id,
                         BwModelFormat *format)
{
  for (guint i = 0; i < BW_N_MODEL_FORMATS; i++)
    if (strcmp (formats[i].id, id) == 0)
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_model_format_get_suffix (BwModelFormat format)
{
  g_return_val_if_fail (format < BW_N_MODEL_FORMATS, NULL);
  return formats[format].suffix;
}

const char *
bw_model_format_get_title (BwModelFormat format)
{
  g_return_val_if_fail (format < BW_N_MODEL_FORMATS, NULL);
  return _(formats[format].title);
}

const char *
bw_model_format_get_description (BwModelFormat format)
{
  g_return_val_if_fail (format < BW_N_MODEL_FORMATS, NULL);
  return _(formats[format].description);
}

void
bw_exported_model_clear (BwExportedModel *self)
{
  g_clear_pointer (&self->golden_path, g_free);
}

char *
bw_export_model_get_golden_path (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return g_strconcat (path, ".golden.json", NULL);
}

/* The net that a forecast made now would ask, or where there are no data any; 0 for none. */
static gboolean
find_forecast_model (BwLibrary  *library,
                     gint64     *id,
                     GError    **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (BwModelRow) row = NULL;
  BwMeasure measure = bw_hourly_choose_measure (library, BW_MEASURE_AUTO, &local);
  BwPreset preset;

  if (local != NULL && !g_error_matches (local, BW_ERROR, BW_ERROR_TOO_FEW))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!bw_forecast_record_find (library, measure, G_MAXINT64, &row, &preset, error))
    return FALSE;
  *id = row != NULL ? row->id : 0;
  return TRUE;
}

BwModelRow *
bw_export_model_find (BwLibrary      *library,
                      BwModelFormat   format,
                      gint64         *id,
                      GError        **error)
{
  const gboolean comparator_first = format == BW_MODEL_FORMAT_SAFETENSORS;
  g_autoptr (GError) local = NULL;
  BwModelRow *row;

  g_return_val_if_fail (library != NULL && id != NULL, NULL);

  for (guint i = 0; i < 2 && *id == 0; i++)
    if ((i == 0) == comparator_first ? !bw_library_get_comparator_model_id (library, id, error)
                                     : !find_forecast_model (library, id, error))
      return NULL;
  if (*id == 0)
    {
      g_set_error_literal (
          error, BW_ERROR, BW_ERROR_NOT_FOUND,
          _("The library has no trained model yet; train one first, the forecast’s or "
            "the one that tells fasting from after glucose."));
      return NULL;
    }
  row = bw_library_get_model (library, NULL, *id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (row == NULL)
    g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND, _("The library has no model %lld."),
                 (long long) *id);
  return row;
}

/* One export on its way. */
typedef struct
{
  BwLibrary *library;
  const BwModelRow *row;
  BwModelFormat format;
  guint n_golden;
  BwProgress *progress;
  GCancellable *cancellable;

  GBytes *bytes;    /* owned: the file */
  BwGolden *golden; /* owned */
} Job;

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_pointer (&job->golden, bw_golden_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static gboolean
write_graph (Job            *job,
             const BwGraph  *graph,
             GError        **error)
{
  if (graph->overflows)
    {
      g_set_error_literal (
          error, BW_ERROR, BW_ERROR_FORMAT,
          _("The weights of this model are too large for other programs to count with; "
            "train it again."));
      return FALSE;
    }
  job->bytes = job->format == BW_MODEL_FORMAT_ONNX ? bw_export_onnx (graph, error)
                                                   : bw_export_coreml (graph, error);
  return job->bytes != NULL;
}

/* The data of @measure up to now. @has: (out): whether there are any */
static gboolean
load_data (Job             *job,
           BwMeasure        measure,
           BwForecastData  *data,
           gboolean        *has,
           GError         **error)
{
  g_autoptr (GError) local = NULL;

  bw_progress_begin_stage (job->progress, _("Reading your data"), 0.5);
  *has = bw_forecast_data_load (data, job->library, measure, G_MAXINT64, BW_FORECAST_RUN_DAYS,
                                job->cancellable, &local);
  if (*has || g_error_matches (local, BW_ERROR, BW_ERROR_TOO_FEW))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
make_forecast (Job        *job,
               BwPreset    preset,
               BwMeasure   measure,
               GError    **error)
{
  g_autoptr (BwForecastNet) net = NULL;
  g_autoptr (BwGraph) graph = NULL;
  g_auto (BwForecastData) data = { 0 };
  BwVerdict verdict;
  gboolean has;

  if (job->format == BW_MODEL_FORMAT_SAFETENSORS)
    {
      job->bytes = bw_forecast_weights_export (job->row, error);
      if (job->bytes == NULL || job->n_golden == 0)
        return job->bytes != NULL;
    }
  net = bw_forecast_record_open (job->row, preset, &verdict, error);
  if (net == NULL || !load_data (job, measure, &data, &has, error))
    return FALSE;
  bw_progress_begin_stage (job->progress, _("Writing the model"), 0.5);
  if (job->format != BW_MODEL_FORMAT_SAFETENSORS)
    {
      graph = bw_graph_forecast_new (net, measure, &verdict);
      bw_graph_texts_add_forecast (graph, job->row, net, measure, &verdict, has ? &data : NULL);
      if (!write_graph (job, graph, error))
        return FALSE;
    }
  if (job->n_golden > 0)
    job->golden = bw_golden_forecast (net, measure, &verdict, has ? &data : NULL, job->n_golden,
                                      job->progress, job->cancellable, error);
  return job->n_golden == 0 || job->golden != NULL;
}

static gboolean
make_comparator (Job     *job,
                 GError **error)
{
  g_autoptr (BwComparatorModel) model = bw_comparator_model_from_row (job->row, error);
  g_autoptr (BwBeatSet) set = NULL;

  if (model == NULL)
    return FALSE;
  if (job->format == BW_MODEL_FORMAT_SAFETENSORS)
    job->bytes = bw_comparator_model_export (model);
  else
    {
      g_autoptr (BwGraph) graph = bw_graph_comparator_new (model);

      bw_graph_texts_add_comparator (graph, job->row, model);
      if (!write_graph (job, graph, error))
        return FALSE;
    }
  if (job->n_golden == 0)
    return TRUE;
  set = bw_beat_set_read (job->library, FALSE, _("Reading the recordings"), 0.8, job->progress,
                          job->cancellable, error);
  if (set == NULL)
    return FALSE;
  bw_progress_begin_stage (job->progress, _("Writing the model"), 0.2);
  job->golden
      = bw_golden_comparator (model, set, job->n_golden, job->progress, job->cancellable, error);
  return job->golden != NULL;
}

/* Neither file is put in its place before both are written. */
static gboolean
write_files (const Job        *job,
             const char       *path,
             BwExportedModel  *exported,
             GError          **error)
{
  g_autoptr (BwExportStream) model = bw_export_stream_new (path, job->cancellable, error);
  g_autoptr (BwExportStream) golden = NULL;
  gsize length;
  const char *data = g_bytes_get_data (job->bytes, &length);

  if (model == NULL || !bw_export_stream_write (model, data, length, error))
    return FALSE;
  if (job->golden != NULL)
    {
      exported->golden_path = bw_export_model_get_golden_path (path);
      exported->n_golden = job->golden->n;
      exported->n_own = job->golden->n_own;
      golden = bw_export_stream_new (exported->golden_path, job->cancellable, error);
      if (golden == NULL || !bw_golden_write (job->golden, golden, error))
        return FALSE;
    }
  return bw_export_stream_finish (model, error)
         && (golden == NULL || bw_export_stream_finish (golden, error));
}

gboolean
bw_export_model (BwLibrary        *library,
                 gint64            model_id,
                 BwModelFormat     format,
                 const char       *path,
                 guint             n_golden,
                 BwExportedModel  *exported,
                 BwProgress       *progress,
                 GCancellable     *cancellable,
                 GError          **error)
{
  g_autoptr (BwModelRow) row = NULL;
  g_auto (Job) job = { 0 };
  BwPreset preset;
  BwMeasure measure;
  gboolean ok = FALSE;

  g_return_val_if_fail (library != NULL && path != NULL && exported != NULL, FALSE);
  g_return_val_if_fail (format < BW_N_MODEL_FORMATS && n_golden <= BW_GOLDEN_MAX, FALSE);

  *exported = (BwExportedModel) { .model_id = model_id };
  if (n_golden > 0 && bw_export_is_stream (path))
    {
      g_set_error_literal (
          error, BW_ERROR, BW_ERROR_INVALID,
          _("The windows to check a model by go into a file beside it; write the model to "
            "a file, too."));
      return FALSE;
    }
  row = bw_export_model_find (library, format, &exported->model_id, error);
  if (row == NULL)
    return FALSE;
  job = (Job) {
    .library = library,
    .row = row,
    .format = format,
    .n_golden = n_golden,
    .progress = progress,
    .cancellable = cancellable,
  };
  if (bw_forecast_record_is_of (row, &preset, &measure))
    ok = make_forecast (&job, preset, measure, error);
  else if (bw_comparator_info_is_of (row))
    ok = make_comparator (&job, error);
  else
    g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                 _("Model %lld is of a kind that this version does not know; train it again."),
                 (long long) row->id);
  return ok && write_files (&job, path, exported, error);
}
