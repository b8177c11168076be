/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-record.h"

#include "base/bw-error.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

char *
bw_forecast_record_configuration (const BwForecastNet *net,
                                  BwMeasure            measure,
                                  guint                max_epochs,
                                  const char          *start,
                                  gboolean             imported)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  guint hidden, layers, seeds;

  bw_forecast_net_get_shape (net, &hidden, &layers, &seeds);
  json_builder_begin_object (builder);
  bw_member_add_string (builder, "measure", bw_measure_get_id (measure));
  bw_member_add_string (builder, "preset", bw_preset_get_id (bw_forecast_net_get_preset (net)));
  bw_member_add_int (builder, "layout", BW_NET_LAYOUT);
  bw_member_add_int (builder, "hidden", hidden);
  bw_member_add_int (builder, "layers", layers);
  bw_member_add_int (builder, "seeds", seeds);
  bw_member_add_int (builder, "max_epochs", max_epochs);
  bw_member_add_string (builder, "start", start);
  bw_member_add_boolean (builder, "imported", imported);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

gboolean
bw_forecast_record_is_of (const BwModelRow *row,
                          BwPreset         *preset,
                          BwMeasure        *measure)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  gint64 layout = 1;

  if (!g_str_has_prefix (row->kind, BW_FORECAST_RECORD_KIND)
      || !bw_preset_from_id (row->kind + strlen (BW_FORECAST_RECORD_KIND), preset))
    return FALSE;
  node = bw_member_parse (row->configuration);
  if (node == NULL)
    return FALSE;
  object = json_node_get_object (node);
  bw_member_get_int (object, "layout", &layout);
  return bw_measure_from_id (bw_member_get_string (object, "measure"), measure)
         && *measure != BW_MEASURE_AUTO
         && (*preset == BW_PRESET_TUTORIAL || layout == BW_NET_LAYOUT);
}

gboolean
bw_forecast_record_is_imported (const BwModelRow *row)
{
  g_autoptr (JsonNode) node = bw_member_parse (row->configuration);
  gboolean imported = FALSE;

  if (node != NULL)
    bw_member_get_boolean (json_node_get_object (node), "imported", &imported);
  return imported;
}

BwForecastNet *
bw_forecast_record_open (const BwModelRow  *row,
                         BwPreset           preset,
                         BwVerdict         *verdict,
                         GError           **error)
{
  g_autoptr (BwForecastNet) net = NULL;
  g_autoptr (JsonNode) metrics = NULL;

  if (row->weights != NULL)
    {
      net = bw_forecast_net_load (row->weights, preset, error);
      if (net == NULL)
        return NULL;
    }
  metrics = bw_member_parse (row->metrics);
  if (net == NULL || metrics == NULL
      || !bw_verdict_from_json (verdict, json_node_get_object (metrics)))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                           _("The trained model in this library is damaged; train it again."));
      return NULL;
    }
  return g_steal_pointer (&net);
}

/* A net of one's own goes before one out of a file; then the one with the newest data. */
static gboolean
goes_before (const BwModelRow *a,
             const BwModelRow *b)
{
  gboolean a_own = !bw_forecast_record_is_imported (a);
  gboolean b_own = !bw_forecast_record_is_imported (b);

  if (a_own != b_own)
    return a_own;
  return a->to_ms > b->to_ms || (a->to_ms == b->to_ms && a->id > b->id);
}

gboolean
bw_forecast_record_find (BwLibrary   *library,
                         BwMeasure    measure,
                         gint64       until_ms,
                         BwModelRow **row,
                         BwPreset    *preset,
                         GError     **error)
{
  g_autoptr (GPtrArray) models = bw_library_list_models (library, error);
  const BwModelRow *best = NULL;

  *row = NULL;
  if (models == NULL)
    return FALSE;
  for (guint i = 0; i < models->len; i++)
    {
      const BwModelRow *model = g_ptr_array_index (models, i);
      BwPreset kind;
      BwMeasure of;

      /* Those of earlier versions, whose nets predicted z itself, are passed over. */
      if (!bw_forecast_record_is_of (model, &kind, &of) || model->to_ms > until_ms
          || (measure != BW_MEASURE_AUTO && of != measure))
        continue;
      if (best == NULL || goes_before (model, best))
        {
          best = model;
          *preset = kind;
        }
    }
  if (best == NULL)
    return TRUE;
  {
    g_autoptr (GError) local = NULL;

    *row = bw_library_get_model (library, best->kind, best->id, &local);
    if (local != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&local));
        return FALSE;
      }
  }
  return TRUE;
}

/* Four digits say all that there is to see. */
static double
rounded (float loss)
{
  return round ((double) loss * 1e4) / 1e4;
}

static void
add_losses (JsonBuilder *builder,
            const char  *key,
            const float *losses,
            guint        n)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_double_value (builder, rounded (losses[i]));
  json_builder_end_array (builder);
}

char *
bw_forecast_record_metrics (const BwForecastNetStats *stats,
                            const BwVerdict          *verdict)
{
  g_autoptr (JsonNode) root = bw_verdict_to_json (verdict);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  JsonObject *object = json_node_get_object (root);

  json_object_set_int_member (object, "parameters", stats->parameters);
  json_object_set_int_member (object, "hours_used", stats->hours_used);
  json_object_set_int_member (object, "epochs", stats->epochs);
  json_object_set_int_member (object, "best_epoch", stats->best_epoch);
  json_object_set_double_member (object, "train_loss", stats->train_loss);
  json_object_set_double_member (object, "validation_loss", stats->validation_loss);

  json_builder_begin_array (builder);
  for (guint m = 0; m < stats->n_members; m++)
    {
      const BwNetMemberStats *member = &stats->members[m];

      json_builder_begin_object (builder);
      bw_member_add_int (builder, "best_epoch", member->best_epoch);
      bw_member_add_double (builder, "start_loss", member->start_loss > 0,
                            rounded (member->start_loss));
      add_losses (builder, "train", member->train_loss, member->epochs);
      add_losses (builder, "validation", member->validation_loss, member->epochs);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_object_set_member (object, "curves", json_builder_get_root (builder));
  return json_to_string (root, FALSE);
}
