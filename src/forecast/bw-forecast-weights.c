/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-weights.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "forecast/bw-forecast-record.h"
#include "nn/bw-safetensors.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>

/* Five nets of the largest shape have less. */
#define MAX_BYTES (64 << 20)

/* Keys of the metadata. */
#define CONFIGURATION "beatwise.forecast"
#define TRAINING "beatwise.training"

GBytes *
bw_forecast_weights_export (const BwModelRow  *row,
                            GError           **error)
{
  g_autoptr (BwTensors) tensors = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *training = NULL;
  BwPreset preset;
  BwMeasure measure;

  g_return_val_if_fail (row != NULL, NULL);

  if (row->weights == NULL || !bw_forecast_record_is_of (row, &preset, &measure))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("Model %lld forecasts nothing."),
                   (long long) row->id);
      return NULL;
    }
  tensors = bw_tensors_read (row->weights, error);
  if (tensors == NULL)
    return NULL;
  json_builder_begin_object (builder);
  bw_member_add_int (builder, "seed", (gint64) row->seed);
  bw_member_add_int (builder, "from_ms", row->from_ms);
  bw_member_add_int (builder, "to_ms", row->to_ms);
  bw_member_add_string (builder, "fingerprint", row->fingerprint);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  training = json_to_string (root, FALSE);
  bw_tensors_set_metadata (tensors, CONFIGURATION, row->configuration);
  bw_tensors_set_metadata (tensors, TRAINING, training);
  return bw_tensors_write (tensors);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("There is no forecast model of Beatwise’s in this file, or its parts do "
                         "not fit together."));
  return FALSE;
}

static JsonObject *
parse (JsonNode   **node,
       const char  *text)
{
  *node = bw_member_parse (text);
  return *node != NULL ? json_node_get_object (*node) : NULL;
}

/* Whether the net has the shape that its record says. */
static gboolean
shape_fits (JsonObject          *configuration,
            const BwForecastNet *net)
{
  guint shape[3], said[3];

  bw_forecast_net_get_shape (net, &shape[0], &shape[1], &shape[2]);
  return bw_member_get_count (configuration, "hidden", 1 << 16, &said[0])
         && bw_member_get_count (configuration, "layers", 1 << 16, &said[1])
         && bw_member_get_count (configuration, "seeds", 1 << 16, &said[2]) && said[0] == shape[0]
         && said[1] == shape[1] && said[2] == shape[2];
}

/* When it was trained, and from which seed; what is not there or makes no sense is 0. */
static void
read_training (BwModelRow *row,
               const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = parse (&node, text);
  const gint64 last_ms = bw_time_days_from_civil (9999, 12, 31) * BW_TIME_DAY;
  gint64 from_ms = 0, to_ms = 0, seed = 0;

  if (object == NULL)
    return;
  /* A span that no data can have tells nothing. */
  if (bw_member_get_int (object, "from_ms", &from_ms)
      && bw_member_get_int (object, "to_ms", &to_ms) && from_ms >= 0 && from_ms <= to_ms
      && to_ms <= last_ms)
    {
      row->from_ms = from_ms;
      row->to_ms = row->trained_ms = to_ms;
    }
  bw_member_get_int (object, "seed", &seed);
  row->seed = (guint64) seed;
}

static char *
make_metrics (const BwForecastNet *net)
{
  BwVerdict verdict;
  g_autoptr (JsonNode) root = NULL;

  bw_verdict_init_untried (&verdict, bw_forecast_net_get_preset (net));
  verdict.imported = TRUE;
  root = bw_verdict_to_json (&verdict);
  json_object_set_int_member (json_node_get_object (root), "parameters",
                              bw_forecast_net_count (net));
  return json_to_string (root, FALSE);
}

BwModelRow *
bw_forecast_weights_import (GBytes  *bytes,
                            GError **error)
{
  g_autoptr (BwTensors) tensors = NULL;
  g_autoptr (BwForecastNet) net = NULL;
  g_autoptr (BwModelRow) row = bw_model_row_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonObject *configuration;
  const char *measure_id;
  BwMeasure measure;
  BwPreset preset;
  gsize size;
  const void *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  tensors = bw_tensors_read (bytes, error);
  if (tensors == NULL)
    return NULL;
  configuration = parse (&node, bw_tensors_get_metadata (tensors, CONFIGURATION));
  measure_id = configuration != NULL ? bw_member_get_string (configuration, "measure") : NULL;
  if (measure_id == NULL || !bw_measure_from_id (measure_id, &measure)
      || measure == BW_MEASURE_AUTO
      || !bw_preset_from_id (bw_member_get_string (configuration, "preset"), &preset))
    {
      fail (error);
      return NULL;
    }
  net = bw_forecast_net_load (bytes, preset, NULL);
  if (net == NULL || !shape_fits (configuration, net))
    {
      fail (error);
      return NULL;
    }

  /* Of the weights only what was looked at is kept, and of the record what is known of them. */
  row->kind = g_strconcat (BW_FORECAST_RECORD_KIND, bw_preset_get_id (preset), NULL);
  row->configuration = bw_forecast_record_configuration (net, measure, 0, NULL, TRUE);
  row->metrics = make_metrics (net);
  row->weights = bw_forecast_net_save (net);
  read_training (row, bw_tensors_get_metadata (tensors, TRAINING));
  data = g_bytes_get_data (bytes, &size);
  row->fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, size);
  return g_steal_pointer (&row);
}

BwModelRow *
bw_forecast_weights_read (const char  *path,
                          GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = g_file_read (file, NULL, error);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GBytes) bytes = NULL;
  BwModelRow *row;
  char *contents;
  gsize length;

  if (in == NULL)
    return NULL;
  contents = g_malloc (MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (in), contents, MAX_BYTES + 1, &length, NULL, error))
    {
      g_free (contents);
      return NULL;
    }
  bytes = g_bytes_new_take (contents, length);
  if (length > MAX_BYTES)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is too long for a model"), shown);
      return NULL;
    }
  row = bw_forecast_weights_import (bytes, error);
  if (row == NULL)
    g_prefix_error (error, "%s: ", shown);
  return row;
}
