/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-evaluation.h"
#include "store/bw-member.h"

#include <string.h>

static const char *
member_of (gboolean leave_one_day_out)
{
  return leave_one_day_out ? "leave_one_day_out" : "evaluation";
}

GArray *
bw_evaluation_get_predictions (const BwEvaluation *self)
{
  GArray *rows;

  g_return_val_if_fail (self != NULL && self->leave_one_day_out, NULL);

  rows = g_array_new (FALSE, TRUE, sizeof (BwPredictionRow));
  for (guint i = 0; i < self->recordings->len; i++)
    {
      const BwRecordingScore *recording = &g_array_index (self->recordings, BwRecordingScore, i);
      BwPredictionRow row = {
        .recording_id = recording->recording_id,
        .model_id = self->model_id,
        .made_ms = self->made_ms,
        .answer = recording->answer,
        .probability = recording->probability,
        .votes = recording->votes,
        .n_beats = recording->n_beats,
        .outside = recording->outside,
        .same_day = recording->same_day,
        .is_reference = !recording->scored && recording->n_beats > 0,
        .origin = BW_PREDICTION_HELD_OUT,
      };

      g_array_append_val (rows, row);
    }
  return rows;
}

/* In the transaction that is open. */
static gboolean
keep (BwLibrary           *library,
      const BwEvaluation  *evaluation,
      GError             **error)
{
  g_autoptr (BwModelRow) model = NULL;
  g_autoptr (JsonNode) metrics = NULL;
  g_autoptr (GArray) predictions = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;

  model = bw_library_get_model (library, NULL, evaluation->model_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  metrics = model != NULL ? bw_member_parse (model->metrics) : NULL;
  if (metrics == NULL)
    {
      metrics = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (metrics, json_object_new ());
    }
  json_object_set_member (json_node_get_object (metrics), member_of (evaluation->leave_one_day_out),
                          bw_evaluation_to_json (evaluation));
  text = json_to_string (metrics, FALSE);
  /* A model that is no more is told by the library. */
  if (!bw_library_set_model_metrics (library, evaluation->model_id, text, error))
    return FALSE;
  if (!evaluation->leave_one_day_out)
    return TRUE;
  predictions = bw_evaluation_get_predictions (evaluation);
  return bw_library_set_predictions (library, evaluation->model_id,
                                     (BwPredictionRow *) (void *) predictions->data,
                                     predictions->len, error);
}

gboolean
bw_evaluation_keep (BwLibrary           *library,
                    const BwEvaluation  *evaluation,
                    GError             **error)
{
  g_return_val_if_fail (library != NULL && evaluation != NULL && evaluation->model_id != 0, FALSE);

  if (!bw_library_begin (library, error))
    return FALSE;
  if (!keep (library, evaluation, error) || !bw_library_commit (library, error))
    {
      bw_library_rollback (library);
      return FALSE;
    }
  return TRUE;
}

BwEvaluation *
bw_evaluation_from_metrics (const char *metrics,
                            gboolean    leave_one_day_out)
{
  g_autoptr (JsonNode) root = bw_member_parse (metrics);
  JsonNode *node;

  if (root == NULL)
    return NULL;
  node = json_object_get_member (json_node_get_object (root), member_of (leave_one_day_out));
  return node != NULL ? bw_evaluation_from_json (node, NULL) : NULL;
}
